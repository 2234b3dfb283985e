package dev.dryrun.profile;

import java.util.SplittableRandom;

/**
 * Which of several values is drawn how often. Those with a parameter are distributed as the random functions of pgbench
 * are that have the same name (PostgreSQL documentation, "pgbench", "Built-In Functions").
 */
public sealed interface Distribution {

    /** Every value as often as any other. */
    Distribution UNIFORM = new Uniform();

    /** With the exponent that is taken where none is given: of 10,000 values the first hundred get 65 % of the draws. */
    Distribution ZIPF = new Zipf(1.1);

    /** The first values most: half of the draws go to the first 7 % of them, nine in ten to the first 23 %. */
    Distribution RECENT = new Exponential(10);

    /** One of {@code 0 … size - 1}. */
    long index(long size, SplittableRandom random);

    /** Every value as often as any other. */
    record Uniform() implements Distribution {

        @Override
        public long index(long size, SplittableRandom random) {
            return random.nextLong(size);
        }
    }

    /** Value number k (from 1) in proportion to {@code 1 / k^exponent}: a few are hot, and there is a long tail. */
    record Zipf(double exponent) implements Distribution {

        public static final double LEAST = 1.001;
        public static final double MOST = 1000;

        public Zipf {
            if (!(exponent >= LEAST && exponent <= MOST)) {
                throw new IllegalArgumentException("an exponent of " + exponent);
            }
        }

        /** By rejection: Luc Devroye, "Non-Uniform Random Variate Generation" (1986), page 551. */
        @Override
        public long index(long size, SplittableRandom random) {
            double b = Math.pow(2, exponent - 1);
            while (size > 1) {
                double x = Math.floor(Math.pow(1 - random.nextDouble(), -1 / (exponent - 1)));
                double t = Math.pow(1 + 1 / x, exponent - 1);
                if (x <= size && random.nextDouble() * x * (t - 1) / (b - 1) <= t / b) {
                    return (long) x - 1;
                }
            }
            return 0;
        }
    }

    /** The first most, the others less and less; the larger the parameter the more go to the first. */
    record Exponential(double parameter) implements Distribution {

        public Exponential {
            if (!(parameter > 0)) {
                throw new IllegalArgumentException("a parameter of " + parameter);
            }
        }

        @Override
        public long index(long size, SplittableRandom random) {
            double cut = Math.exp(-parameter);
            double fraction = -Math.log(cut + (1 - cut) * (1 - random.nextDouble())) / parameter;
            return Math.min(size - 1, (long) (size * fraction));
        }
    }

    /** Those in the middle most, as a normal distribution cut off {@code parameter} standard deviations from it. */
    record Gaussian(double parameter) implements Distribution {

        public static final double LEAST = 2;

        public Gaussian {
            if (!(parameter >= LEAST)) {
                throw new IllegalArgumentException("a parameter of " + parameter);
            }
        }

        @Override
        public long index(long size, SplittableRandom random) {
            double deviation = normal(random);
            while (deviation < -parameter || deviation >= parameter) {
                deviation = normal(random);
            }
            return Math.min(size - 1, (long) (size * ((deviation + parameter) / (2 * parameter))));
        }

        /** Box and Muller's. */
        private static double normal(SplittableRandom random) {
            double radius = Math.sqrt(-2 * Math.log(1 - random.nextDouble()));
            return radius * Math.sin(2 * Math.PI * random.nextDouble());
        }
    }
}
