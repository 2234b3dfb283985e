package dev.dryrun.load;

import dev.dryrun.profile.DrawFailure;
import dev.dryrun.profile.LoadQuery;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Runs every query of a class once on each of its connections, in transactions that are rolled back, so that none of
 * them meets a table for the first time later. A query that fails with what it drew fails as some of its requests will:
 * that is told, and no reason not to begin.
 */
final class Warming {

    private List<LoadQuery> left;
    private final Map<String, String> failures = new LinkedHashMap<>();

    Warming(List<LoadQuery> queries) {
        left = queries;
    }

    /**
     * What takes long, or wants no transaction, would do so on each connection, and is run on this one only.
     *
     * @throws SQLException if the connection is of no use any more
     */
    void on(Connection connection) throws SQLException {
        List<LoadQuery> again = new ArrayList<>();
        connection.setAutoCommit(false);
        for (int i = 0; i < left.size(); i++) {
            LoadQuery query = left.get(i);
            try {
                limitTime(connection);
                Statements.runOnce(connection, query, i);
                again.add(query);
            } catch (SQLException failed) {
                if (QueryTrial.isOfTheServer(failed)) {
                    throw failed;
                }
                if (!QueryTrial.leavesUntried(failed)) {
                    failures.putIfAbsent(query.name(), Reason.of(failed));
                    again.add(query);
                }
            } catch (DrawFailure failed) {
                failures.putIfAbsent(query.name(), failed.getMessage());
                again.add(query);
            }
            connection.rollback();
        }
        connection.setAutoCommit(true);
        left = again;
    }

    /** A line for each query that has failed. */
    List<String> notes() {
        return failures.entrySet().stream()
                .map(failed -> failed.getKey() + ": failed when the connections were opened, as requests of it will,"
                        + " which count as errors: " + failed.getValue())
                .toList();
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
}
