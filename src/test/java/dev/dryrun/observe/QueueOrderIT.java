package dev.dryrun.observe;

import static dev.dryrun.observe.Bystanders.locked;
import static dev.dryrun.observe.Bystanders.waiting;
import static org.assertj.core.api.Assertions.assertThat;

import dev.dryrun.analysis.AwaitedLock;
import dev.dryrun.analysis.BlockedSessions;
import dev.dryrun.analysis.LockQueue;
import dev.dryrun.analysis.LockQueue.Waiting;
import dev.dryrun.observe.Rehearsal.Performance;
import dev.dryrun.time.DurationBounds;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * The whole queue before a lock, in its order, and what is kept out of it. Alone, because queues of some hundredths of a
 * second are to be seen by a sample.
 */
@Tag("quiet")
class QueueOrderIT {

    private static final String MIGRATION_LOCKS_T = locked("t", LockMode.ACCESS_EXCLUSIVE);

    private static Rehearsal rehearsal;

    @BeforeAll
    static void start() {
        rehearsal = new Rehearsal(Map.of("log_lock_waits", "on", "deadlock_timeout", "40ms"));
    }

    @AfterAll
    static void stop() {
        rehearsal.close();
    }

    @BeforeEach
    void database() throws SQLException {
        rehearsal.given("""
                CREATE TABLE t (id int PRIMARY KEY, v text);
                CREATE TABLE u (id int PRIMARY KEY, v text);
                INSERT INTO t VALUES (1, 'a'), (2, 'b');
                INSERT INTO u VALUES (1, 'a'), (2, 'b');
                """ + Bystanders.UNTIL_WAITING);
    }

    @Test
    void readers_and_writers_behind_a_waiting_alter_behind_a_long_reader_are_one_queue_in_order() throws Exception {
        Performance run;
        try (Bystanders others = new Bystanders(rehearsal)) {
            others.hold("reports", waiting(3), "SELECT count(*) FROM t");
            others.run(waiting(1), "SELECT v FROM t");
            others.run(waiting(2), "UPDATE t SET v = 'x'");
            run = rehearsal.perform("ALTER TABLE t ADD COLUMN z int;");
        }

        BlockedSessions blocked = run.step(1).blocked();
        assertThat(blocked.sessions()).isEqualTo(2);
        assertThat(blocked.peakSessions()).isEqualTo(2);
        LockQueue queue = only(blocked.queues());
        assertThat(queue.lock()).isEqualTo(new AwaitedLock("relation", Optional.of("public.t"), Optional.empty()));
        assertThat(queue.holders()).extracting(LockQueue.Member::application).containsExactly("reports");
        assertThat(queue.waiting())
                .extracting(waiting -> waiting.member().query())
                .containsExactly("ALTER TABLE t ADD COLUMN z int", "SELECT v FROM t", "UPDATE t SET v = 'x'");
        assertThat(queue.waiting())
                .extracting(Waiting::mode)
                .containsExactly("AccessExclusiveLock", "AccessShareLock", "RowExclusiveLock");
        int alter = queue.waiting().get(0).member().pid();
        assertThat(queue.waiting().get(0).member().step()).contains(1);
        assertThat(queue.waiting().get(0).behind())
                .containsExactly(queue.holders().get(0).pid());
        assertThat(queue.waiting().get(1).behind()).containsExactly(alter);
        assertThat(queue.waiting().get(2).behind()).containsExactly(alter);
        WaitedForSpan reader = only(run.step(1).waitedFor());
        assertThat(reader.session().state()).isEqualTo("idle in transaction");
        assertThat(reader.request().lockType()).isEqualTo("relation");
    }

