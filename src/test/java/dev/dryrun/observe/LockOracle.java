package dev.dryrun.observe;

import dev.dryrun.postgres.PostgresServer;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;

/** A plain session as psql is one, which reads its own locks before it commits. */
final class LockOracle implements AutoCloseable {

    /** A lock as both sides tell of it. */
    record Held(String relation, LockMode mode, boolean created) implements Comparable<Held> {

        @Override
        public int compareTo(Held other) {
            return toString().compareTo(other.toString());
        }
    }

    /** A relation's name, and its relkind. */
    record Named(String name, String relkind) {}

    private static final String NAMES = """
            SELECT c.oid, quote_ident(n.nspname) || '.' || quote_ident(c.relname), c.relkind,
                   quote_ident(o.nspname) || '.' || quote_ident(t.relname)
            FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
            LEFT JOIN pg_index x ON x.indexrelid = c.oid
            LEFT JOIN pg_class t ON t.reltoastrelid = coalesce(x.indrelid, c.oid) AND n.nspname = 'pg_toast'
            LEFT JOIN pg_namespace o ON o.oid = t.relnamespace
            """;

    /** Touches no relation itself. */
    private static final String OWN =
            "SELECT relation, mode FROM pg_lock_status() WHERE locktype = 'relation' AND pid = pg_backend_pid()";

    private final Connection connection;
    private final Map<Long, Named> before;

    LockOracle(PostgresServer server, String database) throws SQLException {
        Properties simple = new Properties();
        simple.setProperty("user", server.user());
        simple.setProperty("password", server.password());
        simple.setProperty("preferQueryMode", "simple");
        connection = DriverManager.getConnection(server.jdbcUrl(database), simple);
        before = names("");
    }

    /** What the statement has locked when it is done. */
    Set<Held> locksOf(String schema, String sql) throws SQLException {
        execute("SET search_path = " + schema);
        execute("BEGIN");
        execute(sql);
        Map<Long, Set<LockMode>> own = new LinkedHashMap<>();
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(OWN)) {
            while (row.next()) {
                own.computeIfAbsent(row.getLong(1), ignored -> new TreeSet<>()).add(LockMode.of(row.getString(2)));
            }
        }
        Map<Long, Named> after = own.isEmpty()
                ? Map.of()
                : names("WHERE c.oid IN ("
                        + String.join(
                                ",", own.keySet().stream().map(String::valueOf).toList()) + ")");
        execute("COMMIT");
        Set<Held> held = new TreeSet<>();
        own.forEach((oid, modes) -> Optional.ofNullable(before.getOrDefault(oid, after.get(oid)))
                .ifPresent(named -> modes.stream()
                        .filter(mode -> isCompared(named.relkind().charAt(0), mode))
                        .forEach(mode -> held.add(held(named.name(), mode, !before.containsKey(oid))))));
        return held;
    }

    /** Which indexes an ACCESS SHARE lock stays on differs with the plan and the major, and stands in nobody's way. */
    static boolean isCompared(char relkind, LockMode mode) {
        return mode != LockMode.ACCESS_SHARE || relkind != 'i' && relkind != 'I';
    }

    /** A lock under a name that is the same in every session and database. */
    Held held(String name, LockMode mode, boolean created) {
        String known = toasts.getOrDefault(name, name).replaceFirst("^pg_(toast_)?temp_\\d+", "pg_$1temp");
        return new Held(created ? known.replaceAll("pg_toast_\\d+", "pg_toast_*") : known, mode, created);
    }

    private final Map<String, String> toasts = new HashMap<>();

    private Map<Long, Named> names(String where) throws SQLException {
        Map<Long, Named> names = new HashMap<>();
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(NAMES + where)) {
            while (row.next()) {
                names.put(row.getLong(1), new Named(row.getString(2), row.getString(3)));
                if (where.isEmpty() && row.getString(4) != null) {
                    String kind = row.getString(3).equals("t") ? "toast of " : "toast index of ";
                    toasts.put(row.getString(2), kind + row.getString(4));
                }
            }
        }
        return names;
    }

    private void execute(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new SQLException(e.getMessage() + " in " + sql, e);
        }
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
