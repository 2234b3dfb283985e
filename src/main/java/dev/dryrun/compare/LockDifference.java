package dev.dryrun.compare;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Optional;

/**
 * A lock that a step took in one run or in both.
 *
 * @param note what keeps a lock that only one run has from being better or worse
 */
public record LockDifference(
        String relation,
        String mode,
        Change change,
        boolean blocksReads,
        boolean blocksWrites,
        @JsonProperty("times") Times times,
        Optional<String> note,
        Trend trend) {

    /** For how long the migration waited for it, and held it. */
    public record Times(Difference waited, Difference held) {}
}
