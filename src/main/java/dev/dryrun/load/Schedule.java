package dev.dryrun.load;

import dev.dryrun.time.Moment;

/** When each request is due: request {@code i} at {@code firstDue + i / ratePerSecond}, whatever the others do. */
record Schedule(Moment firstDue, double ratePerSecond) {

    private static final double NANOS_PER_SECOND = 1e9;

    Schedule {
        if (!(ratePerSecond > 0)) {
            throw new IllegalArgumentException("not a rate: " + ratePerSecond + "/s");
        }
    }

    /** Computed from the number and not from the request before it, so that no rounding adds up. */
    Moment due(long number) {
        return new Moment(firstDue.nanos() + Math.round(number * NANOS_PER_SECOND / ratePerSecond));
    }
}
