package dev.dryrun.plan;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Durations and rates as users write them, in options and in profiles alike: {@code 20ms}, {@code 200/s}. */
public final class Units {

    /** No duration is longer. */
    public static final Duration LONGEST = Duration.ofDays(100);

    /** No load has a higher rate, in requests a second. */
    public static final double HIGHEST_RATE = 100_000;

    private static final String NUMBER = "(?<number>[0-9]{1,12}(?:\\.[0-9]{1,9})?)";
    private static final Pattern PLAIN = Pattern.compile(NUMBER);
    private static final Pattern DURATION = Pattern.compile(NUMBER + "(?<unit>us|ms|s|m|h)");
    private static final Pattern RATE = Pattern.compile(NUMBER + "/(?<unit>s|m|h)");
    private static final Map<String, Duration> UNITS = Map.of(
            "us", Duration.ofNanos(1_000),
            "ms", Duration.ofMillis(1),
            "s", Duration.ofSeconds(1),
            "m", Duration.ofMinutes(1),
            "h", Duration.ofHours(1));
    private static final int NANO_DIGITS = 9;

    private Units() {}

    /** To the nanosecond, and of any length; empty for what is no number with a unit. */
    public static Optional<Duration> duration(String text) {
        Matcher match = DURATION.matcher(text);
        if (!match.matches()) {
            return Optional.empty();
        }
        BigDecimal unit = BigDecimal.valueOf(UNITS.get(match.group("unit")).toNanos(), NANO_DIGITS);
        BigDecimal seconds =
                new BigDecimal(match.group("number")).multiply(unit).setScale(NANO_DIGITS, RoundingMode.HALF_UP);
        BigDecimal whole = seconds.setScale(0, RoundingMode.DOWN);
        long nanos = seconds.subtract(whole).movePointRight(NANO_DIGITS).longValueExact();
        return Optional.of(Duration.ofSeconds(whole.longValueExact(), nanos));
    }

    /** Requests per second, of any size and also none; empty for what is no number with a unit. */
    public static Optional<Double> ratePerSecond(String text) {
        Matcher match = RATE.matcher(text);
        return match.matches()
                ? Optional.of(Double.parseDouble(match.group("number"))
                        / UNITS.get(match.group("unit")).toSeconds())
                : Optional.empty();
    }

    /** Whether all that is missing is the unit. */
    public static boolean lacksUnit(String text) {
        return PLAIN.matcher(text).matches();
    }
}
