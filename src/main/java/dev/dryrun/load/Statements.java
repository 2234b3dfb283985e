package dev.dryrun.load;

import dev.dryrun.profile.Action;
import dev.dryrun.profile.Draws;
import dev.dryrun.profile.LoadQuery;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.util.List;
import java.util.Optional;

/** Binds parameters as an application's driver would that leaves their types to the server. */
final class Statements {

    private Statements() {}

    /**
     * Runs the statements of a query once, with what request {@code number} draws, in the transaction that the connection
     * is in: those that begin or end one are left out, and nobody thinks.
     */
    static void runOnce(Connection connection, LoadQuery query, long number) throws SQLException {
        Draws draws = new Draws(number);
        for (Action action : query.actions()) {
            if (action instanceof Action.Draw draw) {
                draw.perform(draws);
            } else if (action instanceof Action.Execute execute && !execute.controlsTransaction()) {
                try (PreparedStatement statement = connection.prepareStatement(execute.sql())) {
                    bind(statement, execute.values(draws));
                    run(statement);
                }
            }
        }
    }

    static void bind(PreparedStatement statement, List<Optional<String>> parameters) throws SQLException {
        for (int i = 0; i < parameters.size(); i++) {
            if (parameters.get(i).isPresent()) {
                // OTHER makes the driver send text of unknown type, on connections without stringtype=unspecified too.
                statement.setObject(i + 1, parameters.get(i).get(), Types.OTHER);
            } else {
                statement.setNull(i + 1, Types.NULL);
            }
        }
    }

    /** Executes and fetches what comes back, as an application does. */
    static void run(PreparedStatement statement) throws SQLException {
        if (statement.execute()) {
            try (ResultSet rows = statement.getResultSet()) {
                while (rows.next()) {
                    rows.getString(1);
                }
            }
        }
    }
}
