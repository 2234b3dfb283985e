package dev.dryrun.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** A run of a small database, in this process, whose migration does to the server or to its sessions what must not happen. */
final class FaultyRun {

    private static final ObjectMapper JSON = new ObjectMapper();

    /** Two steps that must stay as they are, and before them one that tells where the server is. */
    private static final String BEFORE = """
            SELECT sh('echo ' || current_setting('data_directory') || ' > %s');
            ALTER TABLE t ADD COLUMN n int DEFAULT 1;
            """;

    static final String DUMP = """
            -- PostgreSQL database dump
            -- Dumped from database version 15.18
            -- Dumped by pg_dump version 15.18
            CREATE TABLE public.t (id int PRIMARY KEY, v text);
            INSERT INTO public.t SELECT i, md5(i::text) FROM generate_series(1, 1000) i;
            CREATE FUNCTION public.sh(command text) RETURNS void LANGUAGE plpgsql
                AS $$ BEGIN EXECUTE format('COPY (SELECT 1 WHERE false) TO PROGRAM %L', command); END $$;
            -- PostgreSQL database dump complete
            """;

    private final Path directory;
    private final StringWriter out = new StringWriter();
    private final StringWriter errors = new StringWriter();
    private Optional<Process> process = Optional.empty();
    private int exitCode;

    private FaultyRun(Path directory) {
        this.directory = directory;
    }

    /** Runs this migration after two steps that do no harm. */
    static FaultyRun of(Path directory, String migration, String... more) throws IOException {
        FaultyRun run = new FaultyRun(directory);
        Interruption none = new Interruption(Thread.currentThread());
        run.exitCode = new Main(new PrintWriter(run.out, true), new PrintWriter(run.errors, true), none, Map.of())
                .execute(run.arguments(migration, more).toArray(String[]::new));
        assertThat(Thread.interrupted())
                .as("nothing interrupts what comes after the run")
                .isFalse();
        return run;
    }

    /** Starts the same in a process of its own, whose servers are made in {@code temporary}. */
    static FaultyRun started(Path directory, Path temporary, String migration, String... more) throws IOException {
        FaultyRun run = new FaultyRun(directory);
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName()));
        command.addAll(run.arguments(migration, more));
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectOutput(directory.resolve("out").toFile())
                .redirectError(directory.resolve("errors").toFile());
        Files.setPosixFilePermissions(temporary, PosixFilePermissions.fromString("rwxr-xr-x"));
        builder.environment().put("TMPDIR", temporary.toString());
        run.process = Optional.of(builder.start());
        return run;
    }

    Process process() {
        return process.orElseThrow();
    }

    /** Waits until the migration has written this file, and for as long as its process goes on. */
    void await(String file) throws InterruptedException {
        while (Files.notExists(directory.resolve(file)) && process().isAlive()) {
            Thread.sleep(20);
        }
    }

    /** Waits for the end of the process, and takes what it has printed. */
    FaultyRun ended() throws IOException, InterruptedException {
        exitCode = process().waitFor();
        out.write(Files.readString(directory.resolve("out")));
        errors.write(Files.readString(directory.resolve("errors")));
        return this;
    }

    private List<String> arguments(String migration, String... more) throws IOException {
        // The server's user writes there where it is.
        Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxrwxrwx"));
        Path dump = Files.writeString(directory.resolve("small.sql"), DUMP);
        Path script = Files.writeString(directory.resolve("m.sql"), BEFORE.formatted(dataDirectoryFile()) + migration);
        List<String> arguments = new ArrayList<>(List.of("--dump=" + dump, "--migration=" + script));
        if (Stream.of(more).noneMatch(each -> each.equals("--load=none"))) {
            arguments.addAll(List.of("--warm-up=1s", "--cool-down=1s", "--load-connections=2", "--load-rate=40/s"));
        }
        if (Stream.of(more).noneMatch(each -> each.startsWith("--server="))) {
            arguments.add("--server=local");
        }
        arguments.add("--results=" + results());
        arguments.addAll(Arrays.asList(more));
        return arguments;
    }

    int exitCode() {
        return exitCode;
    }

    String out() {
        return out.toString();
    }

    String errors() {
        return errors.toString();
    }

    Path results() {
        return directory.resolve("results");
    }

    JsonNode report() throws IOException {
        JsonNode report = JSON.readTree(results().resolve("latest/report.json").toFile());
        assertFollowsTheSchema(report.toString());
        return report;
    }

    static void assertFollowsTheSchema(String report) throws IOException {
        try (InputStream schema = FaultyRun.class.getResourceAsStream("/dev/dryrun/report/report.schema.json")) {
            assertThat(JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
                            .getSchema(schema)
                            .validate(JSON.readTree(report)))
                    .isEmpty();
        }
    }

    /** Fails unless the run said once what happened, kept the steps that had ended, and left nothing behind. */
    FaultyRun assertEndedEarly(String reason) throws IOException {
        assertThat(exitCode).as(errors() + out()).isEqualTo(3);
        JsonNode report = report();
        assertThat(report.at("/verdict/outcome").asText()).isEqualTo("incomplete");
        assertThat(report.at("/verdict/reason").asText()).matches("(?s)" + reason);
        assertThat(report.at("/steps/1/outcome").asText()).isEqualTo("succeeded");
        assertThat(report.at("/steps/1/locks").findValuesAsText("mode")).contains("AccessExclusiveLock");
        assertThat(errors().lines().filter(line -> line.startsWith("dryrun: ")))
                .as(errors())
                .singleElement()
                .satisfies(line -> assertThat(line).startsWith("dryrun: no verdict: "));
        assertThat(errors()).contains("hint: the server's log ends\n").doesNotContain("\tat ");
        assertNothingLeft();
        return this;
    }

    void assertNothingLeft() throws IOException {
        Path data = Path.of(Files.readString(dataDirectoryFile()).strip());
        assertThat(data.getParent()).doesNotExist();
        assertThat(ProcessHandle.allProcesses()
                        .filter(each -> commandLine(each.pid()).contains(data.toString()))
                        .toList())
                .isEmpty();
    }

    private static String commandLine(long pid) {
        try {
            return Files.readString(Path.of("/proc", String.valueOf(pid), "cmdline"));
        } catch (IOException gone) {
            return "";
        }
    }

    private Path dataDirectoryFile() {
        return directory.resolve("data-directory");
    }
}
