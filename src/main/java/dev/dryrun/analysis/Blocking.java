package dev.dryrun.analysis;

import dev.dryrun.time.DurationBounds;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * For how long a step kept others waiting. {@code reads} and {@code writes} are by table, in order, the time from request
 * to release of the locks that the step asked for; {@code rows} is the longest wait of one session for rows that the
 * migration had changed; {@code unseen} is how long a lock may have been there without anybody having seen it, on
 * whatever table: nothing for a step whose exact set of locks was read.
 */
public record Blocking(
        Map<String, DurationBounds> reads,
        Map<String, DurationBounds> writes,
        DurationBounds rows,
        DurationBounds unseen) {

    public Blocking {
        reads = Collections.unmodifiableMap(new LinkedHashMap<>(reads));
        writes = Collections.unmodifiableMap(new LinkedHashMap<>(writes));
    }

    public DurationBounds longestReads() {
        return longest(reads);
    }

    public DurationBounds longestWrites() {
        return longest(writes);
    }

    private DurationBounds longest(Map<String, DurationBounds> byTable) {
        return byTable.values().stream().reduce(unseen, Blocking::longer);
    }

    private static DurationBounds longer(DurationBounds one, DurationBounds other) {
        return other.atMost().compareTo(one.atMost()) > 0 ? other : one;
    }
}
