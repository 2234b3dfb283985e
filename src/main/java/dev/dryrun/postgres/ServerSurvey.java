package dev.dryrun.postgres;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.exception.DockerException;
import com.github.dockerjava.api.model.Info;
import dev.dryrun.plan.NoVerdict;
import dev.dryrun.plan.ServerPlan;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Looks, without starting a server, what servers could be started on this machine. */
public final class ServerSurvey {

    private static final String IMAGE = "postgres:";

    /** A Docker engine that answers: its version, the images of Postgres that it has, and where it keeps its data. */
    public record Docker(String version, List<String> images, Path root) {

        public Docker {
            images = List.copyOf(images);
        }
    }

    /** A directory of Postgres programs, and which of them it lacks. */
    public record Installed(Path directory, int major, String version, List<String> missing) {

        public Installed {
            missing = List.copyOf(missing);
        }
    }

    /** Something that cannot be had, in words, and what to do about it. */
    public static final class Lacking extends Exception {

        private static final long serialVersionUID = 1L;

        private final String hint;

        Lacking(Unavailable reason) {
            super(reason.getMessage());
            this.hint = reason.hint();
        }

        Lacking(String message, String hint) {
            super(message);
            this.hint = hint;
        }

        public String hint() {
            return hint;
        }
    }

    private ServerSurvey() {}

    /** Asks the engine. May take long where it hangs. */
    public static Docker docker() throws Lacking {
        try {
            DockerClient client = DockerEngine.find().client();
            Info info = client.infoCmd().exec();
            List<String> images = client.listImagesCmd().exec().stream()
                    .flatMap(image -> Arrays.stream(
                            Optional.ofNullable(image.getRepoTags()).orElse(new String[0])))
                    .filter(tag -> tag.startsWith(IMAGE))
                    .sorted()
                    .toList();
            return new Docker(
                    String.valueOf(info.getServerVersion()), images, Path.of(String.valueOf(info.getDockerRootDir())));
        } catch (Unavailable e) {
            throw new Lacking(e);
        } catch (DockerException e) {
            throw new Lacking("Docker failed: " + DockerEngine.firstLine(e), "see the engine's own log");
        }
    }

    /** Starts a container of an image that the engine has, and removes it. */
    public static void tryContainer(String image) throws Lacking {
        try {
            DockerClient client = DockerEngine.find().client();
            String id = client.createContainerCmd(image)
                    .withEntrypoint("true")
                    .withLabels(ContainerLabels.of("doctor", false))
                    .exec()
                    .getId();
            try {
                client.startContainerCmd(id).exec();
            } finally {
                client.removeContainerCmd(id)
                        .withForce(true)
                        .withRemoveVolumes(true)
                        .exec();
            }
        } catch (Unavailable e) {
            throw new Lacking(e);
        } catch (DockerException e) {
            throw new Lacking(
                    "a container of " + image + " could not be started: " + DockerEngine.firstLine(e),
                    "see docker run --rm " + image + " true, and the engine's own log");
        }
    }

    /** The Postgres programs of this machine; those that lack some come without a version. */
    public static List<Installed> installed() {
        Map<Path, Programs> whole = InstalledPrograms.find().servers().stream()
                .collect(java.util.stream.Collectors.toMap(Programs::directory, each -> each, (one, other) -> one));
        return InstalledPrograms.directories().stream()
                .filter(Files::isDirectory)
                .map(directory -> Optional.ofNullable(whole.get(directory))
                        .map(each -> new Installed(directory, each.major(), each.version(), waldump(directory)))
                        .orElseGet(() -> new Installed(directory, 0, "", InstalledPrograms.missing(directory))))
                .toList();
    }

    /** As whom a local server would run. */
    public static String user() throws Lacking {
        try {
            return ServerUser.choose().name();
        } catch (Unavailable e) {
            throw new Lacking(e);
        } catch (NoVerdict e) {
            throw new Lacking(e.getMessage(), e.hint());
        }
    }

    /** What killed runs have left, which the next start removes. */
    public static List<Path> leftovers() {
        try {
            return PrivateDirectory.abandoned(ServerUser.choose()).stream()
                    .map(PrivateDirectory::path)
                    .toList();
        } catch (Unavailable e) {
            return List.of();
        }
    }

    /** The containers and networks of killed runs, which the next start of a container removes. */
    public static List<String> leftoversInDocker() throws Lacking {
        try {
            return ContainerLabels.abandoned(DockerEngine.find());
        } catch (Unavailable e) {
            throw new Lacking(e);
        } catch (DockerException e) {
            throw new Lacking("Docker failed: " + DockerEngine.firstLine(e), "see the engine's own log");
        }
    }

    /** Where local servers have their data. */
    public static Path dataPlace() {
        return PrivateDirectory.base();
    }

    /** A dump as its first bytes describe it; {@link dev.dryrun.plan.BadInput} where they are of none. */
    public static Dump describe(Path path) {
        DumpHeader header = DumpReader.header(path);
        return new Dump(path, DumpCompression.NONE, header, bytes(path), "", Optional.empty());
    }

    /** The image that a container for the dump would be of. */
    public static String imageFor(Dump dump) throws Lacking {
        try {
            return new ContainerKind(request(dump), InstalledPrograms.find()).image();
        } catch (Unavailable e) {
            throw new Lacking(e);
        }
    }

    /** The programs that a local server for the dump would be of. */
    public static Path programsFor(Dump dump) throws Lacking {
        try {
            return new LocalKind(request(dump), InstalledPrograms.find())
                    .serverPrograms()
                    .directory();
        } catch (Unavailable e) {
            throw new Lacking(e);
        }
    }

    private static ServerRequest request(Dump dump) {
        ServerPlan plan =
                new ServerPlan(ServerPlan.Choice.AUTO, Optional.empty(), Optional.empty(), Map.of(), 1, false);
        return new ServerRequest(plan, dump, Servers.wantedMajor(plan, dump), news -> {});
    }

    private static List<String> waldump(Path directory) {
        return Files.isExecutable(directory.resolve("pg_waldump")) ? List.of() : List.of("pg_waldump");
    }

    private static long bytes(Path path) {
        try (Stream<Path> files = Files.walk(path)) {
            return files.filter(Files::isRegularFile)
                    .mapToLong(file -> file.toFile().length())
                    .sum();
        } catch (IOException e) {
            throw new UncheckedIOException("measuring " + path, e);
        }
    }
}
