package dev.dryrun.postgres;

import com.github.dockerjava.api.exception.DockerException;
import com.github.dockerjava.api.model.Container;
import com.github.dockerjava.api.model.Network;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.testcontainers.DockerClientFactory;

/** The labels by which our containers are found again and those of dead processes are removed. */
final class ContainerLabels {

    static final String RUN = "dev.dryrun.run";
    private static final String OWNER = "dev.dryrun.owner";
    private static final String KEEP = "dev.dryrun.keep";

    private ContainerLabels() {}

    static Map<String, String> of(String run, boolean keep) {
        return Map.of(RUN, run, OWNER, Owner.self().text(), KEEP, String.valueOf(keep));
    }

    /** Removes the containers whose owner is dead, unless they are to be kept, and the networks that nobody is left in. */
    static void sweep(DockerEngine engine) {
        containers(engine)
                .forEach(container -> remove(engine, container.getLabels().get(RUN)));
        networks(engine).forEach(network -> removeNetwork(engine, network.getName()));
    }

    /** What a sweep would remove, each in the words by which Docker removes it. */
    static List<String> abandoned(DockerEngine engine) {
        Stream<String> containers = containers(engine).stream()
                .map(container -> "container " + container.getNames()[0].replaceFirst("^/", ""));
        Stream<String> networks = networks(engine).stream()
                .filter(network -> !isKept(network.getLabels()))
                .map(network -> "network " + network.getName());
        return Stream.concat(containers, networks).toList();
    }

    private static List<Container> containers(DockerEngine engine) {
        return engine.client().listContainersCmd().withShowAll(true).withLabelFilter(List.of(RUN)).exec().stream()
                .filter(container -> isDead(container.getLabels()) && !isKept(container.getLabels()))
                .toList();
    }

    private static List<Network> networks(DockerEngine engine) {
        return engine.client().listNetworksCmd().exec().stream()
                .filter(network -> network.getLabels() != null && isDead(network.getLabels()))
                .toList();
    }

    private static boolean isKept(Map<String, String> labels) {
        return Boolean.parseBoolean(labels.get(KEEP));
    }

    private static boolean isDead(Map<String, String> labels) {
        return Optional.ofNullable(labels.get(OWNER))
                .flatMap(Owner::parse)
                .map(Owner::isDead)
                .orElse(false);
    }

    private static void removeNetwork(DockerEngine engine, String name) {
        try {
            PrivateNetwork.remove(engine, name);
        } catch (DockerException e) {
            // A kept container is in it.
            return;
        }
    }

    private static void remove(DockerEngine engine, String run) {
        try {
            engine.remove(RUN, run);
        } catch (DockerException e) {
            // A leftover that cannot be removed now is no reason not to start; its lease ends it or the next sweep.
            return;
        }
    }

    /**
     * Labels that do not take in the one by which Testcontainers ends containers with the process: a kept server has
     * to outlive it, and for the others the lease and the sweep do the same.
     */
    static final class Unreaped extends HashMap<String, String> {

        private static final long serialVersionUID = 1L;

        Unreaped(Map<String, String> labels) {
            putAll(labels);
        }

        @Override
        public void putAll(Map<? extends String, ? extends String> labels) {
            labels.forEach(this::put);
        }

        @Override
        public String put(String name, String value) {
            return name.equals(DockerClientFactory.TESTCONTAINERS_SESSION_ID_LABEL) ? value : super.put(name, value);
        }
    }
}
