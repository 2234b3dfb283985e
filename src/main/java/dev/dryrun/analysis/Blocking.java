package dev.dryrun.analysis;

import dev.dryrun.time.DurationBounds;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * For how long a step kept others waiting. {@code reads} and {@code writes} are by table, in order, the time from request
 * to release of the locks that the step asked for; {@code rows} is the longest wait of one session for rows that the
 * migration had changed; {@code unseenReads} and {@code unseenWrites} are how long a lock that keeps out reads, or writes,
 * may have been there without anybody having seen it, on whatever table: nothing for a step whose exact set of locks was
 * read, and nothing for reads where the write-ahead log told every ACCESS EXCLUSIVE lock. {@code through} says of tables that the step did
 * not lock against writes itself which writes wait all the same, and why.
 */
public record Blocking(
        Map<String, DurationBounds> reads,
        Map<String, DurationBounds> writes,
        DurationBounds rows,
        DurationBounds unseenReads,
        DurationBounds unseenWrites,
        Map<String, Set<String>> through) {

    public Blocking {
        reads = Collections.unmodifiableMap(new LinkedHashMap<>(reads));
        writes = Collections.unmodifiableMap(new LinkedHashMap<>(writes));
        through = Collections.unmodifiableMap(new LinkedHashMap<>(through));
    }

    /** When no table is blocked through another, and nothing could be there unseen. */
    public Blocking(Map<String, DurationBounds> reads, Map<String, DurationBounds> writes, DurationBounds rows) {
        this(reads, writes, rows, DurationBounds.ZERO, DurationBounds.ZERO, Map.of());
    }

    public DurationBounds longestReads() {
        return longest(reads, unseenReads);
    }

    public DurationBounds longestWrites() {
        return longest(writes, unseenWrites);
    }

    private static DurationBounds longest(Map<String, DurationBounds> byTable, DurationBounds unseen) {
        return byTable.values().stream().reduce(unseen, Blocking::longer);
    }

    private static DurationBounds longer(DurationBounds one, DurationBounds other) {
        return other.atMost().compareTo(one.atMost()) > 0 ? other : one;
    }
}
