package dev.dryrun.observe;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.TreeMap;

/** The connection that reads names, sizes and settings, always between the migration's transactions. */
final class FactsConnection implements AutoCloseable {

    /** Which settings are not Postgres's own, and those that decide about timings whether they are or not. */
    private static final String SETTINGS = """
            SELECT name, pg_catalog.current_setting(name) FROM pg_catalog.pg_settings
            WHERE source IN ('command line', 'configuration file', 'environment variable', 'database', 'user')
               OR name IN ('data_checksums', 'jit', 'shared_buffers', 'work_mem', 'maintenance_work_mem',
                           'effective_cache_size', 'max_wal_size', 'fsync', 'full_page_writes', 'synchronous_commit',
                           'wal_level', 'autovacuum', 'server_encoding', 'lc_collate', 'lc_ctype')
            """;

    /** The locale of the database; the settings of 15 and older say the same, those of 16 and newer no more. */
    private static final String LOCALE =
            "SELECT datcollate FROM pg_catalog.pg_database WHERE datname = pg_catalog.current_database()";

    /** The oid and the name of each index that is not valid, of any schema. */
    private static final String INVALID_INDEXES = """
            SELECT i.indexrelid::bigint, pg_catalog.quote_ident(n.nspname) || '.' || pg_catalog.quote_ident(c.relname)
            FROM pg_catalog.pg_index i JOIN pg_catalog.pg_class c ON c.oid = i.indexrelid
            JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace WHERE NOT i.indisvalid
            """;

    private final Connection connection;

    FactsConnection(Connection connection) {
        this.connection = connection;
    }

    /** Runs everything once, because planning a new query later could block behind a lock on a catalog. */
    void warm() throws SQLException {
        readCatalog();
        databaseBytes();
    }

    Catalog readCatalog() throws SQLException {
        return CatalogQuery.readAll(connection);
    }

    long databaseBytes() throws SQLException {
        return Long.parseLong(text("SELECT pg_catalog.pg_database_size(pg_catalog.current_database())"));
    }

    /**
     * Keeps the write-ahead log from now on, for as long as this connection lives. Where the server has no replication
     * slots the log of a long migration may be gone before it is read, and its figures with it.
     */
    void keepWal() throws SQLException {
        if (!text("SHOW max_replication_slots").equals("0")) {
            text("SELECT slot_name FROM pg_catalog.pg_create_physical_replication_slot('dryrun', true, true)");
        }
    }

    /** Has everything up to now on disk, so that the log can be read from the files. */
    void flushWal() throws SQLException {
        text("SELECT pg_catalog.pg_switch_wal()");
    }

    long databaseOid() throws SQLException {
        return Long.parseLong(
                text("SELECT oid FROM pg_catalog.pg_database WHERE datname = pg_catalog.current_database()"));
    }

    /** Whether the server's log names the transaction of every autovacuum. */
    boolean logsAutovacuum() throws SQLException {
        return text("""
                SELECT pg_catalog.current_setting('log_autovacuum_min_duration') = '0' AND NOT EXISTS
                  (SELECT FROM pg_catalog.pg_class WHERE reloptions::text LIKE '%log_autovacuum_min_duration%')
                """).equals("t");
    }

    /** Ends another session. */
    void terminate(int pid) throws SQLException {
        text("SELECT pg_catalog.pg_terminate_backend(" + pid + ")");
    }

    Map<Long, String> invalidIndexes() throws SQLException {
        Map<Long, String> indexes = new TreeMap<>();
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(INVALID_INDEXES)) {
            while (rows.next()) {
                indexes.put(rows.getLong(1), rows.getString(2));
            }
        }
        return indexes;
    }

    Map<String, String> settings() throws SQLException {
        Map<String, String> settings = new TreeMap<>();
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(SETTINGS)) {
            while (rows.next()) {
                settings.put(rows.getString(1), rows.getString(2));
            }
        }
        settings.put("lc_collate", text(LOCALE));
        return settings;
    }

    String dataDirectory() throws SQLException {
        return text("SHOW data_directory");
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }

    private String text(String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            rows.next();
            return rows.getString(1);
        }
    }
}
