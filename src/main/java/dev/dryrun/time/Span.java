package dev.dryrun.time;

import java.time.Duration;

/** A stretch of time known exactly. */
public record Span(Moment from, Moment to) {

    public Span {
        if (to.isBefore(from)) {
            throw new IllegalArgumentException("span ends at " + to + " before it begins at " + from);
        }
    }

    public Duration length() {
        return to.since(from);
    }

    public boolean contains(Moment moment) {
        return !moment.isBefore(from) && moment.isBefore(to);
    }
}
