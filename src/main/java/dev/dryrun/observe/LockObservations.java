package dev.dryrun.observe;

import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * Everything that was seen of locks during a run: the migration's own, the sessions behind it (and by step the queue
 * at its deepest), by step the longest time without a reading, those that it waited for, and how closely it was watched.
 */
public record LockObservations(
        List<LockSpan> locks,
        List<BlockedSpan> blocked,
        Map<Integer, DeepestQueue> queues,
        Map<Integer, Duration> gaps,
        List<WaitedForSpan> waitedFor,
        Sampling sampling) {

    public LockObservations {
        locks = List.copyOf(locks);
        blocked = List.copyOf(blocked);
        queues = Map.copyOf(queues);
        gaps = Map.copyOf(gaps);
        waitedFor = List.copyOf(waitedFor);
    }
}
