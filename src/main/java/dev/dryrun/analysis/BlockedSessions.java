package dev.dryrun.analysis;

import java.time.Duration;
import java.util.List;

/**
 * The sessions that stood behind the migration during a step: how many different ones, how many at once at the most, the
 * longest wait and the sum of all, both as upper bounds, and the statements that waited.
 */
public record BlockedSessions(
        int sessions, int peakSessions, Duration longest, Duration total, List<BlockedQuery> byQuery) {

    public static final BlockedSessions NONE = new BlockedSessions(0, 0, Duration.ZERO, Duration.ZERO, List.of());

    /** One statement that waited, in how many sessions, and how long at the most. */
    public record BlockedQuery(String query, int sessions, Duration longest) {}

    public BlockedSessions {
        byQuery = List.copyOf(byQuery);
    }
}
