package dev.dryrun.postgres;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Collectors;

/** Opens a session that starts with the settings of the server, the role and the database, as one of psql does. */
public final class PlainSession {

    private static final String ALWAYS_LEFT_OUT = "TimeZone,extra_float_digits";

    private PlainSession() {}

    /**
     * Opens it with these settings on top, to which RESET goes back.
     *
     * @param isoDates whether its DateStyle is one of ISO's; with another the JDBC driver refuses the connection, so that
     *     the style is ISO's at first and has to be set
     */
    public static Connection open(
            PostgresServer server, String database, boolean isoDates, Map<String, String> settings)
            throws SQLException {
        Properties properties = new Properties();
        properties.setProperty("socketFactory", StartupSockets.class.getName());
        properties.setProperty("socketFactoryArg", ALWAYS_LEFT_OUT + (isoDates ? ",DateStyle" : ""));
        properties.setProperty(
                "options",
                settings.entrySet().stream()
                        .map(setting -> "-c " + setting.getKey() + "=" + setting.getValue())
                        .collect(Collectors.joining(" ")));
        return new ServerAddress(server.host(), server.port(), server.user(), server.password())
                .connect(database, "dryrun migration", properties);
    }
}
