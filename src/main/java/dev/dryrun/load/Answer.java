package dev.dryrun.load;

import dev.dryrun.time.Moment;
import java.time.Duration;
import java.util.Optional;

/**
 * How a request ended.
 *
 * @param sent when its statement went to the server; empty if it got no connection
 * @param thought how long it paused between statements on purpose
 * @param done when the answer was there, or the waiting was given up
 */
record Answer(Optional<Moment> sent, Moment done, Duration thought, Outcome outcome) {

    /** From due to done, without the pauses. */
    Duration responseTime(Request request) {
        return done.since(request.due()).minus(thought);
    }

    /** What came back. */
    sealed interface Outcome {

        /** The pool had no connection in time. */
        Outcome NO_CONNECTION = new TimedOut(new Failure.Cause("", "no connection from the pool in time"));

        /** The statement succeeded. */
        record Done() implements Outcome {}

        /** The server or the driver refused it. */
        record Failed(Failure.Cause cause) implements Outcome {}

        /** No connection within the pool's time, or cancelled by a timeout of the server. */
        record TimedOut(Failure.Cause cause) implements Outcome {}
    }
}
