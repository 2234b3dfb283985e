package dev.dryrun.load;

import dev.dryrun.plan.NoVerdict;
import dev.dryrun.time.RunClock;
import java.sql.SQLException;
import java.time.Duration;

/** The connections of one class of sessions, all opened before anything is measured. */
interface Connections extends AutoCloseable {

    /** Where one worker gets a connection for a request, and leaves it afterwards. */
    interface Source {

        /** @throws java.sql.SQLTransientConnectionException if there is none within {@code atMost} */
        RequestConnection borrow(Duration atMost) throws SQLException;

        void giveBack(RequestConnection connection) throws SQLException;

        /** Whether whoever asks now has to wait until another gives a connection back. */
        boolean isEmpty();
    }

    /** Opens every connection that a class asks for. */
    static Connections open(LoadTarget target, Demand.OfClass demand, RunClock clock) {
        return demand.pool().held() ? HeldConnections.open(target, demand) : LoadPool.open(target, demand, clock);
    }

    /** How many workers make the requests of the class. */
    int workers();

    /** That of a worker, counted from 0. */
    Source source(int worker);

    int size();

    /** Has every connection run its queries once. */
    void warm(Warming warming) throws SQLException;

    /** Connections in use and free, and requests that wait for one. */
    record Use(int active, int idle, int waiting) {}

    /** How they are used just now. May be asked by any thread. */
    Use use();

    /** Connections that had to be opened again, because an error had made one useless. */
    long reopened();

    /** Closes every connection, those in use included. */
    @Override
    void close();

    static NoVerdict notOpened(LoadTarget target, int connections, Exception why) {
        return new NoVerdict(
                "opening the load's " + connections + " connections to " + target.jdbcUrl() + ": " + why.getMessage(),
                "raise the server's limit (--postgres-setting max_connections=200) or lower --load-connections",
                why);
    }
}
