package dev.dryrun.load;

import dev.dryrun.time.Moment;
import java.time.Duration;
import java.util.Optional;

/** How long a request has paused between its statements on purpose: written by its worker, read by whoever counts. */
final class Pauses {

    private Duration done = Duration.ZERO;
    private Optional<Moment> since = Optional.empty();

    synchronized void begin(Moment now) {
        since = Optional.of(now);
    }

    synchronized void end(Moment now) {
        done = until(now);
        since = Optional.empty();
    }

    /** All of it so far, the pause that goes on included. */
    synchronized Duration until(Moment now) {
        return done.plus(since.map(now::since).orElse(Duration.ZERO));
    }

    synchronized boolean goesOn() {
        return since.isPresent();
    }
}
