package dev.dryrun.cli;

import dev.dryrun.postgres.ServerSurvey.Docker;
import dev.dryrun.postgres.ServerSurvey.Installed;
import dev.dryrun.report.Figures;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** What facts about a machine mean for runs on it. Pure. */
final class Diagnosis {

    private static final long GIGABYTE = 1L << 30;
    private static final int JAVA = 17;
    private static final int OLDEST = 13;
    private static final int NEWEST = 18;
    private static final String WITHOUT_RYUK = "TESTCONTAINERS_RYUK_DISABLED=true";
    private static final String NO_SERVER = "none";
    private static final Duration COARSE = Duration.ofNanos(100_000);
    private static final Duration SKEWED = Duration.ofMillis(10);

    /** With its indexes a database is several times its compressed dump. */
    private static final int GROWTH = 10;

    private Diagnosis() {}

    /** What was found of something, or why it cannot be had and what to do. */
    record Finding<T>(List<T> found, String lacking, String hint) {

        static <T> Finding<T> of(T value) {
            return new Finding<>(List.of(value), "", "");
        }

        boolean isThere() {
            return !found.isEmpty();
        }

        T get() {
            return found.get(0);
        }
    }

    static Check java(Runtime.Version version) {
        String found = "Java " + version.feature() + " (" + version + ")";
        return version.feature() >= JAVA
                ? Check.ok("Java", found)
                : Check.missing("Java", found, "install a JDK " + JAVA + " or newer, or set JAVA_HOME to one");
    }

    static Check processors(int count) {
        String found = count + (count == 1 ? " CPU" : " CPUs");
        return count > 1
                ? Check.ok("CPUs", found)
                : Check.warning("CPUs", found, "server, load and sampler share it: expect long gaps between samples");
    }

    static Check memory(long total, long heap) {
        String found = Figures.bytes(total) + ", of which this Java may take " + Figures.bytes(heap);
        return total >= 2 * GIGABYTE
                ? Check.ok("Memory", found)
                : Check.warning("Memory", found, "2 GB are little for a server and a load beside it");
    }

    /** @param dumpBytes of the dump that is to go there; 0 where there is none */
    static Check disk(String use, Path place, long free, long dumpBytes) {
        String name = "Disk";
        String found = Figures.bytes(free) + " free in " + place + " (" + use + ")";
        if (free < Math.max(GIGABYTE, dumpBytes)) {
            return Check.missing(name, found, "free some, or choose another place: TMPDIR, --results");
        }
        return free < GROWTH * dumpBytes
                ? Check.warning(name, found, "with its indexes a database may be ten times its compressed dump")
                : Check.ok(name, found);
    }

    static Check unwritable(String use, Path place) {
        return Check.missing(
                "Disk",
                place + " (" + use + ") cannot be written by this user",
                "choose another place: TMPDIR, --results");
    }

    static Check docker(Finding<Docker> docker, Finding<String> started) {
        if (!docker.isThere()) {
            // Testcontainers starts a container of its own before it hands out an engine that answers.
            boolean mayBeRyuk =
                    docker.lacking().startsWith("Docker ") && !docker.lacking().contains(WITHOUT_RYUK);
            return Check.missing(
                    "Docker",
                    docker.lacking(),
                    docker.hint() + (mayBeRyuk ? "; where Testcontainers cannot start its Ryuk: " + WITHOUT_RYUK : ""));
        }
        List<String> images = docker.get().images();
        String found = "Docker " + docker.get().version() + " answers; "
                + (images.isEmpty() ? "no image of Postgres is present" : "present: " + String.join(", ", images));
        if (images.isEmpty()) {
            return Check.warning("Docker", found, "images are pulled when they are needed: docker pull postgres:17");
        }
        return started.isThere()
                ? Check.ok("Docker", found + "; a container starts")
                : Check.missing("Docker", found + "; " + started.lacking(), started.hint());
    }

    static List<Check> programs(List<Installed> installed) {
        if (installed.isEmpty()) {
            return List.of(Check.missing(
                    "Postgres", "no Postgres programs are installed", "install them (Debian: postgresql)"));
        }
        return installed.stream().map(Diagnosis::programs).toList();
    }

