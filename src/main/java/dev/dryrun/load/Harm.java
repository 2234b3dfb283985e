package dev.dryrun.load;

import java.time.Duration;
import java.util.Optional;

/**
 * What a phase did to the requests beyond what is usual, held against the baseline; empty where there is none.
 *
 * @param blocked request-seconds: the sum, over the requests that were due in the phase, of the response time beyond
 *     the 99th percentile of the baseline, which is without what the warm-up's last requests waited for the first step
 * @param recovery of a step: from its end until the response times were back at the baseline, to 10 ms; see
 *     {@link Recovery}
 */
public record Harm(Optional<Duration> blocked, Optional<Duration> recovery) {

    /** Nothing to hold it against. */
    public static final Harm UNKNOWN = new Harm(Optional.empty(), Optional.empty());
}
