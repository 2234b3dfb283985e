package dev.dryrun.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
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
            assertThat(containersOn(server.port())).isEmpty();
        }
    }

    /** The servers that run on this data directory. */
    static List<Long> processesOf(Path data) {
        return ProcessHandle.allProcesses()
                .filter(each -> commandLine(each.pid()).contains(data.toString()))
                .map(ProcessHandle::pid)
                .toList();
    }

    /** The containers, running or not, whose server is published on this port. */
    static List<String> containersOn(int port) {
        return DockerClientFactory.lazyClient().listContainersCmd().withShowAll(true).exec().stream()
                .filter(each -> List.of(each.getPorts()).stream()
                        .anyMatch(published -> Integer.valueOf(port).equals(published.getPublicPort())))
                .map(com.github.dockerjava.api.model.Container::getId)
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
