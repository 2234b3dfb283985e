package dev.dryrun.time;

import java.time.Duration;

/** A point on the run's monotonic clock: nanoseconds since that clock was started. */
public record Moment(long nanos) implements Comparable<Moment> {

    public static final Moment ORIGIN = new Moment(0);

    public Moment plus(Duration duration) {
        return new Moment(nanos + duration.toNanos());
    }

    public Moment minus(Duration duration) {
        return new Moment(nanos - duration.toNanos());
    }

    /** The time from {@code earlier} to this moment; negative when this moment comes first. */
    public Duration since(Moment earlier) {
        return Duration.ofNanos(nanos - earlier.nanos);
    }

    public boolean isBefore(Moment other) {
        return nanos < other.nanos;
    }

    public boolean isAfter(Moment other) {
        return nanos > other.nanos;
    }

    public static Moment earlier(Moment one, Moment other) {
        return other.isBefore(one) ? other : one;
    }

    public static Moment later(Moment one, Moment other) {
        return other.isAfter(one) ? other : one;
    }

    @Override
    public int compareTo(Moment other) {
        return Long.compare(nanos, other.nanos);
    }
}
