package dev.dryrun.load;

import dev.dryrun.time.Moment;
import dev.dryrun.time.RunClock;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.time.Duration;
import java.util.Optional;

/** Takes one request of a class after the other, waits until it is due, and makes it. */
final class LoadWorker implements Runnable {

    /** How long a sleeping worker may overlook that the load has ended. */
    private static final Duration LONGEST_NAP = Duration.ofMillis(200);

    private final RequestBook book;
    private final Lane lane;
    private final Connections.Source source;
    private final RunClock clock;
    private final RequestSender sender;
    private volatile Optional<Throwable> crash = Optional.empty();

    LoadWorker(RequestBook book, Lane lane, Connections.Source source, RunClock clock) {
        this.book = book;
        this.lane = lane;
        this.source = source;
        this.clock = clock;
        this.sender = new RequestSender(clock);
    }

    @Override
    public void run() {
        try {
            Optional<Turn> turn = book.take(lane, clock.now());
            while (turn.isPresent() && isDue(turn.get().request())) {
                make(turn.get());
                turn = book.take(lane, clock.now());
            }
        } catch (RuntimeException | Error fault) {
            crash = Optional.of(fault);
        } catch (InterruptedException closed) {
            // Only the close interrupts, and it has counted this worker's request already.
            Thread.currentThread().interrupt();
        }
    }

    /** Our own fault that ended this worker, if there was one. */
    Optional<Throwable> crash() {
        return crash;
    }

    /** Asks the server to cancel what this worker is waiting for. */
    void cancel() {
        sender.cancel();
    }

    /** Waits until the request is due; false if the load ended first. */
    private boolean isDue(Request request) throws InterruptedException {
        while (book.isWanted(request)) {
            Moment now = clock.now();
            if (!now.isBefore(request.due())) {
                return true;
            }
            clock.sleepUntil(Moment.earlier(request.due(), now.plus(LONGEST_NAP)));
        }
        return false;
    }

    private void make(Turn turn) throws InterruptedException {
        try {
            RequestConnection connection = borrow(turn);
            try {
                // The load may have been closed meanwhile, and what is sent after that nobody would cancel.
                if (book.isWanted(turn.request())) {
                    book.answered(turn, sender.send(turn.request(), connection, turn.pauses()));
                }
            } finally {
                source.giveBack(connection);
            }
        } catch (SQLTransientConnectionException timeout) {
            book.answered(turn, unsent(Answer.Outcome.NO_CONNECTION));
        } catch (SQLException failed) {
            book.answered(turn, unsent(RequestSender.outcome(failed)));
        }
    }

    /** A request has the pool's timeout from when it was due, whether a worker was free to ask then or not. */
    private RequestConnection borrow(Turn turn) throws SQLException {
        Optional<Moment> deadline = lane.givesUp(turn.request());
        if (deadline.isEmpty()) {
            return source.borrow(Duration.ZERO);
        }
        Moment asked = clock.now();
        if (source.isEmpty()) {
            turn.asks(asked);
        }
        RequestConnection connection = source.borrow(deadline.get().since(asked));
        book.connected(turn, clock.now());
        return connection;
    }

    private Answer unsent(Answer.Outcome outcome) {
        return new Answer(Optional.empty(), clock.now(), Duration.ZERO, outcome);
    }
}
