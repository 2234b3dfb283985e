package dev.dryrun.postgres;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;

/**
 * Frees a connection of our own from what the dump's {@code ALTER DATABASE … SET} asks of the application's sessions: a
 * time limit of theirs must not end what we do.
 */
public final class HarnessSession {

    /** Those that this server knows. */
    private static final String FREE = """
            SELECT pg_catalog.set_config(name, CASE name
                     WHEN 'default_transaction_isolation' THEN 'read committed'
                     WHEN 'default_transaction_read_only' THEN 'off'
                     ELSE '0' END, false)
            FROM pg_catalog.pg_settings
            WHERE name IN ('statement_timeout', 'lock_timeout', 'idle_in_transaction_session_timeout',
                           'idle_session_timeout', 'transaction_timeout', 'default_transaction_isolation',
                           'default_transaction_read_only')
            """;

    private HarnessSession() {}

    public static Connection free(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(FREE);
        }
        return connection;
    }
}
