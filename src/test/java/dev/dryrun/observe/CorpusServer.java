package dev.dryrun.observe;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dryrun.postgres.PostgresServer;
import dev.dryrun.postgres.ProgramCall;
import dev.dryrun.postgres.ProgramResult;
import dev.dryrun.postgres.ServerSettings;
import dev.dryrun.postgres.TestServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Map;

/** A server for one side of the comparison, on which every fragment finds the same database and the same roles. */
final class CorpusServer implements AutoCloseable {

    static final Duration DEADLINE = Duration.ofSeconds(60);

    /** Unlike the defaults, so that a session which brings its own is found out; and quick. */
    private static final Map<String, String> SETTINGS = Map.of(
            "timezone", "Asia/Tokyo",
            "datestyle", "ISO, DMY",
            "autovacuum", "off",
            "fsync", "off",
            "wal_init_zero", "off",
            "max_wal_size", "64MB",
            "max_replication_slots", "0");

    /** What pg_dump leaves out: broken indexes, rights and settings of roles; one row a fact, in a fixed order. */
    private static final String REST = """
            SELECT string_agg(fact, E'\\n' ORDER BY fact COLLATE "C") FROM (
              SELECT 'index ' || indexrelid::regclass::text || ' ' || indisvalid::text || indisready::text || indisclustered::text
                FROM pg_index WHERE indexrelid >= 16384
              UNION ALL SELECT 'role ' || rolname || ' ' || rolsuper::text || rolinherit::text || rolcreaterole::text || rolcreatedb::text
                || rolcanlogin::text || rolconnlimit::text || coalesce(rolvaliduntil::text, '') || coalesce(rolconfig::text, '')
                FROM pg_roles
              UNION ALL SELECT 'member ' || roleid::regrole::text || ' ' || member::regrole::text || admin_option::text FROM pg_auth_members
              UNION ALL SELECT 'setting ' || s.setconfig::text || ' ' || s.setrole::regrole::text FROM pg_db_role_setting s
                LEFT JOIN pg_database d ON d.oid = s.setdatabase WHERE coalesce(d.datname, current_database())
                  = current_database()
              UNION ALL SELECT 'auto.conf ' || name || setting FROM pg_file_settings WHERE sourcefile ~ 'auto.conf$'
              UNION ALL SELECT 'prepared ' || gid FROM pg_prepared_xacts
              UNION ALL SELECT 'slot ' || slot_name FROM pg_replication_slots
              UNION ALL SELECT 'publication ' || pubname FROM pg_publication
              UNION ALL SELECT 'persistence ' || oid::regclass::text || relpersistence::text || relispopulated::text FROM pg_class
                WHERE oid >= 16384 AND relkind IN ('r', 'm', 'p') AND relpersistence <> 't'
              UNION ALL SELECT 'left behind ' || relname FROM pg_class WHERE relpersistence = 't'
            ) AS facts (fact)
            """;

    private final PostgresServer server;
    private final Connection admin;

    CorpusServer(Path start) throws SQLException, IOException {
        server = TestServer.start();
        server.restart(ServerSettings.measured(20, SETTINGS));
        admin = server.connect("postgres", "test");
        execute("CREATE DATABASE corpus_start");
        try (Connection connection = server.connect("corpus_start", "test");
                Statement statement = connection.createStatement()) {
            statement.execute(Files.readString(start));
        }
    }

    PostgresServer server() {
        return server;
    }

    /** Makes a database as every fragment finds it. */
    void make(String database) throws SQLException {
        execute("CREATE DATABASE " + database + " TEMPLATE corpus_start");
    }

    void drop(String database) throws SQLException {
        execute("DROP DATABASE " + database + " WITH (FORCE)");
    }

    /** A session that has ended may still be taking its temporary tables away, which is one more transaction. */
    void awaitEndOfSessions(String database) throws SQLException, InterruptedException {
        String sessions = "SELECT count(*) FROM pg_stat_activity WHERE datname = '" + database + "'";
        while (!value(admin, sessions).equals("0")) {
            Thread.sleep(5);
        }
    }

    /** How many transaction ids the server has given out. */
    long transactionIds() throws SQLException {
        return Long.parseLong(value(admin, "SELECT pg_catalog.pg_snapshot_xmax(pg_catalog.pg_current_snapshot())"));
    }

    /** Everything that the database holds, as text, and what there is beside it. */
    String contents(String database) throws SQLException {
        ProgramResult dump =
                server.run(ProgramCall.of(DEADLINE, "pg_dump", "--create", "--no-sync", "--dbname=" + database));
        assertThat(dump.stderr()).isEmpty();
        try (Connection connection = server.connect(database, "test")) {
            return dump.stdout().replaceAll("(?m)^\\\\(un)?restrict .*$", "") + value(connection, REST);
        }
    }

    private void execute(String sql) throws SQLException {
        try (Statement statement = admin.createStatement()) {
            statement.execute(sql);
        }
    }

    private static String value(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return row.getString(1);
        }
    }

    @Override
    public void close() throws SQLException {
        admin.close();
        server.close();
    }
}
