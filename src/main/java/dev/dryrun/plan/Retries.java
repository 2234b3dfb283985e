package dev.dryrun.plan;

import java.time.Duration;

/** How often what failed for a lock is run again (a step, or its transaction from its BEGIN), and after what pause. */
public record Retries(int most, Duration backoff) {

    public static final Retries NONE = new Retries(0, Duration.ofSeconds(1));

    public Retries {
        if (most < 0 || backoff.isNegative()) {
            throw new IllegalArgumentException(most + " retries after " + backoff);
        }
    }

    public boolean isNone() {
        return most == 0;
    }
}
