package dev.dryrun.load;

import dev.dryrun.time.Moment;
import dev.dryrun.time.Span;
import java.time.Duration;
import java.util.Optional;

/** A request in the hands of a worker: written by that worker, read by whoever counts. */
final class Turn {

    /** Shorter ones are the machine's own noise. */
    private static final Duration WAITED = Duration.ofMillis(1);

    private final Request request;
    private final Pauses pauses = new Pauses();
    private volatile Optional<Moment> asked = Optional.empty();
    private volatile Optional<Moment> connected = Optional.empty();

    Turn(Request request) {
        this.request = request;
    }

    Request request() {
        return request;
    }

    /** The worker asks a pool without a free connection for one. Of a pool that has some, taking one is no wait. */
    void asks(Moment now) {
        asked = Optional.of(now);
    }

    Pauses pauses() {
        return pauses;
    }

    void connected(Moment now) {
        connected = Optional.of(now);
    }

    boolean isConnected() {
        return connected.isPresent();
    }

    /**
     * Its wait for a connection, until {@code now} at most; empty if that was none. It begins when the request was due where
     * no worker was free then: each of them held a connection, or waited for one.
     */
    Optional<Span> waited(Moment now) {
        Optional<Moment> got = connected;
        return asked.map(moment -> request.late() ? request.due() : moment)
                .flatMap(from -> waited(from, got.orElse(now)));
    }

    /** A wait for a connection, if it was one. */
    static Optional<Span> waited(Moment from, Moment to) {
        return to.since(from).compareTo(WAITED) > 0 ? Optional.of(new Span(from, to)) : Optional.empty();
    }
}
