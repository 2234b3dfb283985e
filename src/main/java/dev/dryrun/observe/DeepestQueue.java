package dev.dryrun.observe;

import dev.dryrun.observe.LockReading.Holder;
import dev.dryrun.observe.LockReading.Waiter;
import dev.dryrun.time.Moment;
import java.util.List;
import java.util.Set;

/**
 * The reading of a step in which the most sessions stood behind the migration: they and the migration's own sessions, as
 * far as they waited, with how long they had by then; the sessions that somebody waited for; and the pids of the
 * migration. {@code depth} does not count its own.
 */
public record DeepestQueue(Moment at, int depth, List<Waiter> waiters, List<Holder> holders, Set<Integer> migration) {

    public DeepestQueue {
        waiters = List.copyOf(waiters);
        holders = List.copyOf(holders);
        migration = Set.copyOf(migration);
    }
}
