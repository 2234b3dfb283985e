package dev.dryrun.time;

import java.time.Duration;
import java.util.Optional;

/**
 * Notices when the machine's wall clock moves against the run's own: it was set, or the machine was asleep, which the
 * run's own clock does not count on Linux. Not thread-safe.
 */
public final class WallWatch {

    /** Time servers slew by less than this from one look to the next. */
    private static final Duration WORTH_TELLING = Duration.ofMillis(250);

    private final RunClock clock;
    private Duration ahead;
    private Moment lastMoved = Moment.ORIGIN;
    private boolean moved;

    public WallWatch(RunClock clock) {
        this.clock = clock;
        this.ahead = clock.wallAhead();
    }

    /** By how much the wall clock has been moved since the last look, if it has. */
    public Optional<Duration> look() {
        Duration now = clock.wallAhead();
        Duration by = now.minus(ahead);
        ahead = now;
        if (by.abs().compareTo(WORTH_TELLING) < 0) {
            return Optional.empty();
        }
        lastMoved = clock.now();
        moved = true;
        return Optional.of(by);
    }

    /** Whether a span that begins then by somebody's wall clock may have been lengthened or cut by a move of it. */
    public boolean hasMovedSince(Moment begun) {
        return moved && !begun.isAfter(lastMoved);
    }
}
