package dev.dryrun.observe;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dryrun.analysis.RelationLock;
import dev.dryrun.disturb.DisturbanceSpan;
import dev.dryrun.observe.LockSpan.Evidence;
import dev.dryrun.observe.Rehearsal.Performance;
import dev.dryrun.plan.Disturbance;
import dev.dryrun.plan.Disturbance.Beginning;
import dev.dryrun.plan.Disturbance.Kind;
import dev.dryrun.plan.LoadPlan;
import dev.dryrun.plan.Retries;
import dev.dryrun.plan.StepPlan;
import dev.dryrun.postgres.TestServer;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The write-ahead log of a server in a container tells a migration's locks from what goes on beside it. Alone, because
 * what was logged is told apart by when it was seen.
 */
@Tag("quiet")
class WalEvidenceContainerIT {

    private static final LoadPlan LOAD = LoadPlan.automatic(100, 4, Duration.ofMillis(500), Duration.ofMillis(100));

    /** With so few samples that none of them can see a short lock. */
    private static final Duration BLIND = Duration.ofSeconds(2);

    private static Rehearsal rehearsal;

    @TempDir
    Path directory;

    @BeforeAll
    static void start() {
        rehearsal = new Rehearsal(TestServer.startContainer(), java.util.Map.of());
    }

    @AfterAll
    static void stop() {
        rehearsal.close();
    }

    @BeforeEach
    void database() throws SQLException {
        rehearsal.given("CREATE TABLE t (id int PRIMARY KEY, v text);"
                + " INSERT INTO t SELECT i, 'x' FROM generate_series(1, 1000) i; CREATE INDEX t_v ON t (v);"
                + " CREATE TABLE p (id int PRIMARY KEY) PARTITION BY RANGE (id);"
                + " CREATE TABLE p1 PARTITION OF p FOR VALUES FROM (0) TO (10);"
                + " CREATE TABLE u (id int);"
                + " CREATE TABLE emptied WITH (autovacuum_enabled = false) AS"
                + " SELECT i, repeat('x', 500) FROM generate_series(1, 20000) i; DELETE FROM emptied");
    }

    @Test
    void under_a_load_with_a_reader_and_a_vacuum_each_step_has_its_own_locks() {
        List<Disturbance> disturbances = List.of(
                new Disturbance(Kind.READER, Optional.of("t"), Optional.of(Duration.ofMillis(300)), Beginning.FIRST),
                new Disturbance(Kind.VACUUM, Optional.of("emptied"), Optional.empty(), new Beginning(true, 3)));
        StepPlan steps = new StepPlan(
                false, Optional.empty(), Optional.empty(), BLIND, Retries.NONE, disturbances, Optional.empty());
        Performance run = rehearsal.performUnder(LOAD, steps, """
                DROP INDEX CONCURRENTLY t_v;
                ALTER TABLE p DETACH PARTITION p1 CONCURRENTLY;
                DO $$ BEGIN ALTER TABLE u ADD y int; COMMIT; PERFORM pg_sleep(0.7); END $$;
                ALTER TABLE t ADD COLUMN x int NOT NULL;
                """);

        assertThat(run.seen().load()).isPresent();
        assertThat(run.seen().manner().disturbances())
                .hasSize(2)
                .extracting(DisturbanceSpan::error)
                .containsOnly(Optional.empty());
        assertThat(logged(run, 1)).containsExactly("public.t_v");
        assertThat(logged(run, 2)).contains("public.p1").allMatch(name -> name.startsWith("public.p1"));
        assertThat(run.step(2).blocking().reads()).containsOnlyKeys("public.p1");
        assertThat(logged(run, 3)).containsExactly("public.u");
        assertThat(logged(run, 4)).containsExactly("public.t");
        assertThat(run.seen().locks().exclusiveKnown()).containsExactlyInAnyOrder(1, 2, 3, 4);
    }

    @Test
    void of_two_sessions_of_a_command_each_has_the_locks_of_its_own_transactions() {
        StepPlan steps = new StepPlan(false, Optional.empty(), Optional.empty(), Duration.ofMillis(5));
        Performance run = rehearsal.performCommand(
                "psql -X -c \"" + lockAndSleep("u", 2) + "\" & sleep 0.7; psql -X -c \"" + lockAndSleep("t", 0.2)
                        + "\"; wait",
                steps,
                directory.resolve("command.log"));

        assertThat(run.seen().ran()).hasSize(2).allMatch(step -> step.error().isEmpty());
        assertThat(logged(run, 1)).containsExactly("public.u");
        assertThat(logged(run, 2)).containsExactly("public.t");
    }

    /** A transaction that is long enough to be seen, and some time after it. */
    private static String lockAndSleep(String table, double seconds) {
        return "DO 'BEGIN LOCK TABLE " + table + "; PERFORM pg_sleep(0.2); COMMIT; PERFORM pg_sleep(" + seconds
                + "); END'";
    }

    private static List<String> logged(Performance run, int step) {
        return run.step(step).locks().stream()
                .filter(lock -> lock.evidence().contains(Evidence.WAL))
                .map(RelationLock::name)
                .toList();
    }
}
