package dev.dryrun.observe;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dryrun.analysis.Analysis;
import dev.dryrun.analysis.BlockedSessions;
import dev.dryrun.analysis.BlockedSessions.BlockedQuery;
import dev.dryrun.analysis.Finding;
import dev.dryrun.analysis.RelationLock;
import dev.dryrun.analysis.StepAnalysis;
import dev.dryrun.time.DurationBounds;
import dev.dryrun.time.Moment;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is put together in memory says nothing that is wrong: the same readings are kept whole and held against it. */
class CoalescingTest {

    private static final int READINGS = 4000;
    private static final int ALL = Integer.MAX_VALUE / 4;

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8})
    void the_exact_bounds_lie_within_those_of_what_was_put_together(int seed) {
        for (int kept : List.of(20, 150, 600)) {
            Both both = new Both(seed, kept);
            for (int i = 0; i < both.exact.steps().size(); i++) {
                StepAnalysis exact = both.exact.steps().get(i);
                StepAnalysis kindOf = both.coalesced.steps().get(i);
                assertThat(both.less.locks().size()).isLessThan(both.all.locks().size());
                assertThat(locks(kindOf).keySet()).isEqualTo(locks(exact).keySet());
                locks(exact).forEach((name, lock) -> holds(lock, locks(kindOf).get(name)));
                contains(kindOf.blocking().reads(), exact.blocking().reads());
                contains(kindOf.blocking().writes(), exact.blocking().writes());
                assertThat(kindOf.blocking().rows()).isEqualTo(exact.blocking().rows());
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4})
    void who_waited_for_the_migration_and_how_long_stays_exact(int seed) {
        Both both = new Both(seed, 40);
        assertThat(both.less.blocked().size()).isLessThan(both.all.blocked().size());
        for (int i = 0; i < both.exact.steps().size(); i++) {
            BlockedSessions exact = both.exact.steps().get(i).blocked();
            BlockedSessions kindOf = both.coalesced.steps().get(i).blocked();
            assertThat(kindOf.sessions()).isEqualTo(exact.sessions());
            assertThat(kindOf.peakSessions()).isEqualTo(exact.peakSessions());
            assertThat(kindOf.longest()).isEqualTo(exact.longest());
            assertThat(kindOf.total()).isEqualTo(exact.total());
            assertThat(queries(kindOf)).isEqualTo(queries(exact));
        }
    }

    @Test
    void nothing_is_put_together_while_there_is_room() {
        Both both = new Both(1, 100_000);
        assertThat(both.coalesced).usingRecursiveComparison().isEqualTo(both.exact);
        assertThat(both.exact.findings()).extracting(Finding::code).doesNotContain("coalesced");
    }

    @Test
    void what_was_put_together_is_said() {
        Both both = new Both(2, 100);
        assertThat(both.coalesced.findings())
                .filteredOn(finding -> finding.code().equals("coalesced"))
                .singleElement()
                .extracting(Finding::message)
                .asString()
                .matches("more happened than is kept one by one: \\d+ locks are known as \\d+ groups .*;"
                        + " \\d+ waits of other sessions .*; \\d+ waits of the migration .*");
    }

    @Test
    void memory_stays_within_what_may_be_kept() {
        Both both = new Both(3, 400);
        assertThat(both.less.locks()).hasSizeLessThanOrEqualTo(400);
        assertThat(both.less.blocked()).hasSizeLessThanOrEqualTo(400);
        assertThat(both.less.waitedFor()).hasSizeLessThanOrEqualTo(400);
        assertThat(both.less.locks().stream().mapToLong(LockSpan::count).sum())
                .isEqualTo(both.all.locks().size());
    }

    @Test
    void most_of_what_is_known_survives() {
        Both both = new Both(5, 600);
        DurationBounds exact = both.exact.steps().get(0).blocking().longestWrites();
        DurationBounds kindOf = both.coalesced.steps().get(0).blocking().longestWrites();
        assertThat(kindOf.atMost()).isLessThan(exact.atMost().multipliedBy(8).dividedBy(5));
        assertThat(kindOf.atLeast()).isGreaterThan(exact.atLeast().dividedBy(4));
    }

    @Test
    void of_very_many_queues_the_deepest_keep_who_stood_in_them() {
        DeepestQueues queues = new DeepestQueues(20);
        for (int step = 1; step <= 10; step++) {
            queues.put(step, new DeepestQueue(Moment.ORIGIN, step, List.of(), List.of(), pids(step)));
        }
        assertThat(queues.byStep()).hasSize(10);
        assertThat(queues.byStep().get(10).migration()).hasSize(10);
        assertThat(queues.byStep().get(1).depth()).isEqualTo(1);
        assertThat(queues.byStep().get(1).migration()).isEmpty();
    }

    private static Set<Integer> pids(int count) {
        return IntStream.range(0, count).boxed().collect(Collectors.toSet());
    }

    /** The same readings kept whole, and with little room. */
    private static final class Both {
        private final Analysis exact;
        private final Analysis coalesced;
        private final LockObservations all;
        private final LockObservations less;

        Both(int seed, int kept) {
            Recording whole = new Recording(new ClosedLocks(ALL), WaitLedger.keeping(ALL));
            Recording little = new Recording(new ClosedLocks(kept), WaitLedger.keeping(kept));
            LongRun first = new LongRun(seed, 30, 2);
            first.go(READINGS, whole);
            LongRun second = new LongRun(seed, 30, 2);
            second.go(READINGS, little);
            exact = whole.analysis(first.ran());
            coalesced = little.analysis(second.ran());
            all = whole.locks();
            less = little.locks();
        }
    }

    private static void holds(RelationLock exact, RelationLock kindOf) {
        contains(kindOf.waited(), exact.waited());
        contains(kindOf.held(), exact.held());
        assertThat(kindOf.evidence()).isEqualTo(exact.evidence());
        assertThat(kindOf.granted()).isEqualTo(exact.granted());
        assertThat(kindOf.releasedAfterStep()).isEqualTo(exact.releasedAfterStep());
    }

    private static void contains(Map<String, DurationBounds> wide, Map<String, DurationBounds> narrow) {
        assertThat(wide.keySet()).isEqualTo(narrow.keySet());
        narrow.forEach((table, bounds) -> contains(wide.get(table), bounds));
    }

    private static void contains(DurationBounds wide, DurationBounds narrow) {
        assertThat(wide.atLeast()).isLessThanOrEqualTo(narrow.atLeast());
        assertThat(wide.atMost()).isGreaterThanOrEqualTo(narrow.atMost());
    }

    private static Map<String, RelationLock> locks(StepAnalysis step) {
        return step.locks().stream().collect(Collectors.toMap(lock -> lock.name() + " " + lock.mode(), lock -> lock));
    }

    private record Told(int sessions, Duration longest, Duration total, Set<?> locks) {}

    private static Map<String, Told> queries(BlockedSessions blocked) {
        return blocked.byQuery().stream()
                .collect(Collectors.toMap(
                        BlockedQuery::query,
                        query ->
                                new Told(query.sessions(), query.longest(), query.total(), Set.copyOf(query.locks()))));
    }
}
