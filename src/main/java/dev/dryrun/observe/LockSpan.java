package dev.dryrun.observe;

import dev.dryrun.time.Between;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/**
 * One lock of the migration on a relation, from the request to the release. {@code granted} is empty when the request
 * was given up. {@code step} asked for it, and it was gone when {@code lastStep} ended.
 */
public record LockSpan(
        long relation,
        LockMode mode,
        Between requested,
        Optional<Between> granted,
        Between released,
        int step,
        int lastStep,
        Set<Evidence> evidence) {

    /** What a lock is known from. */
    public enum Evidence {
        /** The exact set read when the statement was done and before its transaction ended. */
        SNAPSHOT,
        /** The sampler saw it. */
        SAMPLE,
        /** The write-ahead log holds the record that standbys are told of an ACCESS EXCLUSIVE lock with. */
        WAL,
        /** Nobody saw it: the documentation says that statements of this form take it. */
        DOCUMENTED
    }

    /** The same lock, of which the write-ahead log says that it was granted. */
    LockSpan logged() {
        Set<Evidence> all = EnumSet.of(Evidence.WAL);
        all.addAll(evidence);
        Optional<Between> known = granted.or(() -> Optional.of(released));
        return new LockSpan(relation, mode, requested, known, released, step, lastStep, all);
    }

    LockSpan released(Between moment) {
        return new LockSpan(relation, mode, requested, granted, moment, step, lastStep, evidence);
    }

    public LockSpan {
        evidence = Set.copyOf(evidence);
    }
}