    private static Check programs(Installed each) {
        String lacking = String.join(", ", each.missing());
        if (each.major() == 0) {
            return Check.warning(
                    "Postgres",
                    each.directory() + (lacking.isEmpty() ? ": its postgres does not run" : " lacks " + lacking),
                    "install the server's and the client's programs of this version");
        }
        String found = "Postgres " + each.version() + " in " + each.directory();
        return lacking.isEmpty()
                ? Check.ok("Postgres", found)
                : Check.warning(
                        "Postgres",
                        found + " lacks " + lacking,
                        "short ACCESS EXCLUSIVE locks are read with it: install the package that has it");
    }

    static Check user(Finding<String> user) {
        return user.isThere()
                ? Check.ok("User", "a local server runs as " + user.get())
                : Check.missing("User", user.lacking(), user.hint());
    }

    /** What {@code --server auto} comes to; missing where no kind of server works. */
    static Check server(Check docker, List<Installed> installed, Check user) {
        if (docker.state() != Check.State.MISSING) {
            return Check.ok("Server", "--server auto takes a container, of the major of the dump");
        }
        int newest = installed.stream().mapToInt(Installed::major).max().orElse(0);
        if (newest >= OLDEST && user.state() == Check.State.OK) {
            String majors = installed.stream()
                    .map(Installed::major)
                    .filter(major -> major >= OLDEST)
                    .distinct()
                    .sorted()
                    .map(String::valueOf)
                    .collect(Collectors.joining(", "));
            return Check.ok(
                    "Server",
                    "--server auto takes a local server (Postgres " + majors + "), for dumps up to Postgres " + newest);
        }
        return Check.missing("Server", "no kind of server works here", "install Docker, or the programs of Postgres");
    }

    static Check clock(Duration resolution, Duration skew, String source) {
        List<String> parts = new ArrayList<>();
        parts.add("steps of " + resolution.toNanos() + " ns");
        parts.add(Figures.duration(skew) + " apart from the time of day within 200 ms");
        if (!source.isEmpty()) {
            parts.add("source " + source);
        }
        String found = String.join(", ", parts);
        boolean steady = resolution.compareTo(COARSE) < 0 && skew.abs().compareTo(SKEWED) < 0;
        return steady
                ? Check.ok("Clock", found)
                : Check.warning("Clock", found, "short times will not be trustworthy on this machine");
    }

    static Check leftovers(List<String> left) {
        return left.isEmpty()
                ? Check.ok("Leftovers", "nothing is left of earlier runs")
                : Check.warning(
                        "Leftovers",
                        String.join(", ", left),
                        "killed runs have left them; the next run with that kind of server removes them");
    }

    /** Which server {@code --server auto} takes for a dump of each major; {@code images} where containers start. */
    static Check majors(Optional<List<String>> images, List<Installed> installed) {
        Map<String, List<Integer>> byServer = new LinkedHashMap<>();
        for (int major = OLDEST; major <= NEWEST; major++) {
            byServer.computeIfAbsent(server(major, images, installed), server -> new ArrayList<>())
                    .add(major);
        }
        String found = byServer.entrySet().stream()
                .map(each -> each.getValue().stream().map(String::valueOf).collect(Collectors.joining(", ")) + ": "
                        + each.getKey())
                .collect(Collectors.joining("; "));
        return byServer.containsKey(NO_SERVER)
                ? Check.warning("By major", found, "install Docker, or newer programs of Postgres")
                : Check.ok("By major", found);
    }

    private static String server(int major, Optional<List<String>> images, List<Installed> installed) {
        if (images.isPresent()) {
            return images.get().contains("postgres:" + major) ? "a container" : "a container once its image is pulled";
        }
        return installed.stream()
                .map(Installed::major)
                .filter(each -> each >= major)
                .min(Comparator.naturalOrder())
                .map(each -> "a local server of Postgres " + each)
                .orElse(NO_SERVER);
    }
}
