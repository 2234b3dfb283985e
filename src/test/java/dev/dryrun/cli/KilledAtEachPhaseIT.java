package dev.dryrun.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.dryrun.cli.LaunchedRun.Phase;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A run that is ended by a signal, whatever it is at, leaves a report if a step had ended, and nothing else. */
class KilledAtEachPhaseIT {

    private static final Duration AT_ONCE = Duration.ofSeconds(10);
    private static final Duration KILLED = Duration.ofSeconds(40);
    private static final Set<Phase> MEASURED = Set.of(Phase.STEP, Phase.COOL_DOWN);
    private static final Set<Phase> CONCLUDING = Set.of(Phase.AFTERMATH, Phase.REPORTS);

    @ParameterizedTest
    @CsvSource({
        "START, INT, local",
        "RESTORE, TERM, local",
        "SETTLE, HUP, local",
        "WARM_UP, INT, local",
        "STEP, INT, local",
        "STEP, TERM, local",
        "COOL_DOWN, HUP, local",
        "AFTERMATH, INT, local",
        "REPORTS, TERM, local",
        "START, TERM, container",
        "STEP, INT, container"
    })
    void a_signal_ends_the_run_cleans_up_and_leaves_the_report_of_what_was_measured(
            Phase phase, String signal, String kind) throws Exception {
        try (LaunchedRun run = LaunchedRun.towards(phase, kind)) {
            run.await(phase);
            if (phase == Phase.STEP) {
                run.awaitStep("pg_sleep(60)");
            }
            run.signal(signal);

            int exitCode = run.awaitExit(AT_ONCE);
            assertThat(exitCode).as(run.words()).isIn(exitCodes(phase, 130));
            run.assertNothingLeft(AT_ONCE);
            if (MEASURED.contains(phase)) {
                JsonNode verdict = run.latestReport().get("verdict");
                assertThat(verdict.get("outcome").asText()).isEqualTo("incomplete");
                assertThat(verdict.get("reason").asText()).isEqualTo("interrupted");
            } else if (CONCLUDING.contains(phase)) {
                assertThat(run.latestReport().at("/verdict/outcome").asText())
                        .isIn(exitCode == 0 ? List.of("passed") : List.of("incomplete", "passed"));
                assertThat(run.results().resolve("latest/server.log")).exists();
            } else {
                assertThat(run.results()).isEmptyDirectory();
            }
        }
    }

    @ParameterizedTest
    @CsvSource({
        "START, local",
        "RESTORE, local",
        "WARM_UP, local",
        "STEP, local",
        "REPORTS, local",
        "START, container",
        "STEP, container"
    })
    void what_a_killed_run_cannot_clean_up_is_cleaned_up_after_it(Phase phase, String kind) throws Exception {
        try (LaunchedRun run = LaunchedRun.towards(phase, kind)) {
            run.await(phase);
            run.signal("KILL");

            assertThat(run.awaitExit(AT_ONCE)).as(run.words()).isIn(exitCodes(phase, 137));
            run.assertNothingLeft(KILLED);
        }
    }

    /** The last phases take less than a second: on a busy machine the run may be over before the signal is there. */
    private static List<Integer> exitCodes(Phase phase, int ofTheSignal) {
        return CONCLUDING.contains(phase) ? List.of(ofTheSignal, 0) : List.of(ofTheSignal);
    }

    @Test
    void a_terminal_that_is_closed_ends_the_run_as_a_signal_does() throws Exception {
        try (LaunchedRun run = LaunchedRun.onTerminal(Phase.STEP)) {
            run.await(Phase.STEP);
            run.awaitStep("pg_sleep(60)");
            run.signal("KILL");

            run.assertNothingLeft(AT_ONCE);
            assertThat(run.latestReport().at("/verdict/reason").asText()).isEqualTo("interrupted");
        }
    }
}
