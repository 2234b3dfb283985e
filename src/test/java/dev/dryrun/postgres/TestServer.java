package dev.dryrun.postgres;

import dev.dryrun.plan.ServerPlan;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Throwaway servers for tests. */
public final class TestServer {

    private TestServer() {}

    /** A local server with an empty database {@code postgres} and the settings that a run measures with; the test closes it. */
    public static PostgresServer start() {
        PostgresServer server = start(ServerPlan.Choice.LOCAL, TestDump.empty());
        server.restart(ServerSettings.measured(1, Map.of()));
        return server;
    }

    /** The same of a major that need not be installed. */
    public static PostgresServer start(int major) {
        ServerPlan plan =
                new ServerPlan(ServerPlan.Choice.LOCAL, Optional.of(major), Optional.empty(), Map.of(), 2, false);
        ServerRequest request = new ServerRequest(plan, TestDump.empty(), major, line -> {});
        try {
            PostgresServer server = new LocalKind(request, new InstalledPrograms(List.of(EmbeddedPrograms.of(major))))
                    .start("of that major")
                    .server();
            server.restart(ServerSettings.measured(1, Map.of()));
            return server;
        } catch (Unavailable e) {
            throw new IllegalStateException(e.getMessage() + ": " + e.hint(), e);
        }
    }

    /** An empty one in a container. */
    public static PostgresServer startContainer() {
        return start(ServerPlan.Choice.CONTAINER, TestDump.empty());
    }

    /** A server of this kind with the settings for a restore of this dump. */
    static PostgresServer start(ServerPlan.Choice choice, Dump dump) {
        return Servers.start(plan(choice, Map.of()), dump, line -> {}).server();
    }

    static ServerPlan plan(ServerPlan.Choice choice, Map<String, String> settings) {
        return new ServerPlan(choice, Optional.empty(), Optional.empty(), settings, 2, false);
    }

    /** For what belongs to no database. */
    public static void execute(PostgresServer server, String sql) throws SQLException {
        try (Connection connection = server.connect("postgres", "test");
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    /** The first column of the first row. */
    public static String query(PostgresServer server, String database, String sql) throws SQLException {
        try (Connection connection = server.connect(database, "test");
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return row.getString(1);
        }
    }
}