    @Test
    void each_of_two_tables_has_its_queue_and_the_step_that_took_its_lock() throws Exception {
        Performance run;
        try (Bystanders others = new Bystanders(rehearsal)) {
            others.run(MIGRATION_LOCKS_T, "SELECT v FROM t");
            others.run(locked("u", LockMode.EXCLUSIVE), "UPDATE u SET v = 'x'");
            run = rehearsal.perform("""
                    BEGIN; LOCK TABLE t; LOCK TABLE u IN EXCLUSIVE MODE;
                    SELECT until_waiting(2), pg_sleep(0.05); COMMIT;
                    """);
        }

        List<LockQueue> queues = run.step(4).blocked().queues();
        assertThat(queues)
                .extracting(queue -> queue.lock().relation().orElseThrow())
                .containsExactlyInAnyOrder("public.t", "public.u");
        for (LockQueue queue : queues) {
            boolean first = queue.lock().relation().equals(Optional.of("public.t"));
            assertThat(only(queue.holders()).step()).contains(first ? 2 : 3);
            assertThat(only(queue.waiting()).member().query())
                    .isEqualTo(first ? "SELECT v FROM t" : "UPDATE u SET v = 'x'");
        }
        assertThat(run.step(4).blocked().byQuery())
                .flatExtracting(BlockedSessions.BlockedQuery::locks)
                .extracting(AwaitedLock::relation)
                .containsExactlyInAnyOrder(Optional.of("public.t"), Optional.of("public.u"));
    }

    @Test
    void who_waits_for_a_writer_of_the_load_that_waits_for_the_migration_is_blocked_by_it_once() throws Exception {
        Performance run;
        try (Bystanders others = new Bystanders(rehearsal)) {
            others.run(MIGRATION_LOCKS_T, "DO $$ BEGIN UPDATE u SET v = 'x' WHERE id = 1; PERFORM v FROM t; END $$");
            others.run(waiting(1), "UPDATE u SET v = 'y' WHERE id = 1");
            others.run(waiting(2), "UPDATE u SET v = 'z' WHERE id = 1");
            run = rehearsal.perform("BEGIN; LOCK TABLE t; SELECT until_waiting(3), pg_sleep(0.05); COMMIT;");
        }

        BlockedSessions blocked = run.step(3).blocked();
        assertThat(blocked.sessions()).isEqualTo(3);
        assertThat(blocked.peakSessions()).isEqualTo(3);
        assertThat(blocked.queues())
                .extracting(queue -> queue.lock().lockType())
                .containsExactlyInAnyOrder("relation", "transactionid", "tuple");
        assertThat(only(blocked.queues().get(0).holders()).step()).contains(2);
        assertThat(blocked.queues())
                .allSatisfy(queue -> assertThat(queue.waiting()).hasSize(1));
    }

    @Test
    void sessions_that_stand_in_each_others_way_only_are_not_counted() throws Exception {
        Performance run;
        try (Bystanders others = new Bystanders(rehearsal)) {
            others.hold("holder", locked("t", LockMode.ACCESS_EXCLUSIVE), "LOCK TABLE u");
            others.run("true", "SELECT v FROM u");
            run = rehearsal.perform("SELECT until_waiting(1); BEGIN; LOCK TABLE t; SELECT pg_sleep(0.05); COMMIT;");
        }

        assertThat(run.analysis().steps()).allSatisfy(step -> {
            assertThat(step.blocked()).isEqualTo(BlockedSessions.NONE);
            assertThat(step.waitedFor()).isEmpty();
        });
    }

