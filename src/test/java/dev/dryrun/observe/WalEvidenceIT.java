package dev.dryrun.observe;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dryrun.analysis.RelationLock;
import dev.dryrun.observe.LockSpan.Evidence;
import dev.dryrun.observe.Rehearsal.Performance;
import dev.dryrun.plan.StepPlan;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * ACCESS EXCLUSIVE locks that were gone before anybody could look are found in the write-ahead log. Alone, because what
 * was logged is told apart by when it was seen.
 */
@Tag("quiet")
class WalEvidenceIT {

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
        rehearsal.given("CREATE TABLE t (id int PRIMARY KEY, v text); INSERT INTO t VALUES (1, 'a'), (2, NULL);"
                + " CREATE INDEX t_v ON t (v);"
                + " CREATE TABLE p (id int) PARTITION BY RANGE (id);"
                + " CREATE TABLE p1 PARTITION OF p FOR VALUES FROM (0) TO (10);"
                + " CREATE UNLOGGED TABLE u (id int)");
    }

    @Test
    void dropping_an_index_concurrently_locks_the_index() {
        Performance run = performBlind("DROP INDEX CONCURRENTLY t_v;");
        assertThat(logged(run, 1)).contains("public.t_v");
        assertThat(run.step(1).blocking().reads()).isEmpty();
    }

    @Test
    void a_step_whose_every_exclusive_lock_is_known_kept_no_reader_out_unseen() {
        Performance run = performBlind("CREATE INDEX CONCURRENTLY i ON t (v);");
        assertThat(run.step(1).blocking().longestReads().atMost()).isZero();
        assertThat(run.step(1).blocking().longestWrites().atMost()).isPositive();
    }

    @Test
    void reindexing_concurrently_locks_the_old_indexes() {
        assertThat(logged(performBlind("REINDEX TABLE CONCURRENTLY t;"), 1)).contains("public.t_v", "public.t_pkey");
    }

    @Test
    void detaching_a_partition_concurrently_locks_it() {
        Performance run = performBlind("ALTER TABLE p DETACH PARTITION p1 CONCURRENTLY;");
        assertThat(logged(run, 1)).containsExactly("public.p1");
        assertThat(run.step(1).blocking().reads()).containsKey("public.p1");
    }

    @Test
    void a_failed_step_had_locked_its_table_for_no_longer_than_it_took() {
        Performance run = performBlind("ALTER TABLE t ADD COLUMN x int NOT NULL;");
        assertThat(logged(run, 1)).containsExactly("public.t");
        RelationLock lock = exclusive(run, 1).get(0);
        assertThat(lock.held().atLeast()).isZero();
        assertThat(lock.held().atMost())
                .isPositive()
                .isLessThanOrEqualTo(run.step(1).step().timing().duration());
        assertThat(run.step(1).blocking().reads().get("public.t").atMost()).isPositive();
    }

    @Test
    void a_failed_step_of_a_block_is_told_from_the_steps_before_it() {
        Performance run = performBlind("BEGIN; ALTER TABLE u ADD y int; ALTER TABLE t ADD COLUMN x int NOT NULL;");
        assertThat(logged(run, 3)).containsExactly("public.t");
        assertThat(exclusive(run, 2)).extracting(RelationLock::name).containsExactly("public.u");
        assertThat(exclusive(run, 2).get(0).evidence())
                .contains(Evidence.SNAPSHOT)
                .doesNotContain(Evidence.WAL);
    }

    @Test
    void a_block_that_commits_inside_had_locked_in_each_of_its_transactions() {
        Performance run = performBlind("DO $$ BEGIN ALTER TABLE t ADD y int; COMMIT; ALTER TABLE u ADD y int; COMMIT;"
                + " BEGIN ALTER TABLE p1 ADD y int; EXCEPTION WHEN others THEN NULL; END; COMMIT; END $$;");
        assertThat(logged(run, 1)).contains("public.t", "public.u");
    }

    @Test
    void what_a_savepoint_takes_back_was_locked_nevertheless() {
        Performance run = performBlind("DO $$ BEGIN COMMIT; BEGIN ALTER TABLE t ADD y int; RAISE 'no';"
                + " EXCEPTION WHEN others THEN NULL; END; COMMIT; END $$;");
        assertThat(logged(run, 1)).containsExactly("public.t");
    }

    @Test
    void a_group_of_statements_had_locked_its_tables() {
        assertThat(logged(performBlind("ALTER TABLE t ADD y int \\; ALTER TABLE u ADD y int;"), 1))
                .containsExactlyInAnyOrder("public.t", "public.u");
    }

    @Test
    void a_lock_that_a_sample_saw_as_well_has_both_evidences_and_is_there_once() {
        Performance run = rehearsal.perform(
                "DO $$ BEGIN LOCK TABLE t; PERFORM pg_sleep(0.2); COMMIT; PERFORM pg_sleep(0.05); END $$;");
        assertThat(exclusive(run, 1)).hasSize(1);
        assertThat(exclusive(run, 1).get(0).evidence()).containsExactlyInAnyOrder(Evidence.SAMPLE, Evidence.WAL);
        assertThat(run.seen().locks().locks().stream().filter(span -> span.mode() == LockMode.ACCESS_EXCLUSIVE))
                .hasSize(1);
        assertThat(exclusive(run, 1).get(0).held().atLeast()).isGreaterThan(Duration.ofMillis(100));
    }

    @Test
    void a_weaker_lock_that_nobody_saw_is_listed_as_documented_and_charged_to_nobody() {
        Performance run = performBlind("ALTER TABLE p1 ADD FOREIGN KEY (id) REFERENCES t (nothing);");
        RelationLock lock = run.step(1).locks().stream()
                .filter(one ->
                        one.mode() == LockMode.SHARE_ROW_EXCLUSIVE && one.name().equals("public.p1"))
                .findFirst()
                .orElseThrow();
        assertThat(lock.evidence()).containsExactly(Evidence.DOCUMENTED);
        assertThat(lock.held().atLeast()).isZero();
        assertThat(lock.held().atMost()).isEqualTo(run.step(1).step().timing().duration());
        assertThat(run.step(1).blocking().writes()).isEmpty();
    }

    @Test
    void an_exclusive_lock_that_the_log_does_not_know_of_is_not_claimed_from_the_documentation() {
        Performance run = performBlind("ALTER TABLE t ALTER COLUMN nothing TYPE text;");
        assertThat(exclusive(run, 1)).allMatch(lock -> !lock.evidence().contains(Evidence.DOCUMENTED));
    }

    @Test
    void a_rolled_back_block_keeps_its_exact_evidence() {
        Performance run = performBlind("BEGIN; ALTER TABLE t ADD y int; ROLLBACK;");
        assertThat(exclusive(run, 2).get(0).evidence()).containsExactly(Evidence.SNAPSHOT);
    }

    @Test
    void the_truncation_of_an_autovacuum_is_not_the_migrations() throws Exception {
        try (Rehearsal vacuuming = new Rehearsal(java.util.Map.of("autovacuum_naptime", "1s"))) {
            vacuuming.given("CREATE TABLE t (id int); CREATE TABLE other WITH (autovacuum_enabled = false,"
                    + " autovacuum_vacuum_threshold = 1, autovacuum_vacuum_scale_factor = 0) AS"
                    + " SELECT i, repeat('x', 500) FROM generate_series(1, 20000) i; DELETE FROM other");
            Performance run = vacuuming.perform("DO $$ BEGIN ALTER TABLE t ADD y int; COMMIT;"
                    + " ALTER TABLE other SET (autovacuum_enabled = true); COMMIT;"
                    + " FOR i IN 1..300 LOOP PERFORM pg_sleep(0.1); COMMIT;"
                    + " EXIT WHEN pg_relation_size('other') = 0; END LOOP; PERFORM pg_sleep(0.2); END $$;");
            assertThat(vacuuming.server().log())
                    .containsPattern("automatic vacuum of table \"\\S+\\.other\".*\\n\\s+pages: [1-9][0-9]* removed");
            assertThat(logged(run, 1)).containsExactly("public.t");
            assertThat(run.seen().locks().exclusiveKnown()).contains(1);
        }
    }

    @Test
    void a_lock_that_another_session_failed_to_keep_is_not_the_migrations() {
        CompletableFuture<Void> other = CompletableFuture.runAsync(() -> {
            try (var connection = rehearsal.connect();
                    var statement = connection.createStatement()) {
                Thread.sleep(Duration.ofSeconds(1).toMillis());
                statement.execute("DO $$ BEGIN LOCK TABLE u; RAISE 'given up'; END $$");
            } catch (SQLException | InterruptedException e) {
                throw new CompletionException(e);
            }
        });
        Performance run = performBlind("DO $$ BEGIN ALTER TABLE t ADD y int; COMMIT; PERFORM pg_sleep(2); END $$;");
        assertThat(other).isCompletedExceptionally();
        assertThat(logged(run, 1)).containsExactly("public.t");
    }

    /** With so few samples that none of them can see a short lock. */
    private static Performance performBlind(String script) {
        return rehearsal.perform(
                script, new StepPlan(false, Optional.empty(), Optional.empty(), Duration.ofSeconds(2)));
    }

    private static List<RelationLock> exclusive(Performance run, int step) {
        return run.step(step).locks().stream()
                .filter(lock -> lock.mode() == LockMode.ACCESS_EXCLUSIVE)
                .toList();
    }

    private static List<String> logged(Performance run, int step) {
        return exclusive(run, step).stream()
                .filter(lock -> lock.evidence().contains(Evidence.WAL))
                .map(RelationLock::name)
                .toList();
    }
}
