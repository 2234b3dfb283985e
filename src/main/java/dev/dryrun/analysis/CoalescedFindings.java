package dev.dryrun.analysis;

import dev.dryrun.analysis.Finding.Severity;
import dev.dryrun.observe.DeepestQueue;
import dev.dryrun.observe.LockObservations;
import dev.dryrun.observe.LockSpan;
import dev.dryrun.observe.OtherWaits;
import dev.dryrun.observe.WaitSpan;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What was so much that it was kept in sums only. */
final class CoalescedFindings {

    private CoalescedFindings() {}

    static Optional<Finding> of(LockObservations seen) {
        List<String> coalesced = new ArrayList<>();
        long locks = seen.locks().stream()
                .filter(span -> span.parts().isPresent())
                .mapToLong(LockSpan::count)
                .sum();
        long spans =
                seen.locks().stream().filter(span -> span.parts().isPresent()).count();
        add(coalesced, locks, "%d locks are known as " + spans + " groups of locks that came one after the other");
        add(coalesced, others(seen.blocked()), "%d waits of other sessions by their number and sum");
        add(coalesced, others(seen.waitedFor()), "%d waits of the migration are not listed beside longer ones");
        add(coalesced, withoutWaiters(seen), "of the queues of %d steps only the depth was kept");
        return coalesced.isEmpty()
                ? Optional.empty()
                : Optional.of(
                        Finding.ofRun(
                                "coalesced",
                                Severity.INFO,
                                "more happened than is kept one by one: " + String.join("; ", coalesced),
                                "bounds of the locks concerned are wider, and right; sums, peaks and longest waits stay exact"));
    }

    private static void add(List<String> coalesced, long count, String words) {
        if (count > 0) {
            coalesced.add(String.format(Locale.ROOT, words, count));
        }
    }

    private static long others(List<? extends WaitSpan<?>> waits) {
        return waits.stream()
                .flatMap(wait -> wait.others().stream())
                .mapToLong(OtherWaits::count)
                .sum();
    }

    private static long withoutWaiters(LockObservations seen) {
        return seen.queues().values().stream()
                .filter(queue -> queue.depth() > 0)
                .map(DeepestQueue::waiters)
                .filter(List::isEmpty)
                .count();
    }
}
