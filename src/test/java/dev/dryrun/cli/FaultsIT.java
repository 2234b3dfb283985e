package dev.dryrun.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
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
    void a_session_of_the_load_that_is_cut_is_an_error_of_the_application_and_opened_again() throws IOException {
        FaultyRun run = FaultyRun.of(directory, CUT.formatted("dryrun load", 2));

        assertThat(run.exitCode()).as(run.errors()).isEqualTo(1);
        assertThat(run.report().at("/verdict/outcome").asText()).isEqualTo("breached");
        assertThat(run.report().at("/steps").findValuesAsText("outcome")).containsOnly("succeeded");
        assertThat(run.report().at("/load/coolDown/errors").asInt()).isZero();
        assertThat(run.report().at("/load/coolDown/requests").asInt()).isPositive();
        run.assertNothingLeft();
    }
}
