package dev.dryrun.postgres;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.function.BooleanSupplier;

/** Where a server listens and who may come in. */
record ServerAddress(String host, int port, String user, String password) {

    private static final String LOGIN_SECONDS = "10";
    private static final long BETWEEN_TRIES_MILLIS = 50;

    /** What only the running server can say about itself. */
    record Identity(int major, String version, String programs, String dataDirectory) {}

    Connection connect(String database, String applicationName) throws SQLException {
        return connect(database, applicationName, new Properties());
    }

    /** Connects with more properties of the driver's. */
    Connection connect(String database, String applicationName, Properties more) throws SQLException {
        Properties properties = new Properties();
        properties.putAll(more);
        properties.setProperty("user", user);
        properties.setProperty("password", password);
        properties.setProperty("ApplicationName", applicationName);
        // With it the name is set by the first packet and not by a statement of its own.
        properties.setProperty("assumeMinServerVersion", "9.0");
        properties.setProperty("tcpKeepAlive", "true");
        properties.setProperty("loginTimeout", LOGIN_SECONDS);
        properties.setProperty("connectTimeout", LOGIN_SECONDS);
        properties.setProperty("sslmode", "disable");
        properties.setProperty("gssEncMode", "disable");
        return new org.postgresql.Driver().connect(url(database), properties);
    }

    ServerAddress at(String otherHost, int otherPort) {
        return new ServerAddress(otherHost, otherPort, user, password);
    }

    /** Waits until the server lets us in at one of these; empty when {@code goOn} says that it never will. */
    static Optional<ServerAddress> firstReady(List<ServerAddress> addresses, BooleanSupplier goOn) {
        while (goOn.getAsBoolean()) {
            if (addresses.stream().anyMatch(ServerAddress::isReady)) {
                // A server that came up while we went through them answers at the first as well, if that one works.
                return addresses.stream().filter(ServerAddress::isReady).findFirst();
            }
            try {
                Thread.sleep(BETWEEN_TRIES_MILLIS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return Optional.empty();
            }
        }
        return Optional.empty();
    }

    private boolean isReady() {
        try (Connection connection = connect("postgres", "dryrun start")) {
            return connection.isValid(Integer.parseInt(LOGIN_SECONDS));
        } catch (SQLException e) {
            return false;
        }
    }

    Identity identity() throws SQLException {
        String sql = """
                SELECT current_setting('server_version_num')::int / 10000,
                       current_setting('server_version'),
                       (SELECT setting FROM pg_catalog.pg_config WHERE name = 'BINDIR'),
                       current_setting('data_directory')
                """;
        try (Connection connection = connect("postgres", "dryrun start");
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return new Identity(row.getInt(1), row.getString(2), row.getString(3), row.getString(4));
        }
    }

    /** A connection string with the password, for a server that is kept. */
    String uri(String database) {
        return "postgresql://" + user + ":" + password + "@" + host + ":" + port + "/" + encoded(database);
    }

    String url(String database) {
        return "jdbc:postgresql://" + host + ":" + port + "/" + encoded(database);
    }

    private static String encoded(String database) {
        return URLEncoder.encode(database, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
