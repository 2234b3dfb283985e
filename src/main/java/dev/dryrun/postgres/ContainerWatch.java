package dev.dryrun.postgres;

import java.util.List;
import java.util.Map;

/**
 * Removes a container, its volume and its network when dryrun is killed, by the program {@code docker}. Where that is
 * missing or cannot do so the container's lease ends it, and the network goes with the next start.
 */
final class ContainerWatch {

    /**
     * Its arguments are the label of the run's containers and the name of its network. Both are removed until they stay
     * away, because the engine may still be making them. A list that cannot be had says nothing about what is there.
     */
    static final String SCRIPT = """
            command -v docker || exit 0
            away=0 round=0
            while [ "$away" -lt 5 ] && [ "$round" -lt 60 ]; do
                containers=$(docker ps --all --quiet --filter "label=$1") &&
                    networks=$(docker network ls --quiet --filter "name=^$2\\$") &&
                    away=$((away + 1)) || away=0
                for container in $containers; do
                    docker rm --force --volumes "$container"
                    away=0
                done
                for network in $networks; do
                    docker network rm "$network"
                    away=0
                done
                containers= networks=
                round=$((round + 1))
                sleep 0.5
            done
            """;

    private ContainerWatch() {}

    static DeathWatch over(String run) {
        return DeathWatch.start(
                SCRIPT,
                List.of(ContainerLabels.RUN + "=" + run, PrivateNetwork.nameOf(run)),
                Map.of("DOCKER_HOST", DockerEngine.address().toString()));
    }
}
