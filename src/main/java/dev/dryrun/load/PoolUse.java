package dev.dryrun.load;

import java.time.Duration;

/**
 * How a connection pool fared over the run, or the pools of all classes together: then it was empty while any was.
 *
 * @param connections its size
 * @param reopened connections that had to be opened again, because an error had made the pool discard one
 */
public record PoolUse(int connections, PoolWaits waits, long reopened) {

    /** The longest wait of a request for a connection, whether it got one or not. */
    public Duration longestWait() {
        return waits.longest();
    }

    /** Requests that got no connection within the pool's time. */
    public long timeouts() {
        return waits.timedOut();
    }
}
