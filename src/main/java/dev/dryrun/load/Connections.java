package dev.dryrun.load;

import dev.dryrun.plan.NoVerdict;
import dev.dryrun.profile.LoadQuery;
import dev.dryrun.time.RunClock;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** The connections of one class of sessions, all opened before anything is measured. */
interface Connections extends AutoCloseable {

    /** Where one worker gets a connection for a request, and leaves it afterwards. */
    interface Source {

        /** @throws java.sql.SQLTransientConnectionException if there is none within {@code atMost} */
        RequestConnection borrow(Duration atMost) throws SQLException;

        void giveBack(RequestConnection connection) throws SQLException;

        /** Whether whoever asks now has to wait until another gives a connection back. */
        boolean isEmpty();
    }

    /** Opens every connection that a class asks for. */
    static Connections open(LoadTarget target, Demand.OfClass demand, RunClock clock) {
        return demand.pool().held() ? HeldConnections.open(target, demand) : LoadPool.open(target, demand, clock);
    }

    /** How many workers make the requests of the class. */
    int workers();

    /** That of a worker, counted from 0. */
    Source source(int worker);

    int size();

    /** Runs every query once on every connection, so that none of them meets a table for the first time later. */
    void warm(List<LoadQuery> queries) throws SQLException;

    /** Connections that had to be opened again, because an error had made one useless. */
    long reopened();

    /** Closes every connection, those in use included. */
    @Override
    void close();

    /**
     * Runs queries once on a connection, in transactions that are rolled back.
     *
     * @return those that ran, for the next connection: what takes long, or wants no transaction, would do so on each
     */
    static List<LoadQuery> warm(Connection connection, List<LoadQuery> queries) throws SQLException {
        List<LoadQuery> ran = new ArrayList<>();
        connection.setAutoCommit(false);
        for (int i = 0; i < queries.size(); i++) {
            try {
                limitTime(connection);
                Statements.runOnce(connection, queries.get(i), i);
                ran.add(queries.get(i));
            } catch (SQLException failed) {
                if (!QueryTrial.leavesUntried(failed)) {
                    throw failed;
                }
            }
            connection.rollback();
        }
        connection.setAutoCommit(true);
        return ran;
    }

    /** As in the trial, where the class of sessions has no limit of its own. A query could not set its isolation after a SELECT. */
    private static void limitTime(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SHOW statement_timeout")) {
            row.next();
            if (row.getString(1).equals("0")) {
                statement.execute(QueryTrial.LIMIT);
            }
        }
    }

    static NoVerdict notOpened(LoadTarget target, int connections, Exception why) {
        return new NoVerdict(
                "opening the load's " + connections + " connections to " + target.jdbcUrl() + ": " + why.getMessage(),
                "raise the server's limit (--postgres-setting max_connections=200) or lower --load-connections",
                why);
    }
}
