package dev.dryrun.postgres;

import dev.dryrun.plan.NoVerdict;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Set;
import java.util.TreeSet;

/** Makes the roles that a dump or a migration names. */
public final class Roles {

    private Roles() {}

    /** The same over a connection of its own. */
    public static Set<String> create(PostgresServer server, Set<String> names) {
        if (names.isEmpty()) {
            return Set.of();
        }
        try (Connection connection = server.connect("postgres", "dryrun roles")) {
            return create(connection, names);
        } catch (SQLException e) {
            throw new NoVerdict("could not make the roles " + names + ": " + e.getMessage(), "see the server's log", e);
        }
    }

    /** Creates those of the roles that do not exist, unable to log in, and returns them. */
    public static Set<String> create(Connection connection, Set<String> names) throws SQLException {
        Set<String> missing = new TreeSet<>(names);
        try (Statement statement = connection.createStatement()) {
            try (ResultSet rows = statement.executeQuery("SELECT rolname FROM pg_catalog.pg_roles")) {
                while (rows.next()) {
                    missing.remove(rows.getString(1));
                }
            }
            for (String name : missing) {
                statement.execute("CREATE ROLE " + SqlNames.quote(name) + " NOLOGIN");
            }
        }
        return missing;
    }
}
