package dev.dryrun.plan;

import java.time.Duration;
import java.util.Optional;

/** How the steps are run and how often they are looked at. */
public record StepPlan(
        boolean singleTransaction,
        Optional<Duration> lockTimeout,
        Optional<Duration> statementTimeout,
        Duration sampleInterval) {

    public StepPlan {
        if (sampleInterval.isNegative() || sampleInterval.isZero()) {
            throw new IllegalArgumentException("sample interval: " + sampleInterval);
        }
    }
}
