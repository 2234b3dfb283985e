package dev.dryrun.plan;

import java.time.Duration;
import java.util.Set;

/**
 * The synthetic load: which, how much, and how long before and after the migration.
 *
 * @param retired columns and tables that the application no longer uses ({@code --retired}), as the user wrote them
 */
public record LoadPlan(
        LoadSource source, LoadRate rate, PoolPlan pool, Duration warmUp, Duration coolDown, Set<String> retired) {

    /** Of a profile that states none. */
    public static final double DEFAULT_RATE = 100;

    public LoadPlan {
        retired = Set.copyOf(retired);
        if (warmUp.isNegative() || coolDown.isNegative()) {
            throw new IllegalArgumentException("warm-up of " + warmUp + ", cool-down of " + coolDown);
        }
    }

    /** The derived profile at this rate over so many connections. */
    public static LoadPlan automatic(double rate, int connections, Duration warmUp, Duration coolDown) {
        PoolPlan pool = new PoolPlan(connections, PoolPlan.TIMEOUT, false);
        return new LoadPlan(LoadSource.AUTO, new LoadRate.PerSecond(rate), pool, warmUp, coolDown, Set.of());
    }

    /** The load as it is derived, without what is retired; for nobody to make. */
    public static LoadPlan derived(Set<String> retired) {
        PoolPlan pool = new PoolPlan(1, PoolPlan.TIMEOUT, false);
        return new LoadPlan(LoadSource.AUTO, LoadRate.UNSTATED, pool, Duration.ZERO, Duration.ZERO, retired);
    }

    /** No load. */
    public static LoadPlan none() {
        PoolPlan pool = new PoolPlan(1, PoolPlan.TIMEOUT, false);
        return new LoadPlan(LoadSource.NONE, LoadRate.UNSTATED, pool, Duration.ZERO, Duration.ZERO, Set.of());
    }

    public boolean isNone() {
        return source instanceof LoadSource.None;
    }

    public int connections() {
        return pool.connections();
    }
}
