package dev.dryrun.observe;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Everything that was seen of locks during a run: the migration's own, the sessions behind it (and by step the queue
 * at its deepest), by step the longest time without a reading, those that it waited for, the phases of long commands,
 * and how closely it was watched. {@code exclusiveKnown} are the steps of whose last try the write-ahead log told every ACCESS
 * EXCLUSIVE lock that was granted.
 */
public record LockObservations(
        List<LockSpan> locks,
        List<BlockedSpan> blocked,
        Map<Integer, DeepestQueue> queues,
        Map<Integer, Duration> gaps,
        List<WaitedForSpan> waitedFor,
        List<PhaseSpan> phases,
        Sampling sampling,
        Set<Integer> exclusiveKnown) {

    public LockObservations {
        locks = List.copyOf(locks);
        blocked = List.copyOf(blocked);
        queues = Map.copyOf(queues);
        gaps = Map.copyOf(gaps);
        waitedFor = List.copyOf(waitedFor);
        phases = List.copyOf(phases);
        exclusiveKnown = Set.copyOf(exclusiveKnown);
    }

    /** The same with other locks, and what is known of exclusive ones. */
    LockObservations withLocks(List<LockSpan> others, Set<Integer> known) {
        return new LockObservations(others, blocked, queues, gaps, waitedFor, phases, sampling, known);
    }
}
