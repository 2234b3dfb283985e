package dev.dryrun.load;

import java.time.Duration;

/**
 * How requests fared at the connection pool. All zero where workers hold their connections and there is no pool.
 *
 * @param waited requests that waited longer than 1 ms for a connection, whether they got one or not
 * @param longest the longest such wait
 * @param timedOut requests that got none within the pool's timeout
 * @param empty for how long no connection was free while at least one request waited: the union of those waits, never
 *     their sum
 */
public record PoolWaits(long waited, Duration longest, long timedOut, Duration empty) {

    public static final PoolWaits NONE = new PoolWaits(0, Duration.ZERO, 0, Duration.ZERO);

    public PoolWaits {
        if (waited < 0 || timedOut < 0 || longest.isNegative() || empty.isNegative()) {
            throw new IllegalArgumentException(
                    "not waits: " + waited + ", " + longest + ", " + timedOut + ", " + empty);
        }
    }
}
