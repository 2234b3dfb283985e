package dev.dryrun.analysis;

import java.time.Duration;
import java.util.List;

/**
 * The sessions that stood behind the migration during a step: how many different ones, how many at once at the most, the
 * longest wait and the sum of all, both as upper bounds, the statements that waited, and the queues at the moment when
 * the most did.
 */
public record BlockedSessions(
        int sessions,
        int peakSessions,
        Duration longest,
        Duration total,
        List<BlockedQuery> byQuery,
        List<LockQueue> queues) {

    public static final BlockedSessions NONE =
            new BlockedSessions(0, 0, Duration.ZERO, Duration.ZERO, List.of(), List.of());

    /** One statement that waited: in how many sessions, how long at the most, and for what. */
    public record BlockedQuery(String query, int sessions, Duration longest, Duration total, List<AwaitedLock> locks) {

        public BlockedQuery {
            locks = List.copyOf(locks);
        }
    }

    public BlockedSessions {
        byQuery = List.copyOf(byQuery);
        queues = List.copyOf(queues);
    }
}
