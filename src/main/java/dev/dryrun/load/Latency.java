package dev.dryrun.load;

import java.time.Duration;
import java.time.temporal.ChronoUnit;
import org.HdrHistogram.AbstractHistogram;

/**
 * Percentiles of the times of {@code count} requests, to three significant digits; all zero where there were none. The
 * maximum is rounded up to those digits.
 */
public record Latency(long count, Duration p50, Duration p90, Duration p99, Duration max) {

    public static final Latency NONE = new Latency(0, Duration.ZERO, Duration.ZERO, Duration.ZERO, Duration.ZERO);

    public Latency {
        if (count < 0 || p50.compareTo(p90) > 0 || p90.compareTo(p99) > 0 || p99.compareTo(max) > 0) {
            throw new IllegalArgumentException("not percentiles: " + p50 + ", " + p90 + ", " + p99 + ", " + max);
        }
    }

    /** Reads a histogram of microseconds. */
    static Latency of(AbstractHistogram micros) {
        return new Latency(
                micros.getTotalCount(),
                percentile(micros, 50),
                percentile(micros, 90),
                percentile(micros, 99),
                Duration.of(micros.getMaxValue(), ChronoUnit.MICROS));
    }

    private static Duration percentile(AbstractHistogram micros, double percentile) {
        return Duration.of(micros.getValueAtPercentile(percentile), ChronoUnit.MICROS);
    }
}
