package dev.dryrun.report;

import dev.dryrun.time.DurationBounds;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;

/** Spells numbers for people: each with its unit, in three digits or so, the same on every machine. */
public final class Figures {

    /** Stands where there is nothing to say: nothing measured, nobody blocked. */
    public static final String NOTHING = "-";

    private static final BigDecimal THOUSAND = BigDecimal.valueOf(1000);

    private static final String[] BYTE_UNITS = {"kB", "MB", "GB", "TB"};

    private Figures() {}

    /** {@code 3.2 ms}, {@code 412 ms}, {@code 1.85 s}, {@code 12.3 s}, {@code 2 m 05 s}, {@code 1 h 02 m}. */
    public static String duration(Duration duration) {
        if (duration.isNegative()) {
            return "-" + duration(duration.negated());
        }
        Text text = text(duration);
        return text.number() + text.unit();
    }

    /** A time that somebody chose, without digits that he did not: {@code 500 ms}, {@code 1 s}, {@code 1.5 s}. */
    public static String exact(Duration duration) {
        boolean inSeconds = duration.compareTo(Duration.ofSeconds(1)) >= 0;
        if (duration.compareTo(Duration.ofMinutes(1)) >= 0) {
            return duration(duration);
        }
        return number(BigDecimal.valueOf(duration.toNanos(), inSeconds ? 9 : 6).doubleValue())
                + (inSeconds ? " s" : " ms");
    }

    public static String duration(Optional<Duration> duration) {
        return duration.map(Figures::duration).orElse(NOTHING);
    }

    /** {@code 3.21–3.24 s}, {@code 980 ms–1.02 s}, and one figure where both bounds read alike. */
    public static String bounds(DurationBounds bounds) {
        Text least = text(bounds.atLeast());
        Text most = text(bounds.atMost());
        if (least.equals(most)) {
            return most.number() + most.unit();
        }
        boolean sharesUnit = bounds.atLeast().isZero() || least.unit().equals(most.unit());
        return least.number() + (sharesUnit ? "" : least.unit()) + "–" + most.number() + most.unit();
    }

    /** As {@link #bounds}, and {@link #NOTHING} for a time that certainly did not pass. */
    static String blocked(DurationBounds bounds) {
        return bounds.atMost().isZero() ? NOTHING : bounds(bounds);
    }

    /** The longer of the times for which writers waited for the table and for single rows, and which it is. */
    static String blockedWrites(StepReport.Blocking blocking) {
        return blocked(blocking.longestForWriters()) + (blocking.rowsOutlastTable() ? " (rows)" : "");
    }

    /** {@code 1,203–1,208 ms}: always in milliseconds, to be compared down a column. */
    static String milliseconds(DurationBounds bounds) {
        String least = millisecondDigits(bounds.atLeast());
        String most = millisecondDigits(bounds.atMost());
        return (least.equals(most) ? most : least + "–" + most) + " ms";
    }

    /** A measured value beside its limit: to the microsecond where the short form would make them look equal. */
    static String beyond(Duration measured, Duration limit) {
        String brief = duration(measured);
        return brief.equals(duration(limit)) && !measured.equals(limit)
                ? grouped(BigDecimal.valueOf(measured.toNanos(), 6), 3) + " ms"
                : brief;
    }

    /** {@code 512 bytes}, {@code 8.2 MB}; a kB is 1,024 bytes, as in Postgres. */
    public static String bytes(long bytes) {
        if (bytes == 1 || bytes == -1) {
            return bytes + " byte";
        }
        double scaled = bytes;
        int unit = -1;
        while (Math.abs(scaled) >= 1023.5 && unit < BYTE_UNITS.length - 1) {
            scaled /= 1024;
            unit++;
        }
        if (unit < 0) {
            return bytes + " bytes";
        }
        return grouped(BigDecimal.valueOf(scaled), Math.abs(scaled) < 9.95 ? 1 : 0) + " " + BYTE_UNITS[unit];
    }

    /** {@code 12,345}. */
    public static String count(long count) {
        return Math.abs(count) < THOUSAND.longValue() ? Long.toString(count) : String.format(Locale.ROOT, "%,d", count);
    }

    /** {@code 1 session}, {@code 48 sessions}: regular nouns only. */
    public static String count(long count, String noun) {
        return count(count) + " " + noun + (count == 1 ? "" : "s");
    }

    /** {@code 100}, {@code 0.5}: as many digits as it has, at most three after the point. */
    public static String number(double number) {
        BigDecimal rounded =
                BigDecimal.valueOf(number).setScale(3, RoundingMode.HALF_UP).stripTrailingZeros();
        return grouped(rounded, Math.max(0, rounded.scale()));
    }

    /** What cannot proceed beside a lock: {@code reads, writes}. */
    static String blocks(StepLocks.Lock lock) {
        if (lock.blocksReads()) {
            return lock.blocksWrites() ? "reads, writes" : "reads";
        }
        return lock.blocksWrites() ? "writes" : NOTHING;
    }

    /** How many sessions of the application waited behind a step at once. */
    static String queue(StepReport step) {
        int peak = step.contention().blocked().peakSessions();
        return peak == 0 ? NOTHING : count(peak);
    }

    private static String millisecondDigits(Duration duration) {
        BigDecimal milliseconds = BigDecimal.valueOf(duration.toNanos(), 6);
        if (milliseconds.signum() == 0) {
            return "0";
        }
        if (milliseconds.compareTo(new BigDecimal("0.05")) < 0) {
            return "<0.1";
        }
        return grouped(milliseconds, milliseconds.compareTo(new BigDecimal("9.95")) < 0 ? 1 : 0);
    }

    private static Text text(Duration duration) {
        BigDecimal milliseconds = BigDecimal.valueOf(duration.toNanos(), 6);
        if (milliseconds.compareTo(new BigDecimal("999.5")) < 0) {
            return new Text(millisecondDigits(duration), " ms");
        }
        BigDecimal seconds = milliseconds.movePointLeft(3);
        if (seconds.compareTo(new BigDecimal("59.95")) < 0) {
            return new Text(grouped(seconds, seconds.compareTo(new BigDecimal("9.995")) < 0 ? 2 : 1), " s");
        }
        return minutes(seconds.setScale(0, RoundingMode.HALF_UP).longValueExact());
    }

    private static Text minutes(long seconds) {
        if (seconds < 3600) {
            return new Text(String.format(Locale.ROOT, "%d m %02d s", seconds / 60, seconds % 60), "");
        }
        long minutes = (seconds + 30) / 60;
        return new Text(String.format(Locale.ROOT, "%,d h %02d m", minutes / 60, minutes % 60), "");
    }

    private static String grouped(BigDecimal number, int decimals) {
        BigDecimal rounded = number.setScale(decimals, RoundingMode.HALF_UP);
        // Formatting takes most of the time that a report of thousands of steps does.
        return rounded.abs().compareTo(THOUSAND) < 0
                ? rounded.toPlainString()
                : String.format(Locale.ROOT, "%,." + decimals + "f", rounded);
    }

    /** A number and the unit that follows it, so that two bounds can share one; minutes have theirs inside. */
    private record Text(String number, String unit) {}
}
