package dev.dryrun.profile;

import java.util.SplittableRandom;
import java.util.UUID;

/** How an insert gets a value that no row has yet, for a column under a primary key or unique constraint. */
public sealed interface FreshValue {

    /**
     * A value that is new in the run.
     *
     * @param modelled the value in the row that the insert is modelled on
     * @param number the number of the request, which no other request has
     * @param random seeded from that number, so that runs are alike
     */
    String next(String modelled, long number, SplittableRandom random);

    /** Integers above the largest one in the table. */
    record Counting(long above) implements FreshValue {

        @Override
        public String next(String modelled, long number, SplittableRandom random) {
            return Long.toString(above + 1 + number);
        }
    }

    /**
     * The modelled text with {@code x} and the number of the request behind it, cut so that the whole stays within
     * {@code maxLength} characters. The letter keeps the result apart from serial codes that the table already holds.
     */
    record Suffixed(int maxLength) implements FreshValue {

        /** Room for the suffixes of a thousand million requests. */
        public static final int LEAST_LENGTH = 10;

        public Suffixed {
            if (maxLength < LEAST_LENGTH) {
                throw new IllegalArgumentException("no room for a suffix in " + maxLength + " characters");
            }
        }

        @Override
        public String next(String modelled, long number, SplittableRandom random) {
            String suffix = "x" + number;
            int length = modelled.codePointCount(0, modelled.length());
            int kept = Math.max(0, Math.min(length, maxLength - suffix.length()));
            return modelled.substring(0, modelled.offsetByCodePoints(0, kept)) + suffix;
        }
    }

    /** A UUID of version 4. */
    record RandomUuid() implements FreshValue {

        @Override
        public String next(String modelled, long number, SplittableRandom random) {
            long high = (random.nextLong() & ~0xF000L) | 0x4000L;
            long low = (random.nextLong() & ~(0xC0L << 56)) | (0x80L << 56);
            return new UUID(high, low).toString();
        }
    }
}
