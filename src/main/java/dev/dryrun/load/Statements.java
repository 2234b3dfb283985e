package dev.dryrun.load;

import dev.dryrun.profile.Action;
import dev.dryrun.profile.Course;
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
        Course course = query.begin(new Draws(number));
        for (Optional<Action> next = course.next(); next.isPresent(); next = course.next()) {
            if (next.get() instanceof Action.Execute execute) {
                tryOut(connection, execute, course.draws());
            }
        }
    }

    /** Sends a statement in the transaction that the connection is in, without what would begin or end it. */
    static void tryOut(Connection connection, Action.Execute execute, Draws draws) throws SQLException {
        Optional<String> text = execute.textOnTrial(draws);
        if (text.isPresent()) {
            try (PreparedStatement statement = connection.prepareStatement(text.get())) {
                perform(statement, execute, draws);
            }
        }
    }

    /** Executes, fetches what comes back as an application does, and keeps of it what the action says. */
    static void perform(PreparedStatement statement, Action.Execute execute, Draws draws) throws SQLException {
        bind(statement, execute.values(draws));
        if (execute.keeping() instanceof Action.Keeping.Nothing) {
            run(statement);
        } else {
            KeptRows.run(statement, execute.keeping(), draws);
        }
    }

    private static void bind(PreparedStatement statement, List<Optional<String>> parameters) throws SQLException {
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
    private static void run(PreparedStatement statement) throws SQLException {
        if (statement.execute()) {
            try (ResultSet rows = statement.getResultSet()) {
                while (rows.next()) {
                    rows.getString(1);
                }
            }
        }
    }
}
