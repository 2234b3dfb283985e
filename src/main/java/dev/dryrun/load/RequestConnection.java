package dev.dryrun.load;

import dev.dryrun.profile.Action;
import dev.dryrun.profile.Draws;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;

/**
 * A connection in the hands of whoever makes a request, and the statements that it has prepared. A pool closes those of a
 * request with it, as in an application; a connection that is held keeps them for the requests to come. Not thread-safe.
 */
final class RequestConnection {

    /** As many as the driver itself keeps for a connection. */
    private static final int MOST_KEPT = 256;

    private final Connection connection;
    private final int mostKept;
    private final Map<String, PreparedStatement> kept = new HashMap<>();

    private RequestConnection(Connection connection, int mostKept) {
        this.connection = connection;
        this.mostKept = mostKept;
    }

    /** For one request. */
    static RequestConnection borrowed(Connection connection) {
        return new RequestConnection(connection, 0);
    }

    /** For all requests of a worker. */
    static RequestConnection held(Connection connection) {
        return new RequestConnection(connection, MOST_KEPT);
    }

    Connection jdbc() {
        return connection;
    }

    /**
     * Sends a statement and reads what comes back.
     *
     * @param running is told the statement before it is sent
     */
    void perform(Action.Execute execute, Draws draws, Consumer<PreparedStatement> running) throws SQLException {
        String text = execute.text(draws);
        PreparedStatement before = kept.get(text);
        PreparedStatement statement = before == null ? connection.prepareStatement(text) : before;
        boolean keep = false;
        try {
            running.accept(statement);
            Statements.perform(statement, execute, draws);
            keep = before != null || keeps(execute, text, statement);
        } finally {
            // One that failed is prepared again, as by an application that prepares each time.
            if (!keep) {
                kept.remove(text);
                statement.close();
            }
        }
    }

    /** A text that variables are written into is hardly ever the same again. */
    private boolean keeps(Action.Execute execute, String text, PreparedStatement statement) {
        if (execute.interpolated() || kept.size() >= mostKept) {
            return false;
        }
        kept.put(text, statement);
        return true;
    }
}
