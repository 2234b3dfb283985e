package dev.dryrun.profile;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Durations and rates as profiles write them, which is as options do: {@code 20ms}, {@code 200/s}. */
final class Units {

    private static final String NUMBER = "(?<number>[0-9]{1,12}(?:\\.[0-9]{1,9})?)";
    private static final Pattern DURATION = Pattern.compile(NUMBER + "(?<unit>us|ms|s|m|h)");
    private static final Pattern RATE = Pattern.compile(NUMBER + "/(?<unit>s|m|h)");
    private static final Map<String, Duration> UNITS = Map.of(
            "us", Duration.ofNanos(1_000),
            "ms", Duration.ofMillis(1),
            "s", Duration.ofSeconds(1),
            "m", Duration.ofMinutes(1),
            "h", Duration.ofHours(1));
    private static final Duration LONGEST = Duration.ofDays(100);
    private static final double HIGHEST_RATE = 100_000;

    private Units() {}

    static Optional<Duration> duration(String text) {
        Matcher match = DURATION.matcher(text);
        if (!match.matches()) {
            return Optional.empty();
        }
        BigDecimal unit = BigDecimal.valueOf(UNITS.get(match.group("unit")).toNanos());
        BigDecimal nanos = new BigDecimal(match.group("number")).multiply(unit).setScale(0, RoundingMode.HALF_UP);
        return nanos.compareTo(BigDecimal.valueOf(LONGEST.toNanos())) > 0
                ? Optional.empty()
                : Optional.of(Duration.ofNanos(nanos.longValueExact()));
    }

    static Optional<Double> ratePerSecond(String text) {
        Matcher match = RATE.matcher(text);
        if (!match.matches()) {
            return Optional.empty();
        }
        double rate = Double.parseDouble(match.group("number"))
                / UNITS.get(match.group("unit")).toSeconds();
        return rate > 0 && rate <= HIGHEST_RATE ? Optional.of(rate) : Optional.empty();
    }
}
