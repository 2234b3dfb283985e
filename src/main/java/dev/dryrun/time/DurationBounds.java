package dev.dryrun.time;

import java.time.Duration;

/** A duration of which only the bounds are known. Exact where both are equal; never negative. */
public record DurationBounds(Duration atLeast, Duration atMost) {

    public static final DurationBounds ZERO = new DurationBounds(Duration.ZERO, Duration.ZERO);

    public DurationBounds {
        if (atLeast.isNegative() || atMost.compareTo(atLeast) < 0) {
            throw new IllegalArgumentException("not bounds of a duration: " + atLeast + " to " + atMost);
        }
    }

    /** The time from one sampled moment to another. */
    public static DurationBounds from(Between start, Between end) {
        Duration least = positive(end.earliest().since(start.latest()));
        Duration most = positive(end.latest().since(start.earliest()));
        return new DurationBounds(least, most.compareTo(least) < 0 ? least : most);
    }

    private static Duration positive(Duration duration) {
        return duration.isNegative() ? Duration.ZERO : duration;
    }
}
