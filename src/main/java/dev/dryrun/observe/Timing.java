package dev.dryrun.observe;

import dev.dryrun.time.Moment;
import dev.dryrun.time.Span;
import java.time.Duration;

/**
 * When a step was sent, was done (the server said so), was let go (its implicit transaction was told to end), and when
 * that had happened. Between done and let go we read its locks, which is no part of its duration.
 */
public record Timing(Moment sent, Moment done, Moment letGo, Moment ended) {

    public Timing {
        if (done.isBefore(sent) || letGo.isBefore(done) || ended.isBefore(letGo)) {
            throw new IllegalArgumentException("times of a step out of order: " + sent + done + letGo + ended);
        }
    }

    /** The time that we spent inside the step. */
    public Span overhead() {
        return new Span(done, letGo);
    }

    public Duration duration() {
        return done.since(sent).plus(ended.since(letGo));
    }
}
