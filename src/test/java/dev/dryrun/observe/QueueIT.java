package dev.dryrun.observe;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dryrun.analysis.RelationLock;
import dev.dryrun.observe.Rehearsal.Performance;
import dev.dryrun.plan.StepPlan;
import dev.dryrun.time.DurationBounds;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Comparator;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Who waits for whom, with real sessions that stand in each other's way. Alone, because it measures how long sessions
 * waited.
 */
@Tag("quiet")
class QueueIT {

    private static Rehearsal rehearsal;
    private final ExecutorService others = Executors.newCachedThreadPool();

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
        rehearsal.given("CREATE TABLE t (id int PRIMARY KEY, v text); INSERT INTO t VALUES (1, 'a'), (2, 'b');"
                + Bystanders.UNTIL_WAITING);
    }

    @AfterEach
    void end() throws InterruptedException {
        others.shutdownNow();
        assertThat(others.awaitTermination(10, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void a_session_behind_the_migrations_lock_is_counted_with_its_statement() throws Exception {
        Performance run;
        try (Bystanders others = new Bystanders(rehearsal)) {
            others.run(Bystanders.locked("t", LockMode.ACCESS_EXCLUSIVE), "SELECT count(*) FROM t");
            run = rehearsal.perform("BEGIN; LOCK TABLE t; SELECT until_waiting(1), pg_sleep(0.3); COMMIT;");
        }

        assertThat(run.step(3).blocked().sessions()).isEqualTo(1);
        assertThat(run.step(3).blocked().byQuery().get(0).query()).isEqualTo("SELECT count(*) FROM t");
        assertThat(run.step(3).blocked().longest())
                .isBetween(Duration.ofMillis(250), run.step(3).step().timing().duration());
        assertThat(run.step(2).blocking().longestReads().atLeast()).isGreaterThan(Duration.ofMillis(300));
    }

    @Test
    void waiting_for_a_lock_and_holding_it_are_told_apart_and_whom_it_waited_for_is_named() throws Exception {
        CountDownLatch locked = new CountDownLatch(1);
        Future<?> holder = others.submit(() -> holdUntilAwaited("LOCK TABLE t IN ACCESS SHARE MODE", locked, 500));
        assertThat(locked.await(10, TimeUnit.SECONDS)).isTrue();
        Performance run = rehearsal.perform("ALTER TABLE t ADD COLUMN z int;");
        holder.get(10, TimeUnit.SECONDS);

        RelationLock lock = run.step(1).locks().get(0);
        assertThat(lock.waited().atLeast()).isGreaterThan(Duration.ofMillis(200));
        assertThat(lock.waited().atMost()).isLessThan(Duration.ofMillis(5000));
        assertThat(lock.held().atMost()).isLessThan(lock.waited().atLeast());
        // A queued request blocks new readers, too.
        assertThat(run.step(1).blocking().longestReads().atLeast())
                .isGreaterThanOrEqualTo(lock.waited().atLeast());
        assertThat(run.step(1).waitedFor()).hasSize(1);
        assertThat(run.step(1).waitedFor().get(0).session().query()).contains("LOCK TABLE t");
    }

    @Test
    void a_request_that_lock_timeout_gave_up_was_never_held() throws Exception {
        CountDownLatch locked = new CountDownLatch(1);
        Future<?> holder = others.submit(() -> holdUntilAwaited("LOCK TABLE t IN ACCESS SHARE MODE", locked, 1000));
        assertThat(locked.await(10, TimeUnit.SECONDS)).isTrue();
        StepPlan plan =
                new StepPlan(false, Optional.of(Duration.ofMillis(300)), Optional.empty(), Duration.ofMillis(5));
        Performance run = rehearsal.perform("ALTER TABLE t ADD COLUMN z int;", plan);
        holder.get(10, TimeUnit.SECONDS);

        assertThat(run.step(1).step().error().orElseThrow().sqlState()).isEqualTo("55P03");
        RelationLock lock = run.step(1).locks().get(0);
        assertThat(lock.granted()).isFalse();
        assertThat(lock.held().atMost()).isZero();
        assertThat(lock.waited().atLeast()).isBetween(Duration.ofMillis(200), Duration.ofMillis(1000));
    }

    @Test
    void a_writer_that_waits_for_rows_of_the_migration_counts_as_blocked_rows() throws Exception {
        Performance run;
        try (Bystanders others = new Bystanders(rehearsal)) {
            others.run(Bystanders.locked("t", LockMode.ROW_EXCLUSIVE), "UPDATE t SET v = 'x' WHERE id = 1");
            run = rehearsal.perform("BEGIN; UPDATE t SET v = 'm'; SELECT until_waiting(1), pg_sleep(0.5); COMMIT;");
        }

        assertThat(run.step(2).blocking().longestWrites().atMost()).isZero();
        // The writer may have come while the step that changed the rows was being read.
        DurationBounds rows = Stream.of(run.step(2), run.step(3))
                .map(step -> step.blocking().rows())
                .max(Comparator.comparing(DurationBounds::atMost))
                .orElseThrow();
        assertThat(rows.atLeast()).isGreaterThan(Duration.ofMillis(450));
        assertThat(rows.atMost()).isLessThan(Duration.ofSeconds(20));
    }

    /** Holds on until somebody waits for it, and for so long after that, however long the others take to begin. */
    private static Void holdUntilAwaited(String sql, CountDownLatch held, long millis) throws Exception {
        try (Connection connection = rehearsal.connect();
                Connection watcher = rehearsal.connect();
                var statement = connection.createStatement();
                var looking = watcher.createStatement()) {
            connection.setAutoCommit(false);
            statement.execute(sql);
            held.countDown();
            boolean awaited = false;
            for (int look = 0; look < 3000 && !awaited; look++) {
                Thread.sleep(5);
                try (var row = looking.executeQuery(
                        "SELECT count(*) FROM pg_locks WHERE NOT granted AND relation = 't'::regclass")) {
                    row.next();
                    awaited = row.getInt(1) > 0;
                }
            }
            Thread.sleep(millis);
            connection.commit();
        }
        return null;
    }
}
