package dev.dryrun.profile;

import java.time.Duration;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/**
 * A kind of clients that share a connection pool, such as web servers, workers or reports. What is empty is taken from
 * the command line or its defaults.
 *
 * @param connections the size of its pool
 * @param ratePerSecond its requests; without it the classes share the rate by the weights of their queries
 * @param poolTimeout how long a request waits for a connection before it gives up
 * @param statementTimeout the {@code statement_timeout} of its connections
 */
public record SessionClass(
        String name,
        OptionalInt connections,
        OptionalDouble ratePerSecond,
        Optional<Arrivals> arrivals,
        Optional<Duration> poolTimeout,
        Optional<Duration> statementTimeout) {

    /** The one class of a profile that names none. */
    public static final SessionClass APPLICATION = application(Optional.empty());

    public SessionClass {
        if (name.isBlank() || connections.orElse(1) < 1 || !(ratePerSecond.orElse(1) > 0)) {
            throw new IllegalArgumentException("not a class of sessions: " + name);
        }
    }

    static SessionClass application(Optional<Arrivals> arrivals) {
        return new SessionClass(
                "application",
                OptionalInt.empty(),
                OptionalDouble.empty(),
                arrivals,
                Optional.empty(),
                Optional.empty());
    }
}
