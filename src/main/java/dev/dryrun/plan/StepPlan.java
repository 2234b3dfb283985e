package dev.dryrun.plan;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** How the steps are run, how often they are looked at, what disturbs them, and how long the whole run may take. */
public record StepPlan(
        boolean singleTransaction,
        Optional<Duration> lockTimeout,
        Optional<Duration> statementTimeout,
        Duration sampleInterval,
        Retries retries,
        List<Disturbance> disturbances,
        Optional<Duration> maxDuration) {

    /** Steps that are run once, and that nobody but the load disturbs. */
    public StepPlan(
            boolean singleTransaction,
            Optional<Duration> lockTimeout,
            Optional<Duration> statementTimeout,
            Duration sampleInterval) {
        this(
                singleTransaction,
                lockTimeout,
                statementTimeout,
                sampleInterval,
                Retries.NONE,
                List.of(),
                Optional.empty());
    }

    public StepPlan {
        disturbances = List.copyOf(disturbances);
        if (sampleInterval.isNegative() || sampleInterval.isZero()) {
            throw new IllegalArgumentException("sample interval: " + sampleInterval);
        }
    }
}
