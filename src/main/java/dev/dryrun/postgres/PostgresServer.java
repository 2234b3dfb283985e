package dev.dryrun.postgres;

import java.sql.Connection;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * A private running Postgres server that nobody else uses and that is gone after {@link #close()}. It listens on this
 * machine only. Names, ports and data stay the same over {@link #restart}.
 */
public interface PostgresServer extends AutoCloseable {

    /** {@code container} or {@code local}, as in report.json. */
    String kind();

    /** The image of a container. */
    Optional<String> image();

    String host();

    int port();

    /** The superuser that everything is done as. */
    String user();

    String password();

    int major();

    /** The major of the pg_restore that {@link #run} uses; it may be newer than the server. */
    int restoreMajor();

    /** The server's own {@code server_version}. */
    String version();

    /** The data directory as the server's programs see it, for {@code pg_waldump}. */
    String dataDirectory();

    /** The dump as the server's programs see it; of no use where it is streamed. */
    String dumpPath();

    /** The path of one of the server's programs, for a shell that {@link #run} starts. */
    String program(String name);

    /**
     * Runs a program of the server's own major beside the server, connected to it by its environment: a call needs to
     * name the database only. Ends with {@link dev.dryrun.plan.NoVerdict} at the call's deadline.
     */
    ProgramResult run(ProgramCall call);

    /** The same with each line of stdout handed on, for output of any size; stdout of the result is empty. */
    default ProgramResult run(ProgramCall call, Consumer<String> stdoutLine) {
        return run(call, ProgramStreams.to(stdoutLine));
    }

    /** The same with input as well, and with complaints seen as they come. */
    ProgramResult run(ProgramCall call, ProgramStreams streams);

    /**
     * Stops the server cleanly, writes its files to disk, and starts it with exactly these settings. Settings of the
     * user's that the server does not start with are {@link dev.dryrun.plan.BadInput}.
     */
    void restart(Map<String, String> settings);

    /** The server's log so far (the last 64 MB of it), lines beginning with {@code %m [%p] %x %e } in UTC. */
    String log();

    /** Where this server's databases are for JDBC. */
    default String jdbcUrl(String database) {
        return new ServerAddress(host(), port(), user(), password()).url(database);
    }

    /** Connects as the superuser, in autocommit. */
    Connection connect(String database, String applicationName);

    /**
     * Leaves the server running after {@link #close()}; needs a plan with {@code --keep}.
     *
     * @return how to connect to it and how to remove it
     */
    String keep(String database);

    /** Stops and removes everything at once. May be called more than once and from any thread. */
    @Override
    void close();
}
