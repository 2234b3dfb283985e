package dev.dryrun.observe;

import dev.dryrun.plan.NoVerdict;
import dev.dryrun.plan.StepPlan;
import dev.dryrun.postgres.PlainSession;
import dev.dryrun.postgres.PostgresServer;
import dev.dryrun.postgres.ProgramCall;
import dev.dryrun.postgres.ProgramResult;
import dev.dryrun.postgres.StatementWire;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The session that the migration runs in. It finds what a new session of psql would find. */
final class MigrationSession implements AutoCloseable {

    private static final Duration PSQL_DEADLINE = Duration.ofSeconds(30);

    /** Name and value of each setting that a session can have for itself; those of one transaction are left out. */
    private static final String SETTINGS = """
            SELECT name, setting FROM pg_catalog.pg_settings
            WHERE context IN ('user', 'superuser') AND name NOT IN ('application_name', 'client_encoding')
              AND name NOT LIKE 'transaction\\_%'
            """;

    /** The settings with a dot in their name that ALTER DATABASE and ALTER ROLE have made; pg_settings has none. */
    private static final String OWN_SETTINGS = """
            SELECT pg_catalog.split_part(s.setting, '=', 1),
                   pg_catalog.substr(s.setting, pg_catalog.strpos(s.setting, '=') + 1)
            FROM (SELECT pg_catalog.unnest(setconfig) AS setting, setrole, setdatabase
                  FROM pg_catalog.pg_db_role_setting) s
            WHERE s.setting LIKE '%.%=%'
              AND (s.setdatabase = 0 OR s.setdatabase =
                (SELECT d.oid FROM pg_catalog.pg_database d WHERE d.datname = pg_catalog.current_database()))
              AND (s.setrole = 0 OR s.setrole =
                (SELECT r.oid FROM pg_catalog.pg_roles r WHERE r.rolname = SESSION_USER))
            ORDER BY s.setrole <> 0, s.setdatabase <> 0
            """;

    /** The session must not end for having nothing to do while psql is asked. One row, or none before 14. */
    private static final String STAY = """
            SELECT pg_catalog.set_config(name, '0', false) FROM pg_catalog.pg_settings
            WHERE name = 'idle_session_timeout'
            """;

    private static final String DATE_STYLE = "SELECT pg_catalog.current_setting('DateStyle')";

    private final PostgresServer server;
    private final String database;
    private final StepPlan plan;
    private final StatementWire wire;

    private MigrationSession(PostgresServer server, String database, StepPlan plan, StatementWire wire) {
        this.server = server;
        this.database = database;
        this.plan = plan;
        this.wire = wire;
    }

    static MigrationSession open(PostgresServer server, String database, StepPlan plan)
            throws SQLException, IOException {
        return new MigrationSession(server, database, plan, wire(server, database, timeouts(plan)));
    }

    private static StatementWire wire(PostgresServer server, String database, Map<String, String> timeouts)
            throws SQLException, IOException {
        try {
            return StatementWire.over(PlainSession.open(server, database, true, timeouts));
        } catch (SQLException e) {
            if (!e.getMessage().contains("DateStyle")) {
                throw e;
            }
        }
        StatementWire wire = StatementWire.over(PlainSession.open(server, database, false, timeouts));
        wire.query("SET DateStyle = '" + dateStyleOfPsql(server, database) + "'");
        wire.sync();
        return wire;
    }

    private static String dateStyleOfPsql(PostgresServer server, String database) {
        ProgramResult result =
                server.run(ProgramCall.of(PSQL_DEADLINE, "psql", "-X", "-A", "-t", "-d", database, "-c", DATE_STYLE));
        if (!result.succeeded()) {
            throw new NoVerdict(
                    "asking psql for the settings of a session failed: "
                            + result.stderr().strip(),
                    "see the server's log");
        }
        return result.stdout().strip();
    }

    private static Map<String, String> timeouts(StepPlan plan) {
        Map<String, String> timeouts = new LinkedHashMap<>();
        plan.lockTimeout().ifPresent(limit -> timeouts.put("lock_timeout", limit.toMillis() + "ms"));
        plan.statementTimeout().ifPresent(limit -> timeouts.put("statement_timeout", limit.toMillis() + "ms"));
        return timeouts;
    }

    StatementWire wire() {
        return wire;
    }

    /** What psql would know of its connection. Its own version is taken to be that of the server. */
    Map<String, String> variables() throws IOException {
        String number = value("server_version_num");
        String name = value("server_version");
        return Map.of(
                "DBNAME", database,
                "HOST", server.host(),
                "PORT", String.valueOf(server.port()),
                "USER", server.user(),
                "SERVER_VERSION_NUM", number,
                "SERVER_VERSION_NAME", name,
                "VERSION_NUM", number,
                "VERSION_NAME", name,
                "VERSION", "PostgreSQL " + name);
    }

    private String value(String setting) throws IOException {
        String value = wire.query("SELECT pg_catalog.current_setting('" + setting + "')")
                .get(0)
                .get(0)
                .orElseThrow();
        wire.sync();
        return value;
    }

    /**
     * Gives up all that the session holds, and gives it the settings that a new one would have: what ALTER DATABASE and
     * its like have changed since this one began counts from here on.
     */
    void renew() throws IOException {
        wire.query(STAY);
        wire.sync();
        Map<String, String> ofNew = settingsOfPsql();
        ofNew.keySet().removeAll(timeouts(plan).keySet());
        run("DISCARD ALL");
        Map<String, String> ofThis = new HashMap<>();
        for (List<Optional<String>> setting : wire.query(SETTINGS)) {
            ofThis.put(setting.get(0).orElseThrow(), setting.get(1).orElse(""));
        }
        for (Map.Entry<String, String> setting : ofNew.entrySet()) {
            if (!setting.getValue().equals(ofThis.get(setting.getKey()))) {
                set(setting.getKey(), setting.getValue());
            }
        }
        for (List<Optional<String>> setting : wire.query(OWN_SETTINGS)) {
            set(setting.get(0).orElseThrow(), setting.get(1).orElse(""));
        }
        wire.sync();
    }

    private Map<String, String> settingsOfPsql() {
        ProgramResult result = server.run(
                ProgramCall.of(PSQL_DEADLINE, "psql", "-X", "-A", "-t", "-z", "-0", "-d", database, "-c", SETTINGS));
        if (!result.succeeded()) {
            throw new NoVerdict(
                    "asking psql for the settings of a session failed: "
                            + result.stderr().strip(),
                    "see the server's log");
        }
        String[] fields = result.stdout().split("\0", -1);
        Map<String, String> settings = new HashMap<>();
        for (int at = 0; at + 1 < fields.length; at += 2) {
            settings.put(fields[at].strip(), fields[at + 1]);
        }
        return settings;
    }

    private void set(String name, String value) throws IOException {
        wire.query("SELECT pg_catalog.set_config(" + literal(name) + ", " + literal(value) + ", false)");
    }

    private void run(String sql) throws IOException {
        var error = wire.execute(sql, Optional.empty()).error();
        wire.sync();
        if (error.isPresent()) {
            throw new IOException(sql + " failed: " + error.get().message());
        }
    }

    private static String literal(String text) {
        String quoted = "'" + text.replace("'", "''") + "'";
        return text.indexOf('\\') < 0 ? quoted : "E" + quoted.replace("\\", "\\\\");
    }

    @Override
    public void close() {
        wire.close();
    }
}
