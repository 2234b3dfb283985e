package dev.dryrun.analysis;

import dev.dryrun.time.DurationBounds;
import dev.dryrun.time.Moment;
import java.util.List;
import java.util.Optional;

/** For how long a step waited for a lock and held it, together, and when that was. */
public record LockTimes(DurationBounds waited, DurationBounds held, List<Interval> intervals) {

    /**
     * One time from the request to the release, in migration time: at the earliest from {@code requested}, at the latest
     * {@code granted} (empty where it never was) and {@code released}.
     */
    public record Interval(Moment requested, Optional<Moment> granted, Moment released) {}

    public LockTimes {
        intervals = List.copyOf(intervals);
    }
}
