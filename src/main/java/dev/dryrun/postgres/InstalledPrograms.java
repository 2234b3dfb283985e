package dev.dryrun.postgres;

import dev.dryrun.plan.NoVerdict;
import java.io.File;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The Postgres programs installed on this machine. */
final class InstalledPrograms {

    private static final Duration ANSWER = Duration.ofSeconds(10);
    private static final Pattern VERSION = Pattern.compile("\\(PostgreSQL\\) (\\S+)");
    private static final List<String> SERVER = List.of("initdb", "pg_ctl", "postgres", "psql", "pg_restore", "pg_dump");

    /** Where packages put each major in its own directory: Debian, Red Hat, Homebrew and Postgres.app. */
    private static final Map<String, List<String>> PLACES = Map.of(
            "/usr/lib/postgresql", List.of("*"),
            "/usr", List.of("pgsql-*"),
            "/opt/homebrew/opt", List.of("postgresql*"),
            "/usr/local/opt", List.of("postgresql*"),
            "/Applications/Postgres.app/Contents/Versions", List.of("*"));

    private final List<Programs> servers;

    InstalledPrograms(List<Programs> servers) {
        this.servers = List.copyOf(servers);
    }

    static InstalledPrograms find() {
        return new InstalledPrograms(
                directories().stream().flatMap(each -> inspect(each).stream()).toList());
    }

    List<Programs> servers() {
        return servers;
    }

    /** Which of the programs that a local server takes are not in a directory. */
    static List<String> missing(Path directory) {
        return SERVER.stream()
                .filter(program -> !Files.isExecutable(directory.resolve(program)))
                .toList();
    }

    /** Where server programs may be. */
    static Set<Path> directories() {
        Set<Path> directories = new LinkedHashSet<>();
        onPath("pg_config").flatMap(InstalledPrograms::bindir).ifPresent(directories::add);
        onPath("postgres").map(Path::getParent).ifPresent(directories::add);
        PLACES.forEach((place, names) -> names.forEach(name -> directories.addAll(below(Path.of(place), name))));
        return directories;
    }

    /** The wanted major, or else the nearest newer one; of several with the same major the one found first. */
    Optional<Programs> nearest(int wantedMajor) {
        return servers.stream()
                .filter(each -> each.major() >= wantedMajor)
                .min(Comparator.comparingInt(Programs::major));
    }

    /** What was found, for messages. */
    String description() {
        return servers.isEmpty()
                ? "no Postgres programs are installed"
                : "installed is only "
                        + String.join(
                                ", ",
                                servers.stream()
                                        .map(each -> each.version() + " in " + each.directory())
                                        .toList());
    }

    private static Optional<Programs> inspect(Path directory) {
        if (!missing(directory).isEmpty()) {
            return Optional.empty();
        }
        Matcher matcher = VERSION.matcher(answer(directory.resolve("postgres").toString(), "--version"));
        return matcher.find()
                ? Optional.of(new Programs(directory, DumpHeader.major(matcher.group(1)), matcher.group(1)))
                : Optional.empty();
    }

    private static Optional<Path> bindir(Path pgConfig) {
        String answer = answer(pgConfig.toString(), "--bindir").strip();
        return answer.isEmpty() ? Optional.empty() : Optional.of(Path.of(answer));
    }

    private static String answer(String... command) {
        try {
            ProgramResult result = new ProgramRun(Path.of("/")).run(List.of(command), Map.of(), ANSWER);
            return result.succeeded() ? result.stdout() : "";
        } catch (NoVerdict e) {
            // A program that does not even state its version is as good as absent.
            return "";
        }
    }

    private static Optional<Path> onPath(String program) {
        String path = Optional.ofNullable(System.getenv("PATH")).orElse("");
        for (String directory : path.split(File.pathSeparator)) {
            Path file = Path.of(directory.isEmpty() ? "." : directory, program);
            if (Files.isExecutable(file)) {
                return Optional.of(realPath(file));
            }
        }
        return Optional.empty();
    }

    private static Path realPath(Path file) {
        try {
            return file.toRealPath();
        } catch (IOException e) {
            return file;
        }
    }

    private static List<Path> below(Path place, String name) {
        List<Path> found = new ArrayList<>();
        if (Files.isDirectory(place)) {
            try (DirectoryStream<Path> each = Files.newDirectoryStream(place, name)) {
                each.forEach(directory -> found.add(directory.resolve("bin")));
            } catch (IOException e) {
                // A place that cannot be listed has nothing for us.
                return List.of();
            }
        }
        found.sort(Comparator.naturalOrder());
        return found;
    }
}
