package dev.dryrun.observe;

import java.util.List;
import java.util.Map;

/**
 * Everything that was seen of locks during a run: the migration's own, the sessions behind it (and by step the most at
 * once), those that it waited for, and how closely it was watched.
 */
public record LockObservations(
        List<LockSpan> locks,
        List<BlockedSpan> blocked,
        Map<Integer, Integer> peaks,
        List<WaitedForSpan> waitedFor,
        Sampling sampling) {

    public LockObservations {
        locks = List.copyOf(locks);
        blocked = List.copyOf(blocked);
        peaks = Map.copyOf(peaks);
        waitedFor = List.copyOf(waitedFor);
    }
}
