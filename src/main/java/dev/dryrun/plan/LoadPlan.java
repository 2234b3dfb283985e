package dev.dryrun.plan;

import java.time.Duration;

/** The synthetic read/write load: which, how much, and how long before and after the migration. */
public record LoadPlan(Profile profile, double ratePerSecond, int connections, Duration warmUp, Duration coolDown) {

    /** The values of {@code --load}. */
    public enum Profile {
        AUTO,
        NONE
    }

    public LoadPlan {
        if (!(ratePerSecond > 0) || connections < 1 || warmUp.isNegative() || coolDown.isNegative()) {
            throw new IllegalArgumentException("load of " + ratePerSecond + "/s over " + connections + " connections, "
                    + warmUp + ", " + coolDown);
        }
    }
}
