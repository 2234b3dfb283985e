package dev.dryrun.observe;

import dev.dryrun.plan.NoVerdict;
import dev.dryrun.plan.StepPlan;
import dev.dryrun.postgres.PostgresServer;
import dev.dryrun.postgres.ProgramCall;
import dev.dryrun.postgres.ProgramResult;
import dev.dryrun.postgres.StatementWire;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Opens the session that the migration runs in, so that it finds what psql would find. */
final class MigrationSession {

    private static final Duration PSQL_DEADLINE = Duration.ofSeconds(30);

    /** Two lines: what a session of psql has, where the JDBC driver puts its own at the start of a session. */
    private static final String AS_PSQL =
            "SELECT pg_catalog.current_setting('TimeZone') UNION ALL SELECT pg_catalog.current_setting('DateStyle')";

    private MigrationSession() {}

    static StatementWire open(PostgresServer server, String database, StepPlan plan) throws SQLException, IOException {
        List<String> asPsql = settingsOfPsql(server, database);
        StatementWire wire = StatementWire.over(server.connect(database, "dryrun migration"));
        set(wire, "TimeZone", asPsql.get(0));
        set(wire, "DateStyle", asPsql.get(1));
        setTimeout(wire, "lock_timeout", plan.lockTimeout());
        setTimeout(wire, "statement_timeout", plan.statementTimeout());
        return wire;
    }

    private static List<String> settingsOfPsql(PostgresServer server, String database) {
        ProgramResult result =
                server.run(ProgramCall.of(PSQL_DEADLINE, "psql", "-X", "-A", "-t", "-d", database, "-c", AS_PSQL));
        List<String> lines = result.stdout().lines().toList();
        if (!result.succeeded() || lines.size() != 2) {
            throw new NoVerdict(
                    "asking psql for the settings of a session failed: "
                            + result.stderr().strip(),
                    "see the server's log");
        }
        return lines;
    }

    private static void setTimeout(StatementWire wire, String name, Optional<Duration> timeout) throws IOException {
        if (timeout.isPresent()) {
            set(wire, name, timeout.get().toMillis() + "ms");
        }
    }

    private static void set(StatementWire wire, String name, String value) throws IOException {
        wire.query("SET " + name + " = '" + value.replace("'", "''") + "'");
        wire.sync();
    }
}
