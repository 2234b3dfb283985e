package dev.dryrun.load;

import dev.dryrun.profile.Arrivals;
import dev.dryrun.time.Moment;
import java.util.SplittableRandom;

/**
 * When the requests of a stream are due, one after the other, whatever becomes of them. Constant ones at
 * {@code origin + i / ratePerSecond}; those of a Poisson process at exponentially distributed distances, the same in every
 * run.
 */
final class Schedule {

    private static final double NANOS_PER_SECOND = 1e9;

    private final Moment origin;
    private final double ratePerSecond;
    private final Arrivals arrivals;
    private final SplittableRandom random;
    /** From the origin to the next request, in mean distances. Nothing is rounded before it becomes a moment. */
    private double distances;

    Schedule(Moment origin, double ratePerSecond, Arrivals arrivals, long seed) {
        if (!(ratePerSecond > 0)) {
            throw new IllegalArgumentException("not a rate: " + ratePerSecond + "/s");
        }
        this.origin = origin;
        this.ratePerSecond = ratePerSecond;
        this.arrivals = arrivals;
        this.random = new SplittableRandom(seed);
        this.distances = arrivals == Arrivals.POISSON ? exponential() : 0;
    }

    /** When the next request is due. */
    Moment due() {
        return new Moment(origin.nanos() + Math.round(distances * NANOS_PER_SECOND / ratePerSecond));
    }

    /** Goes on to the request after it. */
    void advance() {
        distances += arrivals == Arrivals.POISSON ? exponential() : 1;
    }

    private double exponential() {
        return -StrictMath.log1p(-random.nextDouble());
    }
}
