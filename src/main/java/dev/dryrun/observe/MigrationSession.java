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
import java.util.LinkedHashMap;
import java.util.Map;

/** Opens the session that the migration runs in, so that it finds what psql would find. */
final class MigrationSession {

    private static final Duration PSQL_DEADLINE = Duration.ofSeconds(30);

    private static final String DATE_STYLE = "SELECT pg_catalog.current_setting('DateStyle')";

    private MigrationSession() {}

    static StatementWire open(PostgresServer server, String database, StepPlan plan) throws SQLException, IOException {
        Map<String, String> timeouts = timeouts(plan);
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
}
