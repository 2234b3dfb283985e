package dev.dryrun.observe;

import dev.dryrun.observe.StepFacts.WalRange;
import dev.dryrun.observe.WalLocks.Told;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Tells the migration's locks in the write-ahead log from those of others: autovacuum takes ACCESS EXCLUSIVE as well,
 * when it truncates a table. The records name no process. A transaction that somebody was seen with, in a reading or in
 * the server's log, is theirs; any other is the migration's if it began and ended within a step, only one step was
 * running, and the server's log would have named an autovacuum. What remains is nobody's.
 */
final class WalAttribution {

    /** A lock that was granted to a try of a step, by the position of its record. */
    record StepLock(TryId of, long relation, long position) {}

    /** The locks by try, and the tries of which it is known that these are all. */
    record Result(List<StepLock> locks, Set<TryId> complete) {
        static final Result NOTHING = new Result(List.of(), Set.of());

        Result {
            locks = List.copyOf(locks);
            complete = Set.copyOf(complete);
        }
    }

    /**
     * Who is known to be whom: the sessions of the migration with their steps in all tries, the process of each transaction as far as it
     * was seen, and whether one of an autovacuum would have been seen.
     */
    record Known(Map<Integer, List<RanStep>> steps, Map<Long, Integer> processes, boolean autovacuum) {
        Known {
            steps = Map.copyOf(steps);
            processes = Map.copyOf(processes);
        }
    }

    private final Known known;
    private final Map<Integer, Integer> sessionOfStep = new HashMap<>();
    private final Map<Long, Integer> owners = new HashMap<>();

    WalAttribution(Known known) {
        this.known = known;
        known.steps()
                .forEach((session, steps) -> steps.forEach(step -> {
                    sessionOfStep.put(step.number(), session);
                    step.facts().transactionIds().forEach(id -> owners.put(id, session));
                }));
        owners.putAll(known.processes());
    }

    /** {@code told} are the records of each try's time. */
    Result of(Map<TryId, Told> told, long database) {
        List<StepLock> locks = new ArrayList<>();
        Set<TryId> complete = new HashSet<>(told.keySet());
        told.forEach((id, records) -> {
            for (WalRecord.Lock lock : records.locks()) {
                boolean here = lock.database() == database || lock.database() == 0;
                if (here && isWithin(lock, records.step().facts().wal())) {
                    Optional<Boolean> own = isOf(records, lock);
                    own.filter(Boolean::booleanValue)
                            .ifPresent(yes -> locks.add(new StepLock(id, lock.relation(), lock.position())));
                    if (own.isEmpty()) {
                        complete.remove(id);
                    }
                }
            }
        });
        return new Result(locks, complete);
    }

    /** Empty where it cannot be told. */
    private Optional<Boolean> isOf(Told records, WalRecord.Lock lock) {
        Optional<Integer> owner = Optional.ofNullable(owners.get(lock.transactionId()));
        if (owner.isPresent()) {
            return Optional.of(
                    owner.get().equals(sessionOfStep.get(records.step().number())));
        }
        if (!records.ended().contains(lock.transactionId())) {
            // The transactions of such a step have ended with it.
            return Optional.of(false);
        }
        return known.autovacuum() && isAlone(records.step(), lock) ? Optional.of(true) : Optional.empty();
    }

    private boolean isAlone(RanStep step, WalRecord.Lock lock) {
        return known.steps().values().stream()
                .flatMap(List::stream)
                .noneMatch(other -> other.number() != step.number()
                        && isWithin(lock, other.facts().wal()));
    }

    private static boolean isWithin(WalRecord.Lock lock, WalRange range) {
        return lock.position() >= range.from() && lock.position() < range.to();
    }
}
