package dev.dryrun.observe;

import dev.dryrun.time.Moment;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * One look at the server's locks. It was taken at some moment between {@code asked} and {@code answered}; what it shows
 * was so at that moment. {@code walPosition} is the end of the write-ahead log in bytes, {@code transactionIds} those that
 * the migration has been assigned.
 */
public record LockReading(
        Moment asked,
        Moment answered,
        long walPosition,
        Set<Long> transactionIds,
        List<OwnLock> own,
        List<Waiter> waiters,
        List<Holder> holders) {

    /** A relation lock that the migration or one of its parallel workers holds or waits for. */
    public record OwnLock(int pid, long relation, LockMode mode, boolean granted, Optional<Duration> waited) {}

    /**
     * A session that waits for a lock. {@code blockers} are those of {@code pg_blocking_pids}; {@code waited} is the
     * server's own figure (14 and newer).
     */
    public record Waiter(
            int pid,
            Set<Integer> blockers,
            String lockType,
            Optional<Long> relation,
            Optional<Duration> waited,
            Session session) {
        public Waiter {
            blockers = Set.copyOf(blockers);
        }
    }

    /** A session that somebody waits for. */
    public record Holder(int pid, Session session) {}

    /** What {@code pg_stat_activity} says of a session. */
    public record Session(String application, String backendType, String state, String query) {}

    /** The same look as if the migration held just this lock. */
    LockReading with(OwnLock lock) {
        return new LockReading(asked, answered, walPosition, transactionIds, List.of(lock), waiters, holders);
    }

    public LockReading {
        transactionIds = Set.copyOf(transactionIds);
        own = List.copyOf(own);
        waiters = List.copyOf(waiters);
        holders = List.copyOf(holders);
    }
}
