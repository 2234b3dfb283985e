package dev.dryrun.load;

import java.time.Duration;

/**
 * How the connection pool fared while the load ran.
 *
 * @param connections its size
 * @param longestWait the longest time that a request which got a connection had waited for it
 * @param timeouts requests that got none within the pool's time
 * @param reopened connections that had to be opened again, because an error had made the pool discard one
 */
public record PoolUse(int connections, Duration longestWait, long timeouts, long reopened) {}
