package dev.dryrun.observe;

import dev.dryrun.observe.LockSpan.Evidence;
import dev.dryrun.observe.WalAttribution.StepLock;
import dev.dryrun.time.Between;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Puts the locks that the write-ahead log tells of together with those that were seen. */
final class WalEvidence {

    private final WalTrail trail;
    private final Map<Integer, RanStep> steps;

    WalEvidence(WalTrail trail, Map<Integer, RanStep> steps) {
        this.trail = trail;
        this.steps = Map.copyOf(steps);
    }

    /** A lock that was seen gets one more evidence; one that nobody saw is added, unless its relation has no name. */
    List<LockSpan> join(List<LockSpan> seen, List<StepLock> logged) {
        List<LockSpan> all = new ArrayList<>(seen);
        Set<Integer> matched = new HashSet<>();
        for (StepLock lock : logged.stream()
                .sorted(Comparator.comparingLong(StepLock::position))
                .toList()) {
            Between there = there(lock);
            Optional<Integer> match = match(all, lock, there, matched);
            if (match.isPresent()) {
                matched.add(match.get());
                all.set(match.get(), all.get(match.get()).logged());
            } else if (steps.get(lock.step())
                    .catalog()
                    .relation(lock.relation())
                    .isPresent()) {
                matched.add(all.size());
                all.add(span(lock, there));
            }
        }
        return all;
    }

    /** When the lock was there if nobody saw it: also within its step, since it is released when that has ended. */
    private Between there(StepLock lock) {
        Timing timing = steps.get(lock.step()).timing();
        return trail.around(lock.position()).notAfter(timing.ended()).notBefore(timing.sent());
    }

    /** The first lock seen that may be it. */
    private static Optional<Integer> match(List<LockSpan> all, StepLock lock, Between there, Set<Integer> matched) {
        List<Integer> candidates = new ArrayList<>();
        for (int i = 0; i < all.size(); i++) {
            LockSpan span = all.get(i);
            boolean same = span.step() == lock.step()
                    && span.relation() == lock.relation()
                    && span.mode() == LockMode.ACCESS_EXCLUSIVE;
            if (same && !matched.contains(i) && overlap(granted(span), there)) {
                candidates.add(i);
            }
        }
        return candidates.stream()
                .min(Comparator.comparing(i -> granted(all.get(i)).earliest()));
    }

    /** A lock that was only seen waiting was granted, if at all, when it was no longer seen. */
    private static Between granted(LockSpan span) {
        return span.granted().orElse(span.released());
    }

    private static boolean overlap(Between one, Between other) {
        return !one.latest().isBefore(other.earliest()) && !other.latest().isBefore(one.earliest());
    }

    private static LockSpan span(StepLock lock, Between there) {
        return new LockSpan(
                lock.relation(),
                LockMode.ACCESS_EXCLUSIVE,
                there,
                Optional.of(there),
                there,
                lock.step(),
                lock.step(),
                Set.of(Evidence.WAL));
    }
}
