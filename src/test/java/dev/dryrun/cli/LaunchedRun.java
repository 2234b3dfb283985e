package dev.dryrun.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.dryrun.time.Moment;
import dev.dryrun.time.RunClock;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A dryrun in a process of its own, as its users start it, with a directory for everything temporary in which nothing of
 * it may stay, and that no sweep of another test looks into.
 */
final class LaunchedRun implements AutoCloseable {

    /** Where a run is, what it says on stderr when it gets there, and a dump and a migration by which it stays there. */
    enum Phase {
        START("starting a ", "SELECT 1", "SELECT 1"),
        RESTORE("restoring ", "SELECT pg_sleep(60)", "SELECT 1"),
        SETTLE("restarting with durable settings", "SELECT 1", "SELECT 1"),
        WARM_UP("warming up", "SELECT 1", "SELECT 1"),
        STEP("running 2 steps", "SELECT 1", "SELECT 1; SELECT pg_sleep(60)"),
        COOL_DOWN("cooling down", "SELECT 1", "SELECT 1"),
        AFTERMATH("reading what the migration has left", "SELECT 1", "SELECT 1"),
        REPORTS("writing the report", "SELECT 1", "SELECT 1");

        private final String words;
        private final String dump;
        private final String migration;

        Phase(String words, String dump, String migration) {
            this.words = words;
            this.dump = dump;
            this.migration = migration;
        }
    }

    private static final Duration GETTING_THERE = Duration.ofSeconds(60);
    private static final String DUMP = """
            -- PostgreSQL database dump
            -- Dumped from database version 15.4
            -- Dumped by pg_dump version 15.4
            CREATE TABLE public.t (id integer PRIMARY KEY, v text);
            COPY public.t (id, v) FROM stdin;
            1\tone
            2\ttwo
            \\.
            %s;
            -- PostgreSQL database dump complete
            """;

    private final Path directory;
    private final Process process;
    private final Traces traces;
    private final List<String> said = new ArrayList<>();
    private final Thread listener;

    private LaunchedRun(Path directory, Process process, BufferedReader words, boolean local) {
        this.directory = directory;
        this.process = process;
        this.traces = new Traces(directory.resolve("tmp"), process.pid(), local);
        this.listener = new Thread(() -> listen(words), "launched-run");
        listener.start();
    }

    /** Starts a run that comes to this phase, and stays there as long as it can. */
    static LaunchedRun towards(Phase phase, String kind) throws IOException {
        return launched(openDirectory(), "m", kind, phase);
    }

    /** The same in a directory that others may use as well, with this migration. */
    static LaunchedRun running(Path directory, String name, String kind, String migration) throws IOException {
        Files.writeString(directory.resolve(name + ".sql"), migration);
        return launched(directory, name, kind, Phase.STEP);
    }

    /** The same on a terminal, which is closed when the process ends that is to be signalled. */
    static LaunchedRun onTerminal(Phase phase) throws IOException {
        Path directory = openDirectory();
        String command = command(directory, arguments(directory, "m", "local", phase)).stream()
                .map(each -> "'" + each + "'")
                .collect(Collectors.joining(" "));
        Process process = builder(directory, List.of("script", "-qec", command, "/dev/null"))
                .redirectErrorStream(true)
                .start();
        return new LaunchedRun(directory, process, process.inputReader(), true);
    }

    private static LaunchedRun launched(Path directory, String name, String kind, Phase phase) throws IOException {
        ProcessBuilder builder = builder(directory, command(directory, arguments(directory, name, kind, phase)));
        Process process =
                builder.redirectOutput(ProcessBuilder.Redirect.DISCARD).start();
        return new LaunchedRun(directory, process, process.errorReader(), kind.equals("local"));
    }

