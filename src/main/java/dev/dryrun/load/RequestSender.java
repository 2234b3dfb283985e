package dev.dryrun.load;

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
import java.time.Duration;
import java.util.Optional;
import org.postgresql.core.BaseConnection;
import org.postgresql.core.TransactionState;

/** Makes requests on a connection, one after the other: sends what each has to send, and thinks in between. */
final class RequestSender {

    private static final String QUERY_CANCELED = "57014";

    private final RunClock clock;
    private volatile Optional<Statement> running = Optional.empty();

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

    Answer send(Request request, Connection connection) throws InterruptedException, SQLException {
        Moment sent = clock.now();
        Duration thought = Duration.ZERO;
        Course course = request.query().begin(new Draws(request.number()));
        try {
            for (Optional<Action> next = course.next(); next.isPresent(); next = course.next()) {
                if (next.get() instanceof Action.Execute execute) {
                    execute(execute, course.draws(), connection);
                } else if (next.get() instanceof Action.Think think) {
                    thought = thought.plus(think(think, course.draws()));
                }
            }
            return new Answer(Optional.of(sent), clock.now(), thought, new Answer.Outcome.Done());
        } catch (SQLException failed) {
            Answer answer = new Answer(Optional.of(sent), clock.now(), thought, outcome(failed));
            undo(connection);
            return answer;
        } catch (DrawFailure impossible) {
            Failure.Cause cause = new Failure.Cause("", impossible.getMessage());
            Answer answer = new Answer(Optional.of(sent), clock.now(), thought, new Answer.Outcome.Failed(cause));
            undo(connection);
            return answer;
        }
    }

    private void execute(Action.Execute execute, Draws draws, Connection connection) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(execute.text(draws))) {
            running = Optional.of(statement);
            Statements.perform(statement, execute, draws);
        } finally {
            running = Optional.empty();
        }
    }

    private Duration think(Action.Think think, Draws draws) throws InterruptedException {
        Moment from = clock.now();
        clock.sleepUntil(from.plus(think.duration(draws)));
        return clock.now().since(from);
    }

    /** A transaction that the request has begun itself must not go back to the pool. */
    private static void undo(Connection connection) throws SQLException {
        if (connection.unwrap(BaseConnection.class).getTransactionState() != TransactionState.IDLE) {
            try (Statement statement = connection.createStatement()) {
                statement.execute("ROLLBACK");
            }
        }
    }

    static Answer.Outcome outcome(SQLException failed) {
        String sqlState = Optional.ofNullable(failed.getSQLState()).orElse("");
        Failure.Cause cause = new Failure.Cause(sqlState, withoutData(sqlState, firstLine(failed)));
        return sqlState.equals(QUERY_CANCELED) ? new Answer.Outcome.TimedOut(cause) : new Answer.Outcome.Failed(cause);
    }

    /** Errors of class 22 (data exceptions) quote the value that they refuse, which is the user's. */
    static String withoutData(String sqlState, String message) {
        return sqlState.startsWith("22") ? message.replaceFirst("\".*\"|\".*", "\"…\"") : message;
    }

    /** The message proper: the lines after it (detail, position) differ from request to request. */
    private static String firstLine(SQLException failed) {
        String message = String.valueOf(failed.getMessage());
        return message.lines().findFirst().orElse("").replaceFirst("^ERROR: ", "");
    }
}
