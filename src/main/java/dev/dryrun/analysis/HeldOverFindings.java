package dev.dryrun.analysis;

import dev.dryrun.analysis.Finding.Severity;
import dev.dryrun.observe.Relation;
import dev.dryrun.time.DurationBounds;
import java.time.Duration;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** Locks on tables that a step took and that others had to endure for a later step's sake. */
final class HeldOverFindings {

    /** Less than that is no reason to take a transaction apart. */
    private static final Duration LONG = Duration.ofMillis(100);

    private static final long SECOND_MILLIS = 1000;

    private HeldOverFindings() {}

    /** One finding a table, for its strongest lock. */
    static void add(StepAnalysis step, List<StepAnalysis> all, List<Finding> findings) {
        Set<String> named = new HashSet<>();
        for (RelationLock lock : step.locks()) {
            boolean table = lock.relation().filter(Relation::isHeap).isPresent();
            boolean blocks = lock.blocksReads() || lock.blocksWrites();
            Duration over = lock.held().atMost().minus(step.step().timing().duration());
            if (table && blocks && over.compareTo(LONG) > 0 && named.add(lock.name())) {
                longestLater(step, lock, all).ifPresent(later -> findings.add(finding(step, lock, later)));
            }
        }
    }

    /** The step of the same transaction that took longest while the lock was held; ending it is what releases it. */
    private static Optional<StepAnalysis> longestLater(StepAnalysis step, RelationLock lock, List<StepAnalysis> all) {
        Optional<Integer> transaction = step.step().transaction();
        return all.stream()
                .filter(later -> transaction.isPresent()
                        && later.step().transaction().equals(transaction)
                        && later.number() > step.number()
                        && later.number() <= lock.releasedAfterStep())
                .max(Comparator.comparing(later -> later.step().timing().duration()))
                .filter(later -> lock.releasedAfterStep() > step.number() + 1);
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
