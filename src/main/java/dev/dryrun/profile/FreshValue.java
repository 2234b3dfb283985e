package dev.dryrun.profile;

import java.time.LocalDate;
import java.util.Locale;
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

    /** A single address of those for private networks (RFC 4193), 120 bits of it by chance. */
    record RandomAddress() implements FreshValue {

        private static final int GROUPS = 7;

        @Override
        public String next(String modelled, long number, SplittableRandom random) {
            StringBuilder address = new StringBuilder(String.format(Locale.ROOT, "fd%02x", random.nextInt(1 << 8)));
            for (int i = 0; i < GROUPS; i++) {
                address.append(String.format(Locale.ROOT, ":%04x", random.nextInt(1 << 16)));
            }
            return address.toString();
        }
    }

    /** Days after the last one in the table, which is given as days since 1970. */
    record LaterDay(long after) implements FreshValue {

        @Override
        public String next(String modelled, long number, SplittableRandom random) {
            return day(after + 1 + number);
        }
    }

    /** Points in time after the last one in the table, which is given as seconds since 1970; a second apart. */
    record LaterSecond(long after) implements FreshValue {

        @Override
        public String next(String modelled, long number, SplittableRandom random) {
            return second(after + 1 + number);
        }
    }

    /** The modelled bytes in hexadecimal with the number of the request behind them. */
    record MoreBytes() implements FreshValue {

        @Override
        public String next(String modelled, long number, SplittableRandom random) {
            String bytes = modelled.startsWith("\\x") ? modelled : "\\x";
            return String.format(Locale.ROOT, "%s%016x", bytes, number);
        }
    }

    /** Ranges one long that begin after the upper end of the last one in the table, and overlap with none. */
    record LaterRange(Unit unit, long after) implements FreshValue {

        /** What a range is of, and in what its ends are counted. */
        public enum Unit {
            NUMBER,
            DAY,
            SECOND
        }

        @Override
        public String next(String modelled, long number, SplittableRandom random) {
            long from = after + 1 + 2 * number;
            return "[" + end(from) + "," + end(from + 1) + ")";
        }

        private String end(long value) {
            return switch (unit) {
                case NUMBER -> Long.toString(value);
                case DAY -> day(value);
                case SECOND -> '"' + second(value) + '"';
            };
        }
    }

    private static String day(long day) {
        LocalDate date = LocalDate.ofEpochDay(day);
        // Years of more than four digits have a sign in ISO 8601, which Postgres does not read.
        return String.format(Locale.ROOT, "%04d-%02d-%02d", date.getYear(), date.getMonthValue(), date.getDayOfMonth());
    }

    private static String second(long second) {
        long of = Math.floorMod(second, 86_400L);
        return String.format(
                Locale.ROOT,
                "%s %02d:%02d:%02d+00",
                day(Math.floorDiv(second, 86_400L)),
                of / 3600,
                of / 60 % 60,
                of % 60);
    }
}
