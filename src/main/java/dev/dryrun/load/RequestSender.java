package dev.dryrun.load;

import dev.dryrun.postgres.MaskedError;
import dev.dryrun.profile.Action;
import dev.dryrun.profile.Course;
import dev.dryrun.profile.DrawFailure;
import dev.dryrun.profile.Draws;
import dev.dryrun.time.Moment;
import dev.dryrun.time.RunClock;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;
import org.postgresql.core.BaseConnection;
import org.postgresql.core.TransactionState;

/** Makes requests on a connection, one after the other: sends what each has to send, and thinks in between. */
final class RequestSender {

    private static final Answer.Outcome LEFT_OPEN =
            new Answer.Outcome.Failed(new Failure.Cause("", "the request left its transaction open"));

    private static final String QUERY_CANCELED = "57014";

    private final RunClock clock;
    private volatile Optional<PreparedStatement> running = Optional.empty();

    RequestSender(RunClock clock) {
        this.clock = clock;
    }

    /** Asks the server to cancel what is being waited for. */
    void cancel() {
        running.ifPresent(statement -> {
            try {
                statement.cancel();
            } catch (SQLException ignored) {
                // The statement has just ended, or the pool's close will end it with its connection.
            }
        });
    }

    Answer send(Request request, RequestConnection connection) throws InterruptedException {
        return send(request, connection, new Pauses());
    }

    /** @param pauses is told when the request thinks */
    Answer send(Request request, RequestConnection connection, Pauses pauses) throws InterruptedException {
        Moment sent = clock.now();
        Course course = request.query().begin(new Draws(request.number()));
        try {
            for (Optional<Action> next = course.next(); next.isPresent(); next = course.next()) {
                if (next.get() instanceof Action.Execute execute) {
                    execute(execute, course.draws(), connection);
                } else if (next.get() instanceof Action.Think think) {
                    think(think, course.draws(), pauses);
                }
            }
            Moment done = clock.now();
            Answer.Outcome outcome = undo(connection.jdbc()) ? LEFT_OPEN : new Answer.Outcome.Done();
            return new Answer(Optional.of(sent), done, pauses.until(done), outcome);
        } catch (SQLException failed) {
            return failed(sent, connection, pauses, outcome(failed));
        } catch (DrawFailure impossible) {
            Failure.Cause cause = new Failure.Cause("", impossible.getMessage());
            return failed(sent, connection, pauses, new Answer.Outcome.Failed(cause));
        } catch (InterruptedException closed) {
            undo(connection.jdbc());
            throw closed;
        }
    }

    private Answer failed(Moment sent, RequestConnection connection, Pauses pauses, Answer.Outcome outcome) {
        Moment done = clock.now();
        undo(connection.jdbc());
        return new Answer(Optional.of(sent), done, pauses.until(done), outcome);
    }

    private void execute(Action.Execute execute, Draws draws, RequestConnection connection) throws SQLException {
        try {
            connection.perform(execute, draws, statement -> running = Optional.of(statement));
        } finally {
            running = Optional.empty();
        }
    }

    private void think(Action.Think think, Draws draws, Pauses pauses) throws InterruptedException {
        Moment from = clock.now();
        pauses.begin(from);
        clock.sleepUntil(from.plus(think.duration(draws)));
        pauses.end(clock.now());
    }

    /** A transaction that the request has begun must not go back to the pool with its connection; whether it had one. */
    private static boolean undo(Connection connection) {
        try {
            // The pool has given up a connection that the server has closed, and there is nothing to undo on it.
            if (connection.isClosed()
                    || connection.unwrap(BaseConnection.class).getTransactionState() == TransactionState.IDLE) {
                return false;
            }
            try (Statement statement = connection.createStatement()) {
                statement.execute("ROLLBACK");
            }
            return true;
        } catch (SQLException lost) {
            // What the request got is its answer; a connection that cannot even roll back is of no use to the next one.
            return false;
        }
    }

    static Answer.Outcome outcome(SQLException failed) {
        String sqlState = Optional.ofNullable(failed.getSQLState()).orElse("");
        Failure.Cause cause = new Failure.Cause(sqlState, MaskedError.message(failed));
        return sqlState.equals(QUERY_CANCELED) ? new Answer.Outcome.TimedOut(cause) : new Answer.Outcome.Failed(cause);
    }
}
