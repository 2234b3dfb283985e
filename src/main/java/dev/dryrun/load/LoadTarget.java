package dev.dryrun.load;

import java.time.Duration;
import java.util.Optional;
import java.util.Properties;

/** Where the load connects. The password is never printed. */
public record LoadTarget(String jdbcUrl, String user, String password) {

    private static final Duration LOGIN_TIMEOUT = Duration.ofSeconds(30);

    public LoadTarget {
        if (!jdbcUrl.startsWith("jdbc:postgresql:")) {
            throw new IllegalArgumentException("not a JDBC URL of Postgres: " + jdbcUrl);
        }
    }

    /** What the driver is to connect with. */
    Properties properties(Optional<Duration> statementTimeout) {
        Properties properties = new Properties();
        properties.setProperty("user", user);
        properties.setProperty("password", password);
        properties.setProperty("ApplicationName", "dryrun load");
        properties.setProperty("stringtype", "unspecified");
        // A socket that ever had a timeout polls before each read: two more calls of the system for a request. So the
        // only
        // limit is that of the whole login, which is not the socket's.
        properties.setProperty("connectTimeout", "0");
        properties.setProperty("sslResponseTimeout", "0");
        properties.setProperty("loginTimeout", String.valueOf(LOGIN_TIMEOUT.toSeconds()));
        // Details and hints of errors show rows.
        properties.setProperty("logServerErrorDetail", "false");
        statementTimeout.ifPresent(
                timeout -> properties.setProperty("options", "-c statement_timeout=" + timeout.toMillis()));
        return properties;
    }

    @Override
    public String toString() {
        return "LoadTarget[" + jdbcUrl + ", user " + user + "]";
    }
}
