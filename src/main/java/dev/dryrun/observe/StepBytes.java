package dev.dryrun.observe;

import java.util.Map;

/** What the steps wrote to the write-ahead log and to temporary files, in bytes by try, where it is known. */
public record StepBytes(Map<TryId, Long> wal, Map<TryId, Long> temporary) {

    public static final StepBytes UNKNOWN = new StepBytes(Map.of(), Map.of());

    public StepBytes {
        wal = Map.copyOf(wal);
        temporary = Map.copyOf(temporary);
    }
}
