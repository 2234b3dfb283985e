package dev.dryrun.plan;

/** How many requests a second: the value of {@code --load-rate}. */
public sealed interface LoadRate {

    /** What the profile states, else 100 a second. */
    LoadRate UNSTATED = new Unstated();

    LoadRate CALIBRATED = new Calibrated();

    /** The option was not given. */
    record Unstated() implements LoadRate {}

    /** {@code auto}: half of what the restored database sustains. */
    record Calibrated() implements LoadRate {}

    /** So many requests a second. */
    record PerSecond(double requests) implements LoadRate {

        public PerSecond {
            if (!(requests > 0)) {
                throw new IllegalArgumentException("not a rate: " + requests + "/s");
            }
        }
    }
}