    /** One that the user of a local server can enter, which JUnit's own is not. */
    static Path openDirectory() throws IOException {
        return Files.createTempDirectory(
                "launched-", PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwxr-xr-x")));
    }

    private static List<String> arguments(Path directory, String name, String kind, Phase phase) throws IOException {
        Path dump = Files.writeString(directory.resolve("t.sql"), DUMP.formatted(phase.dump));
        Path migration = directory.resolve(name + ".sql");
        if (Files.notExists(migration)) {
            Files.writeString(migration, phase.migration + ";\n");
        }
        return List.of(
                "--server=" + kind,
                "--dump=" + dump,
                "--migration=" + migration,
                "--load-connections=2",
                "--warm-up=" + (phase == Phase.WARM_UP ? "60s" : "200ms"),
                "--report=" + (phase == Phase.REPORTS ? "json,html,junit,sarif" : "json"),
                "--cool-down=" + (phase == Phase.COOL_DOWN ? "60s" : "100ms"),
                "--results=" + directory.resolve("results"));
    }

    /** Whoever started the tests in the background may have told them to take no notice of SIGINT. */
    private static List<String> command(Path directory, List<String> arguments) {
        List<String> command = new ArrayList<>(List.of(
                "env",
                "--default-signal=INT,HUP,TERM",
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:-UsePerfData",
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-Djava.io.tmpdir=" + directory.resolve("tmp"),
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName()));
        command.addAll(arguments);
        return command;
    }

    private static ProcessBuilder builder(Path directory, List<String> command) throws IOException {
        Path temporary = Files.createDirectories(directory.resolve("tmp"));
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().put("TMPDIR", temporary.toString());
        builder.environment().keySet().removeAll(List.of("GITHUB_ACTIONS", "NO_COLOR"));
        return builder;
    }

    Path results() {
        return directory.resolve("results");
    }

    JsonNode latestReport() throws IOException {
        return new ObjectMapper()
                .readTree(results().resolve("latest/report.json").toFile());
    }

    Traces traces() {
        return traces;
    }

    synchronized void await(Phase phase) throws InterruptedException {
        RunClock clock = RunClock.system();
        while (said.stream().noneMatch(line -> line.contains(phase.words))) {
            assertThat(clock.now().since(Moment.ORIGIN))
                    .as("coming to %s after %s", phase, words())
                    .isLessThan(GETTING_THERE);
            assertThat(process.isAlive())
                    .as("coming to %s after %s", phase, words())
                    .isTrue();
            wait(100);
        }
    }

    /** Until the journal tells of a step with this text: the one before it has ended, and it runs. */
    void awaitStep(String text) throws IOException, InterruptedException {
        RunClock clock = RunClock.system();
        while (!journal().contains(text)) {
            assertThat(clock.now().since(Moment.ORIGIN))
                    .as("coming to %s", text)
                    .isLessThan(GETTING_THERE);
            assertThat(process.isAlive()).as("coming to %s", text).isTrue();
            Thread.sleep(50);
        }
    }

    private String journal() throws IOException {
        try (Stream<Path> runs = Files.list(results())) {
            Optional<Path> steps = runs.map(each -> each.resolve("steps.jsonl"))
                    .filter(Files::exists)
                    .findFirst();
            return steps.isPresent() ? Files.readString(steps.get()) : "";
        }
    }

    void signal(String name) throws Exception {
        traces.remember();
        new ProcessBuilder("kill", "-" + name, String.valueOf(process.pid()))
                .start()
                .waitFor();
    }

    /** The exit code, which has to come within this time. */
    int awaitExit(Duration atMost) throws InterruptedException {
        assertThat(process.waitFor(atMost.toMillis(), TimeUnit.MILLISECONDS))
                .as("ended within %s after %s", atMost, words())
                .isTrue();
        return process.exitValue();
    }

    synchronized String words() {
        return String.join("\n", said);
    }

    /** Fails if a process, a file, shared memory, a container, a network or a volume of it is there for longer. */
    void assertNothingLeft(Duration within) throws Exception {
        RunClock clock = RunClock.system();
        List<String> left = traces.left();
        while (!left.isEmpty() && clock.now().since(Moment.ORIGIN).compareTo(within) < 0) {
            Thread.sleep(100);
            left = traces.left();
        }
        assertThat(left).as("left behind after %s", words()).isEmpty();
    }

    private void listen(BufferedReader words) {
        try (words) {
            for (String line = words.readLine(); line != null; line = words.readLine()) {
                synchronized (this) {
                    said.add(line);
                    notifyAll();
                }
            }
        } catch (IOException e) {
            // It was killed.
            return;
        }
    }

    @Override
    public void close() throws IOException {
        process.destroyForcibly();
        Process removal = new ProcessBuilder("rm", "-rf", directory.toString()).start();
        try {
            removal.waitFor();
            listener.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
