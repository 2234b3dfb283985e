package dev.dryrun.load;

import java.time.Duration;

/**
 * How many requests were due, and what became of them. Each one that did not succeed is in exactly one of
 * {@code errors}, {@code timeouts} and {@code stuck}.
 *
 * @param requests all that were due
 * @param errors failed with an error that is not a timeout
 * @param timeouts got no connection from the pool in time, or were cancelled by the server (SQLSTATE 57014)
 * @param stuck had no answer when the load was closed
 * @param late were begun more than 10 ms after they were due because no worker was free
 * @param later what became of them when a later phase had begun
 * @param over100ms had a response time over 100 ms
 * @param over1s had a response time over 1 s
 */
public record RequestCounts(
        long requests, long errors, long timeouts, long stuck, Later later, long late, long over100ms, long over1s) {

    /**
     * Requests that were due in one phase and had no answer when the next began.
     *
     * @param wrong of those that did not succeed, the ones that ended so, or were stuck, when a later phase had begun
     * @param longest of requests due in the warm-up, the longest that one went on to wait when the first step had begun
     */
    public record Later(long wrong, Duration longest) {

        public static final Later NONE = new Later(0, Duration.ZERO);
    }

    public RequestCounts {
        if (errors < 0
                || timeouts < 0
                || stuck < 0
                || errors + timeouts + stuck > requests
                || later.wrong() < 0
                || later.wrong() > errors + timeouts + stuck) {
            throw new IllegalArgumentException("more requests failed than there were: " + requests);
        }
        if (late > requests || over1s > over100ms || over100ms > requests) {
            throw new IllegalArgumentException("more requests were slow than there were: " + requests);
        }
    }

    /** How many succeeded. */
    public long succeeded() {
        return requests - errors - timeouts - stuck;
    }
}
