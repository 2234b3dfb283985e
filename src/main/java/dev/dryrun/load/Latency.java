package dev.dryrun.load;

import java.time.Duration;

/**
 * Percentiles of the times of {@code count} requests, to three significant digits, and the maximum, which is exact; all
 * zero where there were none.
 */
public record Latency(long count, Duration p50, Duration p90, Duration p99, Duration max) {

    public static final Latency NONE = new Latency(0, Duration.ZERO, Duration.ZERO, Duration.ZERO, Duration.ZERO);

    public Latency {
        if (count < 0 || p50.compareTo(p90) > 0 || p90.compareTo(p99) > 0 || p99.compareTo(max) > 0) {
            throw new IllegalArgumentException("not percentiles: " + p50 + ", " + p90 + ", " + p99 + ", " + max);
        }
    }
}