    @Test
    void an_advisory_lock_is_reported_where_somebody_waited_for_it() throws Exception {
        Performance run;
        try (Bystanders others = new Bystanders(rehearsal)) {
            others.hold("another tool", waiting(1), "SELECT pg_advisory_xact_lock(77)");
            others.run(
                    "EXISTS (SELECT FROM pg_locks WHERE locktype = 'advisory' AND objid = 42 AND granted)",
                    "SELECT pg_advisory_xact_lock(42)");
            run = rehearsal.perform("""
                    SELECT pg_advisory_lock(77);
                    SELECT pg_advisory_lock(42);
                    SELECT until_waiting(1), pg_sleep(0.05);
                    SELECT pg_advisory_unlock_all();
                    """);
        }

        AwaitedLock tools = new AwaitedLock("advisory", Optional.empty(), Optional.of("77"));
        WaitedForSpan tool = only(run.step(1).waitedFor());
        assertThat(tool.session().application()).isEqualTo("another tool");
        assertThat(AwaitedLock.of(tool.request(), run.step(1).step().catalog())).isEqualTo(tools);
        BlockedSessions blocked = run.step(3).blocked();
        assertThat(only(blocked.queues()).lock())
                .isEqualTo(new AwaitedLock("advisory", Optional.empty(), Optional.of("42")));
        assertThat(only(blocked.byQuery()).locks())
                .containsExactly(only(blocked.queues()).lock());
    }

    @Test
    void an_object_that_is_no_relation_is_named_by_its_catalog() throws Exception {
        Performance run;
        try (Bystanders others = new Bystanders(rehearsal)) {
            others.run(
                    "EXISTS (SELECT FROM pg_locks WHERE locktype = 'object' AND granted AND mode = 'AccessExclusiveLock'"
                            + " AND classid = 'pg_namespace'::regclass)",
                    "CREATE TABLE s.x (i int)");
            run = rehearsal.perform(
                    "CREATE SCHEMA s; BEGIN; DROP SCHEMA s; SELECT until_waiting(1), pg_sleep(0.05); ROLLBACK;");
        }

        AwaitedLock schema = only(run.step(4).blocked().queues()).lock();
        assertThat(schema.lockType()).isEqualTo("object");
        assertThat(schema.object().orElseThrow()).startsWith("pg_catalog.pg_namespace ");
    }

    /** The server tells the true length of every wait over deadlock_timeout, to the microsecond. */
    @Test
    void the_waits_agree_with_what_the_server_logs_of_them() throws Exception {
        Performance run;
        try (Bystanders others = new Bystanders(rehearsal)) {
            others.hold("reports", waiting(3), "SELECT count(*) FROM t");
            others.run(waiting(1), "SELECT v FROM t");
            others.run(waiting(2), "UPDATE t SET v = 'x'");
            run = rehearsal.perform("BEGIN; ALTER TABLE t ADD COLUMN z int; SELECT pg_sleep(0.2); COMMIT;");
        }

        assertThat(run.seen().locks().blocked()).hasSize(2);
        for (BlockedSpan span : run.seen().locks().blocked()) {
            assertThat(logged(span.pid(), "still waiting for")).isNotEmpty();
            Duration truth = only(logged(span.pid(), "acquired"));
            DurationBounds bounds = DurationBounds.from(span.started(), span.ended());
            assertThat(truth).isGreaterThanOrEqualTo(bounds.atLeast().minusMillis(1));
            assertThat(truth).isLessThanOrEqualTo(bounds.atMost().plusMillis(1));
        }
        WaitedForSpan reader = only(run.step(2).waitedFor());
        int alter =
                run.step(2).blocked().queues().get(0).waiting().get(0).member().pid();
        DurationBounds waited = DurationBounds.from(reader.started(), reader.ended());
        assertThat(only(logged(alter, "acquired")))
                .isBetween(waited.atLeast().minusMillis(1), waited.atMost().plusMillis(1));
    }

    /** {@code process 4711 acquired AccessShareLock on relation 16385 of database 16384 after 212.345 ms}. */
    private static List<Duration> logged(int pid, String what) {
        Pattern message = Pattern.compile("process " + pid + " " + what + " .* after ([0-9.]+) ms");
        return message.matcher(rehearsal.server().log())
                .results()
                .map((MatchResult found) -> Duration.ofNanos((long) (Double.parseDouble(found.group(1)) * 1_000_000)))
                .toList();
    }

    private static <T> T only(List<T> list) {
        assertThat(list).hasSize(1);
        return list.get(0);
    }
}
