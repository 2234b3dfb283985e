package dev.dryrun.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.dockerjava.api.model.Container;
import com.github.dockerjava.api.model.Network;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.testcontainers.DockerClientFactory;

/** Looks for what a server must not leave behind. */
final class Leftovers {

    private Leftovers() {}

    /** Fails if a process, directory, container or volume of this closed server is left. */
    static void assertNone(PostgresServer server) {
        if (server.kind().equals("local")) {
            Path data = Path.of(server.dataDirectory());
            assertThat(data.getParent()).doesNotExist();
            assertThat(processesOf(data)).isEmpty();
        } else {
            assertThat(containersOf(server)).isEmpty();
        }
    }

    /** The servers that run on this data directory. */
    static List<Long> processesOf(Path data) {
        return ProcessHandle.allProcesses()
                .filter(each -> commandLine(each.pid()).contains(data.toString()))
                .map(ProcessHandle::pid)
                .toList();
    }

    /** The containers, running or not, in which this server is. */
    static List<String> containersOf(String host, int port) {
        return DockerClientFactory.lazyClient().listContainersCmd().withShowAll(true).exec().stream()
                .filter(each -> isAt(each, host) || isPublishedOn(each, port))
                .map(Container::getId)
                .toList();
    }

    static List<String> containersOf(PostgresServer server) {
        return containersOf(server.host(), server.port());
    }

    private static boolean isAt(Container container, String host) {
        return container.getNetworkSettings().getNetworks().values().stream()
                .anyMatch(network -> host.equals(network.getIpAddress()));
    }

    private static boolean isPublishedOn(Container container, int port) {
        return Stream.of(container.getPorts())
                .anyMatch(published -> Integer.valueOf(port).equals(published.getPublicPort()));
    }

    /** The networks that the containers of this server are in. */
    static List<String> networksOf(String host, int port) {
        return containersOf(host, port).stream()
                .map(id ->
                        DockerClientFactory.lazyClient().inspectContainerCmd(id).exec())
                .flatMap(each -> each.getNetworkSettings().getNetworks().keySet().stream())
                .toList();
    }

    static List<String> networks() {
        return DockerClientFactory.lazyClient().listNetworksCmd().exec().stream()
                .map(Network::getName)
                .toList();
    }

    /** The volumes that the engine has. */
    static List<String> volumes() {
        var volumes = DockerClientFactory.lazyClient().listVolumesCmd().exec().getVolumes();
        return volumes == null
                ? List.of()
                : volumes.stream().map(each -> each.getName()).sorted().toList();
    }

    /** With a NUL between the arguments, as Linux has it; empty where the process is gone. */
    static String commandLine(long pid) {
        try {
            return Files.readString(Path.of("/proc", String.valueOf(pid), "cmdline"));
        } catch (java.io.IOException e) {
            return "";
        }
    }
}
