package dev.dryrun.compare;

import dev.dryrun.time.DurationBounds;
import java.time.Duration;
import java.util.stream.Stream;

/** What was measured, in ms, bytes or as a count: bounds that the truth lies between, exact where both are equal. */
public record Range(double atLeast, double atMost) {

    private static final double NANOS_PER_MS = 1e6;

    public Range {
        if (!(atLeast >= 0) || !(atMost >= atLeast)) {
            throw new IllegalArgumentException("not bounds: " + atLeast + " to " + atMost);
        }
    }

    static Range exactly(double value) {
        return new Range(value, value);
    }

    static Range of(Duration duration) {
        return exactly(Math.max(0, millis(duration)));
    }

    static Range of(DurationBounds bounds) {
        return new Range(millis(bounds.atLeast()), millis(bounds.atMost()));
    }

    /** The longest of several: not shorter than any of them may be, not longer than one of them can be. */
    static Range longest(Stream<Range> all) {
        return all.reduce(
                exactly(0),
                (one, other) -> new Range(Math.max(one.atLeast, other.atLeast), Math.max(one.atMost, other.atMost)));
    }

    static double millis(Duration duration) {
        return duration.toNanos() / NANOS_PER_MS;
    }
}
