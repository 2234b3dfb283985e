package dev.dryrun.load;

import dev.dryrun.profile.Action;
import dev.dryrun.profile.LoadProfile;
import dev.dryrun.profile.LoadQuery;
import dev.dryrun.profile.SessionClass;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Finds the queries of a profile that use what is retired: those that the server no longer understands once it is dropped,
 * in a transaction that is rolled back.
 */
final class RetiredUse {

    private static final String KIND =
            "SELECT c.relkind::text FROM pg_catalog.pg_class c WHERE c.oid = ?::pg_catalog.regclass";

    private final Connection connection;

    RetiredUse(Connection connection) {
        this.connection = connection;
    }

    /** What is retired: a relation, or with a column, that one; both quoted as SQL needs it. */
    record Part(String relation, String column) {}

    /**
     * The profile without those queries, each with a note; a class of sessions without queries goes with them.
     *
     * @param parts by what the user wrote
     */
    LoadProfile without(LoadProfile profile, Map<String, Part> parts) throws SQLException {
        List<LoadQuery> queries = new ArrayList<>(profile.queries());
        List<String> notes = new ArrayList<>(profile.notes());
        connection.setAutoCommit(false);
        try {
            for (Map.Entry<String, Part> part : parts.entrySet()) {
                drop(part.getValue());
                for (LoadQuery query : List.copyOf(queries)) {
                    if (!isUnderstood(query)) {
                        queries.remove(query);
                        notes.add(query.name() + ": left out, because it uses " + part.getKey() + ", which is retired");
                    }
                }
                connection.rollback();
            }
        } finally {
            connection.rollback();
            connection.setAutoCommit(true);
        }
        List<SessionClass> used = profile.sessions().stream()
                .filter(session ->
                        queries.stream().anyMatch(query -> query.session().equals(session.name())))
                .toList();
        return new LoadProfile(profile.name(), profile.ratePerSecond(), used, queries, notes);
    }

    private void drop(Part part) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            String kind = switch (kind(part.relation())) {
                case "v" -> "VIEW ";
                case "m" -> "MATERIALIZED VIEW ";
                case "f" -> "FOREIGN TABLE ";
                default -> "TABLE ";
            };
            // A view's columns cannot be dropped one by one.
            boolean whole = part.column().isEmpty() || kind.contains("VIEW");
            statement.execute(
                    whole
                            ? "DROP " + kind + part.relation() + " CASCADE"
                            : "ALTER " + kind + part.relation() + " DROP COLUMN " + part.column() + " CASCADE");
        }
    }

    private String kind(String relation) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(KIND)) {
            statement.setString(1, relation);
            try (ResultSet row = statement.executeQuery()) {
                row.next();
                return row.getString(1);
            }
        }
    }

    private boolean isUnderstood(LoadQuery query) throws SQLException {
        List<Action.Execute> statements =
                query.actions().stream().flatMap(Action::statements).toList();
        for (Action.Execute each : statements) {
            if (!each.interpolated() && !each.controlsTransaction() && !isUnderstood(each.sql())) {
                return false;
            }
        }
        return true;
    }

    private boolean isUnderstood(String sql) throws SQLException {
        Savepoint before = connection.setSavepoint();
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            // Has the server parse it, and run nothing.
            statement.getParameterMetaData();
            connection.releaseSavepoint(before);
            return true;
        } catch (SQLException refused) {
            connection.rollback(before);
            return false;
        }
    }
}
