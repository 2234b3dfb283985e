package dev.dryrun.observe;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dryrun.observe.Rehearsal.Performance;
import dev.dryrun.plan.StepPlan;
import dev.dryrun.postgres.ServerError;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Statements behave as they do from psql, and a failed one ends the migration. */
class StepOutcomeIT {

    private static final Duration INTERVAL = Duration.ofMillis(5);

    private static Rehearsal rehearsal;

    @BeforeAll
    static void start() {
        rehearsal = new Rehearsal();
    }

    @AfterAll
    static void stop() {
        rehearsal.close();
    }

    @BeforeEach
    void database() throws SQLException {
        rehearsal.given("CREATE TABLE t (id int PRIMARY KEY, v text); INSERT INTO t VALUES (1, 'a'), (2, NULL)");
    }

    @Test
    void a_failed_step_keeps_sqlstate_message_and_position_and_the_rest_is_skipped() {
        Performance run = rehearsal.perform("SELECT 1;\nSELECT wrong FROM t;\nSELECT 2;\n");
        ServerError error = run.step(2).step().error().orElseThrow();
        assertThat(error.sqlState()).isEqualTo("42703");
        assertThat(error.message()).contains("column \"wrong\" does not exist");
        assertThat(error.position()).contains(8);
        assertThat(run.seen().skipped()).extracting(step -> step.line()).containsExactly(3);
        assertThat(run.seen().incomplete()).isEmpty();
    }

    @Test
    void a_syntax_error_is_a_failed_step() {
        assertThat(sqlState("ALTER TABEL t;")).isEqualTo("42601");
    }

    @Test
    void what_psql_refuses_outside_a_block_is_refused() {
        assertThat(sqlState("LOCK TABLE t;")).isEqualTo("25P01");
        assertThat(sqlState("SAVEPOINT s;")).isEqualTo("25P01");
        assertThat(sqlState("DECLARE c CURSOR FOR SELECT 1;")).isEqualTo("25P01");
    }

    @Test
    void what_psql_refuses_inside_a_block_is_refused() {
        Performance run = rehearsal.perform("BEGIN; CREATE INDEX CONCURRENTLY i ON t (v); COMMIT;");
        assertThat(run.step(2).step().error().orElseThrow().sqlState()).isEqualTo("25001");
    }

    @Test
    void a_block_that_commits_inside_runs_outside_a_block() {
        Performance run = rehearsal.perform(
                "DO $$ BEGIN UPDATE t SET v = 'b' WHERE id = 1; COMMIT; UPDATE t SET v = 'c' WHERE id = 2; END $$;");
        assertThat(run.step(1).step().error()).isEmpty();
    }

    @Test
    void inline_data_reaches_copy() {
        Performance run = rehearsal.perform("COPY t FROM STDIN;\n3\tc\n4\t\\N\n\\.\nSELECT 1;\n");
        assertThat(run.step(1).step().rows()).contains(2L);
        assertThat(run.modes(1, "public.t")).contains(LockMode.ROW_EXCLUSIVE);
        assertThat(run.step(2).step().error()).isEmpty();
    }

    @Test
    void copy_data_that_does_not_fit_fails_the_step() {
        assertThat(sqlState("COPY t FROM STDIN;\nx\tc\n\\.\n")).isEqualTo("22P02");
    }

    @Test
    void a_group_of_statements_is_one_step() {
        Performance run = rehearsal.perform("INSERT INTO t VALUES (5, 'e') \\; UPDATE t SET v = 'f' WHERE id = 5;");
        assertThat(run.analysis().steps()).hasSize(1);
        assertThat(run.step(1).step().error()).isEmpty();
        assertThat(run.step(1).step().rows()).contains(1L);
    }

    @Test
    void a_deferred_constraint_fails_the_statement_whose_commit_it_is() {
        Performance run = rehearsal.perform(
                "CREATE TABLE d (x int UNIQUE DEFERRABLE INITIALLY DEFERRED); INSERT INTO d VALUES (1), (1);");
        assertThat(run.step(2).step().error().orElseThrow().sqlState()).isEqualTo("23505");
    }

