package dev.dryrun.observe;

import static dev.dryrun.observe.Bystanders.waiting;
import static org.assertj.core.api.Assertions.assertThat;

import dev.dryrun.analysis.Finding;
import dev.dryrun.observe.Rehearsal.Performance;
import dev.dryrun.plan.StepPlan;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * What CONCURRENTLY waits for, in which phase, and what it leaves behind when it fails. Alone, because phases that last
 * for milliseconds are to be seen by a sample.
 */
@Tag("quiet")
class ConcurrentlyIT {

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
        rehearsal.given("""
                CREATE TABLE t (id int PRIMARY KEY, v text);
                INSERT INTO t VALUES (1, 'a'), (2, 'a');
                CREATE TABLE p (id int) PARTITION BY RANGE (id);
                CREATE TABLE p1 PARTITION OF p FOR VALUES FROM (0) TO (10);
                """);
    }

    @Test
    void create_index_names_the_writer_that_is_idle_in_its_transaction_and_the_phase() throws Exception {
        Performance run;
        try (Bystanders others = new Bystanders(rehearsal)) {
            others.hold("batch", waiting(1), "UPDATE t SET v = 'b' WHERE id = 1");
            run = rehearsal.perform("CREATE INDEX CONCURRENTLY i ON t (v);");
        }

        assertWaitedForIdle(run, "batch", "UPDATE t SET v = 'b' WHERE id = 1");
        assertThat(phases(run)).contains("waiting for writers before build");
    }

    @Test
    void create_index_names_the_reader_whose_snapshot_is_too_old() throws Exception {
        Performance run;
        try (Bystanders others = new Bystanders(rehearsal)) {
            others.hold("reports", waiting(1), "SET TRANSACTION ISOLATION LEVEL REPEATABLE READ", "SELECT v FROM t");
            run = rehearsal.perform("CREATE INDEX CONCURRENTLY i ON t (v);");
        }

        assertWaitedForIdle(run, "reports", "SELECT v FROM t");
        assertThat(phases(run)).contains("waiting for old snapshots");
    }

    @Test
    void detach_partition_names_the_reader_of_the_partitioned_table() throws Exception {
        Performance run;
        try (Bystanders others = new Bystanders(rehearsal)) {
            others.hold("reports", waiting(1), "SELECT * FROM p");
            run = rehearsal.perform("ALTER TABLE p DETACH PARTITION p1 CONCURRENTLY;");
        }

        assertWaitedForIdle(run, "reports", "SELECT * FROM p");
    }

    @Test
    void a_long_interval_does_not_let_a_step_go_by_whose_locks_can_only_be_sampled() {
        StepPlan everyMinute = new StepPlan(false, Optional.empty(), Optional.empty(), Duration.ofMinutes(1));

        Performance run = rehearsal.perform(
                "SELECT 1; DO $$ BEGIN LOCK TABLE t IN SHARE MODE; PERFORM pg_sleep(0.3); COMMIT; END $$;",
                everyMinute);

        assertThat(run.modes(2, "public.t")).containsExactly(LockMode.SHARE);
        assertThat(run.step(2).locks().get(0).held().atLeast()).isGreaterThan(Duration.ofMillis(150));
    }

    @Test
    void an_index_that_a_failed_build_leaves_behind_is_a_finding() {
        Performance run = rehearsal.perform("CREATE UNIQUE INDEX CONCURRENTLY twice ON t (v);");

        assertThat(run.step(1).step().error().orElseThrow().sqlState()).isEqualTo("23505");
        Finding finding = invalid(run).get(0);
        assertThat(finding.relation()).contains("public.twice");
        assertThat(finding.step()).contains(1);
        assertThat(finding.advice()).contains("DROP INDEX CONCURRENTLY public.twice");
    }

    @Test
    void an_index_that_was_invalid_before_or_is_only_waiting_for_its_partitions_is_none() throws SQLException {
        assertThat(invalid(rehearsal.perform("CREATE UNIQUE INDEX CONCURRENTLY twice ON t (v);")))
                .hasSize(1);
        assertThat(invalid(rehearsal.perform("CREATE INDEX CONCURRENTLY IF NOT EXISTS twice ON t (v);")))
                .isEmpty();
        assertThat(invalid(rehearsal.perform("CREATE INDEX ON ONLY p (id); BEGIN; SELECT 1; ROLLBACK;")))
                .isEmpty();
    }

    private static void assertWaitedForIdle(Performance run, String application, String query) {
        assertThat(run.step(1).waitedFor()).isNotEmpty().allSatisfy(span -> {
            assertThat(span.session().application()).isEqualTo(application);
            assertThat(span.session().state()).isEqualTo("idle in transaction");
            assertThat(span.session().query()).isEqualTo(query);
            assertThat(span.request().lockType()).isEqualTo("virtualxid");
        });
    }

    private static List<String> phases(Performance run) {
        return run.seen().locks().phases().stream().map(PhaseSpan::phase).toList();
    }

    private static List<Finding> invalid(Performance run) {
        return run.analysis().findings().stream()
                .filter(finding -> finding.code().equals("invalid-index"))
                .toList();
    }
}
