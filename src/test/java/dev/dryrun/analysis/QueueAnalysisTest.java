package dev.dryrun.analysis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dryrun.analysis.LockQueue.Waiting;
import dev.dryrun.observe.Catalog;
import dev.dryrun.observe.DeepestQueue;
import dev.dryrun.observe.ForeignKeys;
import dev.dryrun.observe.LockMode;
import dev.dryrun.observe.LockObservations;
import dev.dryrun.observe.LockReading.Holder;
import dev.dryrun.observe.LockReading.Session;
import dev.dryrun.observe.LockReading.Waiter;
import dev.dryrun.observe.LockRequest;
import dev.dryrun.observe.Manner;
import dev.dryrun.observe.Observations;
import dev.dryrun.observe.RanStep;
import dev.dryrun.observe.Sampling;
import dev.dryrun.observe.StepBytes;
import dev.dryrun.observe.StepFacts;
import dev.dryrun.observe.Timing;
import dev.dryrun.script.Step;
import dev.dryrun.time.Moment;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class QueueAnalysisTest {

    private static final int MIGRATION = 100;
    private static final long ORDERS = 1;
    private static final long USERS = 2;

    private final List<Waiter> waiters = new ArrayList<>();
    private final List<Holder> holders = new ArrayList<>();

    @Test
    void the_order_is_who_is_behind_whom_and_not_who_has_waited_longest() {
        holds(7);
        waits(MIGRATION, ORDERS, 10, 7);
        waits(21, ORDERS, 900, MIGRATION);
        waits(22, ORDERS, 50, 7, MIGRATION);

        LockQueue queue = queues().get(0);

        assertThat(queue.waiting()).extracting(QueueAnalysisTest::pid).containsExactly(MIGRATION, 21, 22);
        assertThat(queue.holders()).extracting(LockQueue.Member::pid).containsExactly(7);
        assertThat(queue.waiting().get(0).member().step()).contains(1);
        assertThat(queue.waiting().get(1).member().step()).isEmpty();
    }

    @Test
    void of_those_who_are_behind_the_same_session_the_one_that_has_waited_longest_comes_first() {
        holds(MIGRATION);
        waits(31, ORDERS, 5, MIGRATION);
        waits(32, ORDERS, 50, MIGRATION);
        waits(33, ORDERS, 20, MIGRATION);

        assertThat(queues().get(0).waiting()).extracting(QueueAnalysisTest::pid).containsExactly(32, 33, 31);
    }

    @Test
    void each_lock_has_a_queue_and_those_of_the_migration_come_before_longer_ones() {
        holds(MIGRATION);
        holds(50);
        waits(41, USERS, 9, 50);
        waits(42, USERS, 8, 50);
        waits(43, ORDERS, 7, MIGRATION);

        assertThat(queues()).extracting(queue -> queue.waiting().size()).containsExactly(1, 2);
    }

    @Test
    void fifty_are_listed_and_the_others_counted() {
        holds(MIGRATION);
        for (int pid = 200; pid < 263; pid++) {
            waits(pid, ORDERS, 1000 - pid, MIGRATION);
        }

        LockQueue queue = queues().get(0);

        assertThat(queue.waiting()).hasSize(50);
        assertThat(queue.hidden()).isEqualTo(13);
        assertThat(pid(queue.waiting().get(0))).isEqualTo(200);
    }

    @Test
    void sessions_that_wait_for_each_other_are_listed_all_the_same() {
        waits(51, ORDERS, 5, 52);
        waits(52, ORDERS, 6, 51);

        assertThat(queues().get(0).waiting()).extracting(QueueAnalysisTest::pid).containsExactly(52, 51);
    }

    @Test
    void a_step_behind_which_nobody_stood_has_none() {
        assertThat(queues(seen(Map.of()))).isEmpty();
    }

    private static int pid(Waiting waiting) {
        return waiting.member().pid();
    }

    private void holds(int pid) {
        holders.add(new Holder(pid, new Session("app", "client backend", "active", "SELECT " + pid)));
    }

    private void waits(int pid, long relation, long millis, Integer... behind) {
        waiters.add(new Waiter(
                pid,
                Set.of(behind),
                new LockRequest("relation", Optional.of(relation), LockMode.ACCESS_SHARE, ""),
                Optional.of(Duration.ofMillis(millis)),
                new Session("app", "client backend", "active", "SELECT " + pid)));
    }

    private List<LockQueue> queues() {
        Moment at = Moment.ORIGIN.plus(Duration.ofSeconds(1));
        DeepestQueue deepest = new DeepestQueue(at, waiters.size(), waiters, holders, Set.of(MIGRATION));
        return queues(seen(Map.of(1, deepest)));
    }

    private static List<LockQueue> queues(Observations seen) {
        MigrationTime time = new MigrationTime(Moment.ORIGIN, List.of());
        return new QueueAnalysis(seen, new SeenLocks(seen.locks(), Map.of(), seen.ran()), step(), time).queues();
    }

    private static Observations seen(Map<Integer, DeepestQueue> queues) {
        Sampling sampling = new Sampling(
                Duration.ZERO, Duration.ZERO, 1, 0, Duration.ZERO, Duration.ZERO, Duration.ZERO, Duration.ZERO);
        LockObservations locks =
                new LockObservations(List.of(), List.of(), queues, Map.of(), List.of(), List.of(), sampling, Set.of());
        return new Observations(
                List.of(step()),
                List.of(),
                locks,
                Optional.empty(),
                new StepBytes(Map.of(), Map.of()),
                Map.of(),
                Optional.empty(),
                new Manner(List.of(), Optional.empty()));
    }

    private static RanStep step() {
        Moment done = Moment.ORIGIN.plus(Duration.ofSeconds(2));
        return new RanStep(
                Step.received(1, "ALTER TABLE orders ADD COLUMN c int").orElseThrow(),
                Optional.empty(),
                new Timing(Moment.ORIGIN, done, done, done),
                Optional.of(1),
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
                        Set.of()));
    }
}
