package dev.dryrun.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What may happen to the server and to its sessions in the middle of a step, done by the migration itself. */
class FaultsIT {

    private static final String CUT =
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = '%s'; SELECT pg_sleep(%s);";

    @TempDir
    private Path directory;

    @ParameterizedTest
    @CsvSource(
            delimiter = '@',
            quoteCharacter = '`',
            value = {
                "kill -9 $(head -n 1 postmaster.pid) @ .*(the connection was lost|sampling failed).*unexpected postmaster exit.*",
                "kill -9 $PPID @ .*(the connection was lost|sampling failed).*server process \\(PID \\d+\\) was terminated by signal 9.*",
                "kill -INT $(head -n 1 postmaster.pid) @ .*(terminating connection|sampling failed).*received fast shutdown request.*"
            })
    void a_server_that_dies_ends_the_run_and_not_the_report(String command, String reason) throws IOException {
        FaultyRun.of(directory, "SELECT sh('" + command + "'); SELECT pg_sleep(20);", "--load=none")
                .assertEndedEarly(reason);
    }

    @Test
    void without_the_sampler_nothing_is_measured_and_the_running_statement_is_cancelled() throws IOException {
        long begun = System.nanoTime();
        String cut = "DO $$ BEGIN PERFORM pg_terminate_backend(pid) FROM pg_stat_activity"
                + " WHERE application_name = 'dryrun sampler'; PERFORM pg_sleep(60); END $$;";

        FaultyRun run = FaultyRun.of(directory, cut, "--load=none")
                .assertEndedEarly("sampling failed: .*terminating connection due to administrator command.*");

        assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(40));
        assertThat(run.report().at("/steps/2/message").asText()).contains("canceling statement due to user request");
        assertThat(run.report().at("/steps/1/walBytes").isNumber())
                .as("the server lives: what it wrote is read")
                .isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "dryrun facts, .*the database could not be read any more: .*",
        "dryrun migration, .*terminating connection due to administrator command.*"
    })
    void a_session_of_the_harness_that_is_cut_ends_the_run(String session, String reason) throws IOException {
        FaultyRun.of(directory, CUT.formatted(session, 20), "--load=none").assertEndedEarly(reason);
    }

    @Test
    void a_migration_that_hangs_is_ended_by_max_duration() throws IOException {
        FaultyRun run = FaultyRun.of(directory, "SELECT pg_sleep(300);", "--load=none", "--max-duration=15s")
                .assertEndedEarly("it took longer than --max-duration allows, 15 s");

        assertThat(run.report().at("/steps/2/message").asText()).contains("canceling statement due to user request");
    }

    @Test
    void a_restore_that_takes_longer_than_max_duration_gives_no_report_and_leaves_nothing() throws IOException {
        FaultyRun run = FaultyRun.of(directory, "SELECT 1;", "--load=none", "--max-duration=600ms");

        assertThat(run.exitCode()).isEqualTo(3);
        assertThat(run.errors()).contains("dryrun: the run was stopped before a step had ended: it took longer than");
        assertThat(run.results()).isEmptyDirectory();
    }

    /** As a laptop that is closed, or a virtual machine that is moved; the results are removed meanwhile, and come back. */
    @Test
    void a_run_that_was_stopped_for_seconds_says_when_it_was_blind_and_judges_nothing_by_that() throws Exception {
        String script =
                "SELECT sh('touch %s'); DO $$ BEGIN PERFORM pg_sleep(5); END $$;".formatted(directory.resolve("there"));
        FaultyRun run =
                FaultyRun.started(directory, Files.createDirectory(directory.resolve("tmp")), script, "--load=none");
        run.await("there");
        Thread.sleep(500);
        signal(run.process(), "STOP");
        Thread.sleep(3_000);
        removeAll(run.results());
        signal(run.process(), "CONT");
        run.ended();

        assertThat(run.exitCode()).as(run.errors()).isEqualTo(3);
        JsonNode report = run.report();
        assertThat(report.at("/verdict/reason").asText())
                .matches(
                        "the budgets were breached only where nothing was seen for a while: from .* nothing was seen: .*");
        assertThat(report.at("/steps").findValuesAsText("outcome")).containsOnly("succeeded");
        assertThat(report.at("/findings").findValuesAsText("code")).contains("nothing-seen");
    }

    private static void removeAll(Path directory) throws IOException {
        try (Stream<Path> all = Files.walk(directory)) {
            for (Path each : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(each);
            }
        }
    }

    private static void signal(Process process, String signal) throws Exception {
        assertThat(new ProcessBuilder("kill", "-" + signal, String.valueOf(process.pid()))
                        .start()
                        .waitFor())
                .isZero();
    }

    @Test
    void a_disk_that_fills_during_a_step_is_no_failure_of_the_step() throws Exception {
        String script =
                "CREATE TABLE big AS SELECT repeat(md5(i::text), 30) FROM generate_series(1, 400000) i; SELECT 1;";
        FaultyRun run = onSmallDisk("120m", script);

        run.assertEndedEarly(".*No space left on device.*");
        assertThat(run.report().at("/steps/3/outcome").asText()).isEqualTo("skipped");
    }

    @Test
    void a_disk_that_is_full_before_the_first_step_is_named_and_nothing_is_left() throws Exception {
        FaultyRun run = onSmallDisk("56m", "SELECT 1;");

        assertThat(run.exitCode()).as(run.errors()).isEqualTo(3);
        assertThat(run.errors()).contains("No space left on device").doesNotContain("\tat ");
        assertThat(run.results()).isEmptyDirectory();
    }

    private FaultyRun onSmallDisk(String size, String script) throws Exception {
        assumeThat(Files.getAttribute(Path.of("/proc/self"), "unix:uid"))
                .as("who may mount")
                .isEqualTo(0);
        Path disk = Files.createDirectory(directory.resolve("disk"));
        run("mount", "-t", "tmpfs", "-o", "size=" + size, "tmpfs", disk.toString());
        try {
            FaultyRun run =
                    FaultyRun.started(directory, disk, script, "--load=none").ended();
            assertThat(disk).isEmptyDirectory();
            return run;
        } finally {
            run("umount", disk.toString());
        }
    }

    private static void run(String... command) throws Exception {
        assertThat(new ProcessBuilder(command).start().waitFor())
                .as(String.join(" ", command))
                .isZero();
    }

    @Test
    void a_session_of_the_load_that_is_cut_is_an_error_of_the_application_and_opened_again() throws IOException {
        FaultyRun run = FaultyRun.of(directory, CUT.formatted("dryrun load", 2));

        assertThat(run.exitCode()).as(run.errors()).isEqualTo(1);
        assertThat(run.report().at("/verdict/outcome").asText()).isEqualTo("breached");
        assertThat(run.report().at("/steps").findValuesAsText("outcome")).containsOnly("succeeded");
        assertThat(run.results().resolve("latest").toFile().list()).doesNotContain("steps.jsonl", "journal.json");
        assertThat(run.report().at("/load/coolDown/errors").asInt()).isZero();
        assertThat(run.report().at("/load/coolDown/requests").asInt()).isPositive();
        run.assertNothingLeft();
    }
}
