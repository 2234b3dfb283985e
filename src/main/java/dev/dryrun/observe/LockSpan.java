package dev.dryrun.observe;

import dev.dryrun.time.Between;
import dev.dryrun.time.DurationBounds;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/**
 * One lock of the migration on a relation, from the request to the release. {@code granted} is empty when the request
 * was given up. Where {@code parts} is present it stands for several that a long step took one after the other: each of
 * them lies between {@code requested} and {@code released}.
 */
public record LockSpan(
        long relation,
        LockMode mode,
        Between requested,
        Optional<Between> granted,
        Between released,
        Steps steps,
        Set<Evidence> evidence,
        Optional<Parts> parts) {

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

    /** The step that asked for a lock, and the one that had ended when it was gone. */
    public record Steps(int first, int last) {}

    /**
     * What is known of {@code spans} locks together: for how long at least one of them was waited for, was held, and was
     * either.
     */
    public record Parts(long spans, DurationBounds waited, DurationBounds held, DurationBounds present) {
        Parts atMostLonger(Duration unseen) {
            return new Parts(spans, waited, longer(held, unseen), longer(present, unseen));
        }

        private static DurationBounds longer(DurationBounds known, Duration unseen) {
            return new DurationBounds(known.atLeast(), known.atMost().plus(unseen));
        }
    }

    public LockSpan {
        evidence = Set.copyOf(evidence);
    }

    /** The step that asked for it. */
    public int step() {
        return steps.first();
    }

    /** It was gone when this step ended. */
    public int lastStep() {
        return steps.last();
    }

    /** How many locks it stands for. */
    public long count() {
        return parts.map(Parts::spans).orElse(1L);
    }

    /** Nobody saw it wait. */
    public boolean hasNotWaited() {
        return granted.filter(moment -> !moment.earliest().isAfter(requested.latest()))
                .isPresent();
    }

    /** The same lock, of which the write-ahead log says that it was granted. */
    LockSpan logged() {
        Set<Evidence> all = EnumSet.of(Evidence.WAL);
        all.addAll(evidence);
        Optional<Between> known = granted.or(() -> Optional.of(released));
        return new LockSpan(relation, mode, requested, known, released, steps, all, parts);
    }

    /** The same, where others like those that it stands for may have been there so long in all. */
    LockSpan atMostLonger(Duration unseen) {
        return parts.map(known -> parts(known.atMostLonger(unseen))).orElse(this);
    }

    LockSpan released(Between moment) {
        return new LockSpan(relation, mode, requested, granted, moment, steps, evidence, parts);
    }

    LockSpan parts(Parts together) {
        return new LockSpan(relation, mode, requested, granted, released, steps, evidence, Optional.of(together));
    }
}
