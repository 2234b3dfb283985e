package dev.dryrun.observe;

import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Reads in which phase the migration's long commands are. It calls the function under the {@code pg_stat_progress} views
 * and touches no catalog; the views themselves read pg_database.
 *
 * @see <a href="https://www.postgresql.org/docs/current/progress-reporting.html">Progress Reporting</a>
 */
final class ProgressQuery implements AutoCloseable {

    /** Returns a row for each of the sessions that runs such a command: its pid, the command, the phase's number. */
    private static final String SQL = """
            SELECT p.pid, p.command, p.phase FROM (
              SELECT pid, 'CREATE INDEX' AS command, param10 AS phase
              FROM pg_catalog.pg_stat_get_progress_info('CREATE INDEX')
              UNION ALL SELECT pid, 'VACUUM', param1 FROM pg_catalog.pg_stat_get_progress_info('VACUUM')
              UNION ALL SELECT pid, 'CLUSTER', param2 FROM pg_catalog.pg_stat_get_progress_info('CLUSTER')
              UNION ALL SELECT pid, 'ANALYZE', param1 FROM pg_catalog.pg_stat_get_progress_info('ANALYZE')
            ) p WHERE p.pid = ANY (?::int[])
            """;

    /** By their numbers, as the views of Postgres 13 to 18 have them. */
    private static final Map<String, List<String>> PHASES = Map.of(
            "CREATE INDEX",
            List.of(
                    "initializing",
                    "waiting for writers before build",
                    "building index",
                    "waiting for writers before validation",
                    "index validation: scanning index",
                    "index validation: sorting tuples",
                    "index validation: scanning table",
                    "waiting for old snapshots",
                    "waiting for readers before marking dead",
                    "waiting for readers before dropping"),
            "VACUUM",
            List.of(
                    "initializing",
                    "scanning heap",
                    "vacuuming indexes",
                    "vacuuming heap",
                    "cleaning up indexes",
                    "truncating heap",
                    "performing final cleanup"),
            "CLUSTER",
            List.of(
                    "initializing",
                    "seq scanning heap",
                    "index scanning heap",
                    "sorting tuples",
                    "writing new heap",
                    "swapping relation files",
                    "rebuilding index",
                    "performing final cleanup"),
            "ANALYZE",
            List.of(
                    "initializing",
                    "acquiring sample rows",
                    "acquiring inherited sample rows",
                    "computing statistics",
                    "computing extended statistics",
                    "finalizing analyze"));

    private final Connection connection;
    private final PreparedStatement statement;

    ProgressQuery(Connection connection) throws SQLException {
        this.connection = connection;
        this.statement = connection.prepareStatement(SQL);
        statement.unwrap(org.postgresql.PGStatement.class).setPrepareThreshold(1);
        // Planned later, it could wait for a catalog that the migration has locked.
        read(Set.of());
    }

    /** By pid, the phase that each is in. */
    Map<Integer, String> read(Set<Integer> pids) throws SQLException {
        Array sessions = connection.createArrayOf("int4", pids.toArray());
        statement.setArray(1, sessions);
        Map<Integer, String> phases = new HashMap<>();
        try (ResultSet row = statement.executeQuery()) {
            while (row.next()) {
                phases.put(row.getInt(1), phase(row.getString(2), row.getInt(3)));
            }
        }
        return phases;
    }

    private static String phase(String command, int number) {
        List<String> known = PHASES.get(command);
        return number < known.size() ? known.get(number) : "phase " + number + " of " + command;
    }

    @Override
    public void close() throws SQLException {
        statement.close();
    }
}
