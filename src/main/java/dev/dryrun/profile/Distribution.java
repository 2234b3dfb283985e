package dev.dryrun.profile;

import java.util.SplittableRandom;

/** Which of several values is drawn how often. */
public sealed interface Distribution {

    /** Every value as often as any other. */
    Distribution UNIFORM = new Uniform();

    /** One of {@code 0 … size - 1}. */
    long index(long size, SplittableRandom random);

    /** Every value as often as any other. */
    record Uniform() implements Distribution {

        @Override
        public long index(long size, SplittableRandom random) {
            return random.nextLong(size);
        }
    }
}
