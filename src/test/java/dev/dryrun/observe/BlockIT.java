package dev.dryrun.observe;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dryrun.observe.Rehearsal.Performance;
import java.sql.SQLException;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Transaction blocks in all their forms: what they lock is found, and what we ask does not disturb them. */
class BlockIT {

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
        rehearsal.given("CREATE TABLE t (id int PRIMARY KEY, v text); INSERT INTO t VALUES (1, 'a');"
                + "CREATE MATERIALIZED VIEW m AS SELECT * FROM t; CREATE UNIQUE INDEX ON m (id)");
    }

    @Test
    void a_block_that_the_script_does_not_end_is_rolled_back_and_its_locks_count() {
        Performance run = rehearsal.perform("BEGIN; ALTER TABLE t ADD COLUMN x int; SELECT pg_sleep(0.2);");
        assertThat(run.step(2).blocking().longestReads().atLeast()).isGreaterThan(Duration.ofMillis(200));
        assertThat(run.analysis().findings())
                .extracting(finding -> finding.code())
                .contains("block-not-ended");
    }

    @Test
    void serializable_reads_do_not_end_the_run() {
        Performance run = rehearsal.perform(
                "BEGIN ISOLATION LEVEL SERIALIZABLE; SELECT * FROM t; UPDATE t SET v = 'b' WHERE id = 1; COMMIT;");
        assertThat(run.analysis().steps())
                .hasSize(4)
                .allMatch(step -> step.step().error().isEmpty());
        assertThat(run.seen().incomplete()).isEmpty();
    }

    @Test
    void our_questions_do_not_fix_the_snapshot_of_a_transaction() {
        Performance run = rehearsal.perform(
                "BEGIN; LOCK TABLE t; SET TRANSACTION ISOLATION LEVEL SERIALIZABLE; SELECT 1; COMMIT;");
        assertThat(run.analysis().steps())
                .hasSize(5)
                .allMatch(step -> step.step().error().isEmpty());
    }

    @Test
    void a_group_inside_a_block_keeps_its_locks_to_itself() {
        Performance run = rehearsal.perform("BEGIN \\; ALTER TABLE t ADD COLUMN x int; SELECT pg_sleep(0.2); COMMIT;");
        assertThat(run.modes(1, "public.t")).containsExactly(LockMode.ACCESS_EXCLUSIVE);
        assertThat(run.step(2).locks()).isEmpty();
        assertThat(run.step(1).blocking().longestReads().atLeast()).isGreaterThan(Duration.ofMillis(200));
    }

    @Test
    void what_rollback_to_has_undone_is_as_it_was() {
        Performance run = rehearsal.perform("BEGIN; SAVEPOINT s; DROP TABLE t CASCADE; ROLLBACK TO s;"
                + " ALTER TABLE t ADD COLUMN x int; SELECT pg_sleep(0.2); COMMIT;");
        assertThat(run.step(5).blocking().longestReads().atLeast()).isGreaterThan(Duration.ofMillis(200));
        assertThat(run.step(7).step().facts().created()).isEmpty();
        assertThat(run.step(7).step().facts().dropped()).isEmpty();
    }

    @Test
    void nobody_waits_to_write_a_materialized_view_or_to_use_a_temporary_table() {
        Performance run = rehearsal.perform("REFRESH MATERIALIZED VIEW CONCURRENTLY m;"
                + " CREATE TEMP TABLE stage AS SELECT * FROM t; CREATE INDEX ON stage (id);");
        assertThat(run.modes(1, "public.m")).contains(LockMode.EXCLUSIVE);
        assertThat(run.step(1).blocking().writes()).isEmpty();
        assertThat(run.step(3).blocking().writes()).isEmpty();
    }

    @Test
    void a_table_that_the_block_created_itself_is_no_rewrite() {
        Performance run = rehearsal.perform(
                "BEGIN; CREATE TABLE a (x int); INSERT INTO a VALUES (1); ALTER TABLE a ALTER x TYPE text; COMMIT;");
        assertThat(run.step(4).files()).isEmpty();
    }

    @Test
    void time_limits_of_the_database_are_the_applications_and_not_ours() throws SQLException {
        try (var connection = rehearsal.connect();
                var statement = connection.createStatement()) {
            statement.execute("DO $$ BEGIN EXECUTE format('ALTER DATABASE %I SET idle_session_timeout = 1000',"
                    + " current_database()); END $$");
        }
        Performance run = rehearsal.perform("SELECT pg_sleep(1.5); SELECT 1;");
        assertThat(run.seen().incomplete()).isEmpty();
        assertThat(run.analysis().steps()).hasSize(2);
    }
}
