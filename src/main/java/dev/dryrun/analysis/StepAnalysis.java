package dev.dryrun.analysis;

import dev.dryrun.observe.RanStep;
import dev.dryrun.observe.WaitedForSpan;
import dev.dryrun.time.DurationBounds;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a step cost others. {@code reads} and {@code writes} are by table, in order, the time from request to release of the locks
 * that the step asked for; {@code rows} is the longest wait of one session for rows that the migration had changed.
 */
public record StepAnalysis(
        RanStep step,
        List<RelationLock> locks,
        Map<String, DurationBounds> reads,
        Map<String, DurationBounds> writes,
        DurationBounds rows,
        BlockedSessions blocked,
        List<WaitedForSpan> waitedFor,
        List<FileChange> files) {

    public StepAnalysis {
        locks = List.copyOf(locks);
        reads = Collections.unmodifiableMap(new LinkedHashMap<>(reads));
        writes = Collections.unmodifiableMap(new LinkedHashMap<>(writes));
        waitedFor = List.copyOf(waitedFor);
        files = List.copyOf(files);
    }

    public int number() {
        return step.number();
    }

    public DurationBounds longestReads() {
        return BlockedTables.longest(reads).map(Map.Entry::getValue).orElse(DurationBounds.ZERO);
    }

    public DurationBounds longestWrites() {
        return BlockedTables.longest(writes).map(Map.Entry::getValue).orElse(DurationBounds.ZERO);
    }
}