    @Test
    void in_a_single_transaction_a_failed_step_takes_everything_back() throws SQLException {
        StepPlan single = new StepPlan(true, Optional.empty(), Optional.empty(), INTERVAL);
        Performance run = rehearsal.perform("CREATE TABLE gone (x int); SELECT 1 / 0;", single);
        assertThat(run.step(3).step().error().orElseThrow().sqlState()).isEqualTo("22012");
        try (var connection = rehearsal.connect();
                var statement = connection.createStatement();
                var row = statement.executeQuery("SELECT to_regclass('gone') IS NULL")) {
            row.next();
            assertThat(row.getBoolean(1)).isTrue();
        }
    }

    @Test
    void the_statement_timeout_ends_a_step_that_takes_longer() {
        StepPlan plan = new StepPlan(false, Optional.empty(), Optional.of(Duration.ofMillis(100)), INTERVAL);
        Performance run = rehearsal.perform("SELECT pg_sleep(5);", plan);
        assertThat(run.step(1).step().error().orElseThrow().sqlState()).isEqualTo("57014");
    }

    @Test
    void the_statement_timeout_is_what_reset_goes_back_to() {
        StepPlan plan = new StepPlan(false, Optional.empty(), Optional.of(Duration.ofMillis(300)), INTERVAL);
        Performance run = rehearsal.perform("SET statement_timeout = 0; RESET ALL; SELECT pg_sleep(5);", plan);
        assertThat(run.step(3).step().error().orElseThrow().sqlState()).isEqualTo("57014");
    }

    @Test
    void a_step_that_fails_at_its_own_commit_has_changed_no_rows() {
        Performance run = rehearsal.perform(
                "CREATE TABLE d (x int UNIQUE DEFERRABLE INITIALLY DEFERRED); INSERT INTO d VALUES (1), (1);");
        assertThat(run.step(2).step().error()).isPresent();
        assertThat(run.step(2).step().rows()).isEmpty();
    }

    @Test
    void names_are_right_in_a_session_that_has_set_another_encoding() {
        Performance run = rehearsal.perform("SET client_encoding = 'LATIN1'; BEGIN;"
                + " CREATE TABLE U&\"stra\\00dfe\" (id int); COMMIT; SELECT U&\"\\00e9\";");
        assertThat(run.step(3).step().facts().created())
                .extracting(Relation::name)
                .containsExactly("public.\"straße\"");
        assertThat(run.step(5).step().error().orElseThrow().message()).contains("\"é\"");
    }

    @Test
    void a_session_that_cannot_be_asked_ends_the_run_and_says_why() {
        Performance run = rehearsal.perform(
                "CREATE ROLE blind; GRANT CREATE ON SCHEMA public TO blind;"
                        + " REVOKE SELECT ON pg_catalog.pg_class FROM PUBLIC; SET ROLE blind; CREATE TABLE mine (id int); SELECT 1;");
        assertThat(run.seen().ran()).hasSize(5);
        assertThat(run.seen().incomplete())
                .hasValueSatisfying(why -> assertThat(why)
                        .startsWith(
                                "dryrun could not ask the migration's session what the step did: permission denied"));
    }

    @Test
    void a_failed_step_may_have_blocked_others_for_as_long_as_nobody_looked_and_no_longer_than_it_took() {
        Performance run = rehearsal.perform("ALTER TABLE t ADD COLUMN x int NOT NULL;");
        assertThat(run.step(1).step().error()).isPresent();
        assertThat(run.step(1).blocking().longestReads().atMost())
                .isPositive()
                .isLessThanOrEqualTo(run.step(1).step().timing().duration());
    }

    @Test
    void a_warning_of_the_server_is_a_finding() {
        Performance run = rehearsal.perform("BEGIN; BEGIN; COMMIT;");
        assertThat(run.analysis().findings())
                .filteredOn(finding -> finding.code().equals("server-warning"))
                .hasSize(1)
                .allMatch(finding -> finding.message().contains("already a transaction in progress"));
    }

    @Test
    void a_session_that_the_server_ends_leaves_an_incomplete_run_with_the_steps_before() {
        Performance run = rehearsal.perform("SELECT 1; SELECT pg_terminate_backend(pg_backend_pid()); SELECT 2;");
        assertThat(run.step(1).step().error()).isEmpty();
        assertThat(run.step(2).step().error().orElseThrow().sqlState()).isEqualTo("57P01");
        assertThat(run.seen().incomplete())
                .hasValueSatisfying(why -> assertThat(why).contains("terminating connection"));
        assertThat(run.seen().skipped()).hasSize(1);
    }

    private static String sqlState(String script) {
        return rehearsal.perform(script).step(1).step().error().orElseThrow().sqlState();
    }
}
