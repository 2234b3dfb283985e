package dev.dryrun.analysis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dryrun.observe.Catalog;
import dev.dryrun.observe.CommandCourse;
import dev.dryrun.observe.ForeignKeys;
import dev.dryrun.observe.LockObservations;
import dev.dryrun.observe.Manner;
import dev.dryrun.observe.Observations;
import dev.dryrun.observe.RanStep;
import dev.dryrun.observe.Sampling;
import dev.dryrun.observe.StepBytes;
import dev.dryrun.observe.StepFacts;
import dev.dryrun.observe.Timing;
import dev.dryrun.postgres.ServerError;
import dev.dryrun.script.Step;
import dev.dryrun.time.Moment;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class CommandFailuresTest {

    private final List<RanStep> ran = new ArrayList<>();

    @Test
    void a_change_that_failed_fails_the_migration_though_the_command_ended_with_success() {
        sent("BEGIN", "");
        sent("ALTER TABLE orders ADD COLUMN total int", "42701");
        sent("ROLLBACK", "");
        sent("SELECT pg_advisory_unlock(1)", "");

        assertThat(CommandFailures.first(seen(0))).contains(ran.get(1));
        assertThat(CommandFailures.reason(seen(0)))
                .contains("the command ended with exit code 0, but its step 2 failed with SQLSTATE 42701: words");
    }

    @Test
    void an_exit_code_says_enough() {
        sent("ALTER TABLE orders ADD COLUMN total int", "42701");

        assertThat(CommandFailures.first(seen(3))).isEmpty();
        assertThat(CommandFailures.reason(seen(3))).contains("the command ended with exit code 3, and printed nothing");
    }

    @Test
    void a_question_for_a_table_that_is_not_there_is_handled() {
        sent("SELECT * FROM schema_version", "42P01");
        sent("CREATE TABLE schema_version (version text)", "");

        assertThat(CommandFailures.first(seen(0))).isEmpty();
        assertThat(CommandFailures.reason(seen(0))).isEmpty();
    }

    @Test
    void a_question_that_fails_for_another_reason_is_not() {
        sent("SELECT 1 / 0", "22012");

        assertThat(CommandFailures.first(seen(0))).contains(ran.get(0));
    }

    @Test
    void what_succeeded_when_it_was_sent_again_is_handled() {
        sent("ALTER TABLE orders ADD COLUMN total int", "55P03");
        sent("ALTER TABLE orders ADD COLUMN total int", "55P03");
        sent("ALTER TABLE orders ADD COLUMN total int", "");

        assertThat(CommandFailures.first(seen(0))).isEmpty();
    }

    @Test
    void what_succeeded_before_it_failed_is_not() {
        sent("INSERT INTO countries VALUES ('DE')", "");
        sent("INSERT INTO countries VALUES ('DE')", "23505");

        assertThat(CommandFailures.first(seen(0))).contains(ran.get(1));
    }

    @Test
    void a_schema_that_was_there_already_is_handled_and_a_table_is_not() {
        sent("CREATE SCHEMA app", "42P06");
        assertThat(CommandFailures.first(seen(0))).isEmpty();

        sent("CREATE TABLE orders (id int)", "42P07");
        sent("ALTER TABLE orders ADD COLUMN total int", "");
        assertThat(CommandFailures.first(seen(0))).contains(ran.get(1));
    }

    @Test
    void a_function_that_is_not_there_was_no_question() {
        sent("SELECT audit_enable('orders')", "42883");
        assertThat(CommandFailures.first(seen(0))).contains(ran.get(0));
    }

    @Test
    void a_commit_that_fails_is_not_made_good_by_another_one() {
        sent("COMMIT", "23503");
        sent("COMMIT", "");
        assertThat(CommandFailures.first(seen(0))).contains(ran.get(0));
    }

    @Test
    void the_same_text_with_other_parameters_is_another_statement() {
        sent("INSERT INTO countries VALUES ($1)", "23505");
        sent("INSERT INTO countries VALUES ($1)", "");
        assertThat(CommandFailures.first(seen(0))).contains(ran.get(0));
    }

    private void sent(String sql, String sqlState) {
        Optional<ServerError> error = Optional.of(sqlState)
                .filter(state -> !state.isEmpty())
                .map(state -> ServerError.ofOurs("ERROR", state, "words"));
        Moment now = Moment.ORIGIN;
        ran.add(new RanStep(
                Step.received(ran.size() + 1, sql).orElseThrow(),
                error,
                new Timing(now, now, now, now),
                Optional.empty(),
                Optional.empty(),
                List.of(),
                new Catalog(Map.of(), ForeignKeys.NONE),
                new StepFacts(
                        Set.of(),
                        Set.of(),
                        Set.of(),
                        new StepFacts.WalRange(0, 0),
                        Set.of(),
                        true,
                        Optional.empty(),
                        Set.of())));
    }

    private Observations seen(int exitCode) {
        Duration none = Duration.ZERO;
        Sampling sampling = new Sampling(Duration.ofMillis(5), Duration.ofMillis(5), 0, 0, none, none, none, none);
        CommandCourse command =
                new CommandCourse("tool migrate", exitCode, List.of(), List.of(), List.of(), Map.of(), List.of());
        return new Observations(
                ran,
                List.of(),
                new LockObservations(
                        List.of(), List.of(), Map.of(), Map.of(), List.of(), List.of(), sampling, Set.of()),
                Optional.empty(),
                StepBytes.UNKNOWN,
                Map.of(),
                Optional.empty(),
                new Manner(List.of(), Optional.of(command)));
    }
}
