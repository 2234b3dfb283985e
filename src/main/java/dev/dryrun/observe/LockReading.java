package dev.dryrun.observe;

import dev.dryrun.time.Moment;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * One look at the server's locks. It was taken at some moment between {@code asked} and {@code answered}; what it shows
 * was so at that moment. {@code walPosition} is the end of the write-ahead log in bytes, {@code transactions} those that
 * the migration's sessions have been assigned.
 */
public record LockReading(
        Moment asked,
        Moment answered,
        long walPosition,
        Set<OwnTransaction> transactions,
        List<OwnLock> own,
        List<Waiter> waiters,
        List<Holder> holders) {

    /**
     * A relation lock that a session of the migration or one of its parallel workers holds or waits for: {@code session}
     * is the pid of the session, {@code pid} that of the process itself.
     */
    public record OwnLock(
            int pid, int session, long relation, LockMode mode, boolean granted, Optional<Duration> waited) {

        /** The same lock as if that session held it. */
        OwnLock of(int other) {
            return new OwnLock(other, other, relation, mode, granted, waited);
        }
    }

    /** A transaction id that a session of the migration has been assigned. */
    public record OwnTransaction(int session, long id) {}

    /**
     * A session that waits for a lock. {@code blockers} are those of {@code pg_blocking_pids}; {@code waited} is the
     * server's own figure (14 and newer).
     */
    public record Waiter(
            int pid, Set<Integer> blockers, LockRequest request, Optional<Duration> waited, Session session) {
        public Waiter {
            blockers = Set.copyOf(blockers);
        }

        Waiter of(Session other) {
            return new Waiter(pid, blockers, request, waited, other);
        }

        Waiter waited(Duration duration) {
            return new Waiter(pid, blockers, request, Optional.of(duration), session);
        }
    }

    /** A session that somebody waits for. */
    public record Holder(int pid, Session session) {}

    /** What {@code pg_stat_activity} says of a session. */
    public record Session(String application, String backendType, String state, String query) {}

    /** The same look as if the migration held just this lock. */
    LockReading with(OwnLock lock) {
        return new LockReading(asked, answered, walPosition, transactions, List.of(lock), waiters, holders);
    }

    /** What the look shows of one session of the migration: its locks and transactions, and all who wait. */
    LockReading of(int session) {
        Set<OwnTransaction> ids = transactions.stream()
                .filter(transaction -> transaction.session() == session)
                .collect(Collectors.toSet());
        List<OwnLock> locks =
                own.stream().filter(lock -> lock.session() == session).toList();
        return new LockReading(asked, answered, walPosition, ids, locks, waiters, holders);
    }

    Set<Long> transactionIds() {
        return transactions.stream().map(OwnTransaction::id).collect(Collectors.toSet());
    }

    public LockReading {
        transactions = Set.copyOf(transactions);
        own = List.copyOf(own);
        waiters = List.copyOf(waiters);
        holders = List.copyOf(holders);
    }
}
