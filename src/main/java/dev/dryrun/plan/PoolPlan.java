package dev.dryrun.plan;

import java.time.Duration;

/**
 * The connection pool that the load's requests share.
 *
 * @param timeout how long a request waits for a connection before it gives up
 * @param held each worker keeps a connection of its own instead, for raw measurements
 */
public record PoolPlan(int connections, Duration timeout, boolean held) {

    /** HikariCP's own default. */
    public static final Duration TIMEOUT = Duration.ofSeconds(30);

    public PoolPlan {
        if (connections < 1 || timeout.isNegative() || timeout.isZero()) {
            throw new IllegalArgumentException("a pool of " + connections + " connections, timeout " + timeout);
        }
    }
}
