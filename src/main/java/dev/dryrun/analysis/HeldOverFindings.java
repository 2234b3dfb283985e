package dev.dryrun.analysis;

import dev.dryrun.analysis.Finding.Severity;
import dev.dryrun.observe.Relation;
import dev.dryrun.time.DurationBounds;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** Locks on tables that a step took and that others had to endure for a later step's sake. */
final class HeldOverFindings {

    /** Less than that is no reason to take a transaction apart. */
    private static final Duration LONG = Duration.ofMillis(100);

    private static final long SECOND_MILLIS = 1000;

    /** By transaction its steps in their order. */
    private final Map<Integer, List<StepAnalysis>> transactions = new HashMap<>();
    /** Of the steps of a transaction up to that of a release: by the number of each the longest from it on. */
    private final Map<Release, NavigableMap<Integer, StepAnalysis>> longest = new HashMap<>();

    /** A lock of a transaction is released after this step. */
    private record Release(int transaction, int afterStep) {}

    HeldOverFindings(List<StepAnalysis> all) {
        for (StepAnalysis step : all) {
            step.step()
                    .transaction()
                    .ifPresent(number -> transactions
                            .computeIfAbsent(number, ignored -> new ArrayList<>())
                            .add(step));
        }
    }

    /** One finding a table, for its strongest lock. */
    void add(StepAnalysis step, List<Finding> findings) {
        Set<String> named = new HashSet<>();
        for (RelationLock lock : step.locks()) {
            boolean table = lock.relation().filter(Relation::isHeap).isPresent();
            boolean blocks = lock.blocksReads() || lock.blocksWrites();
            Duration over = lock.held().atMost().minus(step.step().timing().duration());
            if (table && blocks && over.compareTo(LONG) > 0 && named.add(lock.name())) {
                longestLater(step, lock).ifPresent(later -> findings.add(finding(step, lock, later)));
            }
        }
    }

    /** The step of the same transaction that took longest while the lock was held; ending it is what releases it. */
    private Optional<StepAnalysis> longestLater(StepAnalysis step, RelationLock lock) {
        if (step.step().transaction().isEmpty() || lock.releasedAfterStep() <= step.number() + 1) {
            return Optional.empty();
        }
        Release release = new Release(step.step().transaction().get(), lock.releasedAfterStep());
        return Optional.ofNullable(
                        longest.computeIfAbsent(release, this::longestFromEach).higherEntry(step.number()))
                .map(Map.Entry::getValue);
    }

    private NavigableMap<Integer, StepAnalysis> longestFromEach(Release release) {
        NavigableMap<Integer, StepAnalysis> fromEach = new TreeMap<>();
        List<StepAnalysis> own = transactions.get(release.transaction());
        for (int i = own.size() - 1; i >= 0; i--) {
            StepAnalysis step = own.get(i);
            if (step.number() <= release.afterStep()) {
                StepAnalysis later =
                        fromEach.isEmpty() ? step : fromEach.firstEntry().getValue();
                fromEach.put(step.number(), duration(later).compareTo(duration(step)) > 0 ? later : step);
            }
        }
        return fromEach;
    }

    private static Duration duration(StepAnalysis step) {
        return step.step().timing().duration();
    }

    private static Finding finding(StepAnalysis step, RelationLock lock, StepAnalysis later) {
        return new Finding(
                "held-over-later-steps",
                Severity.WARNING,
                Optional.of(step.number()),
                Optional.of(lock.name()),
                String.format(
                        Locale.ROOT,
                        "%s on %s taken by step %d was held %s because step %d ran in the same transaction",
                        lock.mode().sql(),
                        lock.name(),
                        step.number(),
                        text(lock.held()),
                        later.number()),
                "commit before the long steps: each in a transaction of its own");
    }

    private static String text(DurationBounds held) {
        String least = text(held.atLeast());
        String most = text(held.atMost());
        return least.equals(most) ? most : least + " to " + most;
    }

    private static String text(Duration duration) {
        return duration.toMillis() < SECOND_MILLIS
                ? duration.toMillis() + " ms"
                : String.format(Locale.ROOT, "%.1f s", duration.toMillis() / (double) SECOND_MILLIS);
    }
}
