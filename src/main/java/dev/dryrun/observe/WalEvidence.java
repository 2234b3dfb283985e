package dev.dryrun.observe;

import dev.dryrun.observe.LockSpan.Evidence;
import dev.dryrun.observe.LockSpan.Steps;
import dev.dryrun.observe.WalAttribution.StepLock;
import dev.dryrun.time.Between;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Puts the locks that the write-ahead log tells of together with those that were seen. */
final class WalEvidence {

    /** What both know of a lock. */
    private record Key(int step, long relation) {}

    /** The records that may tell of the locks that one span stands for, and how long one of them may have been there. */
    private record Records(long count, Duration longest) {
        Records and(Records other) {
            return new Records(count + other.count, longest.compareTo(other.longest) > 0 ? longest : other.longest);
        }
    }

    private final WalTrail trail;
    private final Map<TryId, RanStep> steps;
    private final List<LockSpan> all = new ArrayList<>();
    private final Map<Key, List<Integer>> exclusive = new HashMap<>();
    private final Set<Integer> matched = new HashSet<>();
    private final Map<Integer, Records> together = new HashMap<>();

    /** {@code steps} are those of all tries. */
    WalEvidence(WalTrail trail, Map<TryId, RanStep> steps) {
        this.trail = trail;
        this.steps = Map.copyOf(steps);
    }

    /** A lock that was seen gets one more evidence; one that nobody saw is added, unless its relation has no name. */
    List<LockSpan> join(List<LockSpan> seen, List<StepLock> logged) {
        seen.forEach(this::keep);
        logged.stream().sorted(Comparator.comparingLong(StepLock::position)).forEach(this::join);
        together.forEach((i, records) -> all.set(i, withUnseen(all.get(i), records)));
        return all;
    }

    private void keep(LockSpan span) {
        if (span.mode() == LockMode.ACCESS_EXCLUSIVE) {
            exclusive
                    .computeIfAbsent(new Key(span.step(), span.relation()), ignored -> new ArrayList<>())
                    .add(all.size());
        }
        all.add(span);
    }

    private void join(StepLock lock) {
        Between there = there(lock);
        Optional<Integer> match = match(lock, there);
        if (match.isPresent() && all.get(match.get()).parts().isPresent()) {
            Duration longest = there.latest().since(there.earliest());
            together.merge(match.get(), new Records(1, longest), Records::and);
        } else if (match.isPresent()) {
            matched.add(match.get());
            all.set(match.get(), all.get(match.get()).logged());
        } else if (steps.get(lock.of()).catalog().relation(lock.relation()).isPresent()) {
            matched.add(all.size());
            all.add(span(lock, there));
        }
    }

    /** When the lock was there if nobody saw it: also within its try, since it is released when that has ended. */
    private Between there(StepLock lock) {
        Timing timing = steps.get(lock.of()).timing();
        return trail.around(lock.position()).notAfter(timing.ended()).notBefore(timing.sent());
    }

    /** The first lock seen that may be it; only where there is none, one that stands for several. */
    private Optional<Integer> match(StepLock lock, Between there) {
        return exclusive.getOrDefault(new Key(lock.of().step(), lock.relation()), List.of()).stream()
                .filter(i -> !matched.contains(i) && overlap(granted(all.get(i)), there))
                .min(Comparator.comparing((Integer i) -> all.get(i).parts().isPresent())
                        .thenComparing(i -> granted(all.get(i)).earliest()));
    }

    /** A lock that was only seen waiting was granted, if at all, when it was no longer seen. */
    private static Between granted(LockSpan span) {
        return span.parts().isPresent()
                ? new Between(span.requested().earliest(), span.released().latest())
                : span.granted().orElse(span.released());
    }

    private static boolean overlap(Between one, Between other) {
        return !one.latest().isBefore(other.earliest()) && !other.latest().isBefore(one.earliest());
    }

    /** Every lock that was seen has a record; more records than locks tell of some that nobody saw. */
    private static LockSpan withUnseen(LockSpan span, Records records) {
        long seen = span.granted().isPresent() ? span.count() : 0;
        Duration unseen = records.longest().multipliedBy(Math.max(0, records.count() - seen));
        return span.logged().atMostLonger(unseen);
    }

    private static LockSpan span(StepLock lock, Between there) {
        return new LockSpan(
                lock.relation(),
                LockMode.ACCESS_EXCLUSIVE,
                there,
                Optional.of(there),
                there,
                new Steps(lock.of().step(), lock.of().step()),
                Set.of(Evidence.WAL),
                Optional.empty());
    }
}
