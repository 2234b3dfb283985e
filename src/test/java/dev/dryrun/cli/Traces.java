package dev.dryrun.cli;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.command.InspectVolumeResponse;
import com.github.dockerjava.api.model.Container;
import com.github.dockerjava.api.model.ContainerMount;
import com.github.dockerjava.api.model.Network;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.testcontainers.DockerClientFactory;

/** What a process of dryrun has on this machine, found by its directory for temporary files and its process number. */
final class Traces {

    /** The column of /proc/sysvipc/shm with the process that made a segment. */
    private static final int CREATOR = 4;

    private final Path temporary;
    private final long pid;
    private final boolean local;
    private final Set<Long> servers = new HashSet<>();
    private final Set<Path> sharedMemory = new HashSet<>();
    private final Set<String> volumes = new HashSet<>();

    Traces(Path temporary, long pid, boolean local) {
        this.temporary = temporary;
        this.pid = pid;
        this.local = local;
    }

    /** Looks for what can be found only while the servers run: it is named after nothing of the run. */
    void remember() {
        if (!local) {
            containers()
                    .forEach(each -> each.getMounts().stream()
                            .map(ContainerMount::getName)
                            .filter(name -> name != null)
                            .forEach(volumes::add));
            return;
        }
        ProcessHandle.allProcesses().filter(this::isOurs).forEach(each -> {
            servers.add(each.pid());
            contents(Path.of("/proc", String.valueOf(each.pid()), "maps"))
                    .lines()
                    .filter(line -> line.contains("/dev/shm/PostgreSQL."))
                    .forEach(line -> sharedMemory.add(Path.of(line.substring(line.indexOf("/dev/shm/")))));
        });
    }

    List<String> left() throws IOException {
        List<String> all = new ArrayList<>();
        try (Stream<Path> files = Files.list(temporary)) {
            files.forEach(file -> all.add("file " + file));
        }
        ProcessHandle.allProcesses()
                .filter(this::isOurs)
                .forEach(each -> all.add("process " + each.pid() + " " + each.info()));
        all.addAll(local ? leftInMemory() : leftInEngine());
        return all;
    }

    /** The containers of this process. */
    List<Container> containers() {
        return engine().listContainersCmd().withShowAll(true).exec().stream()
                .filter(each -> isOurs(each.getLabels()))
                .toList();
    }

    private List<String> leftInMemory() {
        List<String> all = new ArrayList<>();
        sharedMemory.stream().filter(Files::exists).forEach(each -> all.add("shared memory " + each));
        contents(Path.of("/proc/sysvipc/shm"))
                .lines()
                .skip(1)
                .map(line -> line.strip().split(" +"))
                .filter(segment -> servers.contains(Long.parseLong(segment[CREATOR])))
                .forEach(segment -> all.add("shared memory segment " + List.of(segment)));
        return all;
    }

    List<String> leftInEngine() {
        List<String> all = new ArrayList<>();
        containers().forEach(each -> all.add("container " + each.getId()));
        engine().listNetworksCmd().exec().stream()
                .filter(each -> isOurs(each.getLabels()))
                .map(Network::getName)
                .forEach(name -> all.add("network " + name));
        Optional.ofNullable(engine().listVolumesCmd().exec().getVolumes()).orElse(List.of()).stream()
                .map(InspectVolumeResponse::getName)
                .filter(volumes::contains)
                .forEach(name -> all.add("volume " + name));
        return all;
    }

    private boolean isOurs(Map<String, String> labels) {
        return labels != null && labels.getOrDefault("dev.dryrun.owner", "").contains(" " + pid + " ");
    }

    /** By its environment, which it has from the run, or its arguments. */
    private boolean isOurs(ProcessHandle each) {
        Path known = Path.of("/proc", String.valueOf(each.pid()));
        return contents(known.resolve("environ")).contains(temporary.toString())
                || contents(known.resolve("cmdline")).contains(temporary.toString());
    }

    private static String contents(Path file) {
        try {
            return new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            return "";
        }
    }

    private static DockerClient engine() {
        return DockerClientFactory.lazyClient();
    }
}
