package dev.dryrun.observe;

import dev.dryrun.time.Between;
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
        SAMPLE
    }

    LockSpan released(Between moment) {
        return new LockSpan(relation, mode, requested, granted, moment, step, lastStep, evidence);
    }

    public LockSpan {
        evidence = Set.copyOf(evidence);
    }
}
