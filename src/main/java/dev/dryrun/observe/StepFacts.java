package dev.dryrun.observe;

import java.util.Optional;
import java.util.Set;

/**
 * What a step did to the database. {@code exactLocks} tells that its locks were read before they were released;
 * {@code sizeDelta} is that of the whole database in bytes, the load's writes included,
 * and known at the end of a transaction only; {@code invalidated} are indexes that were left of no use.
 */
public record StepFacts(
        Set<Relation> created,
        Set<Relation> dropped,
        Set<Long> changedFiles,
        WalRange wal,
        Set<Long> transactionIds,
        boolean exactLocks,
        Optional<Long> sizeDelta,
        Set<Relation> invalidated) {

    /** The part of the write-ahead log that was written meanwhile, by anybody: positions in bytes. */
    public record WalRange(long from, long to) {
        public long bytes() {
            return Math.max(0, to - from);
        }
    }

    public StepFacts {
        created = Set.copyOf(created);
        dropped = Set.copyOf(dropped);
        changedFiles = Set.copyOf(changedFiles);
        transactionIds = Set.copyOf(transactionIds);
        invalidated = Set.copyOf(invalidated);
    }
}
