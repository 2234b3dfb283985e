package dev.dryrun.cli;

import dev.dryrun.plan.BadInput;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** What the user wrote behind an option, read as the kind of value that the option takes. */
record OptionText(String option, String text) {

    private static final Pattern NUMBER = Pattern.compile("[0-9]{1,12}(\\.[0-9]{1,9})?");
    private static final Pattern DURATION = Pattern.compile("(?<number>" + NUMBER + ")(?<unit>us|ms|s|m|h)");
    private static final Pattern RATE = Pattern.compile("(?<number>" + NUMBER + ")/(?<unit>s|m|h)");
    private static final Map<String, Duration> UNITS = Map.of(
            "us", Duration.ofNanos(1_000),
            "ms", Duration.ofMillis(1),
            "s", Duration.ofSeconds(1),
            "m", Duration.ofMinutes(1),
            "h", Duration.ofHours(1));
    private static final Duration LONGEST = Duration.ofDays(100);
    private static final double HIGHEST_RATE = 100_000;

    /** {@code 500us}, {@code 5ms}, {@code 3s}, {@code 2m}, {@code 1h}, {@code 1.5s}. */
    Duration duration() {
        Matcher match = matched(DURATION, "a duration", "5ms, 3s, 2m or 1h");
        BigDecimal unit = BigDecimal.valueOf(UNITS.get(match.group("unit")).toNanos());
        BigDecimal nanos = new BigDecimal(match.group("number")).multiply(unit).setScale(0, RoundingMode.HALF_UP);
        if (nanos.compareTo(BigDecimal.valueOf(LONGEST.toNanos())) > 0) {
            throw refused("is longer than " + LONGEST.toDays() + " days", "write a shorter duration");
        }
        return Duration.ofNanos(nanos.longValueExact());
    }

    /** A duration for which nothing smaller than a millisecond would be kept. */
    Duration wholeMillis() {
        Duration duration = duration();
        if (duration.toNanosPart() % 1_000_000 != 0) {
            throw refused("is not a whole number of milliseconds", "write it as 1ms or more");
        }
        return duration;
    }

    /** A value for a timeout of the server, which takes milliseconds in 31 bits and reads 0 as "none". */
    Duration serverTimeout() {
        Duration timeout = wholeMillis();
        if (timeout.isZero()) {
            throw refused("would switch the timeout off", "leave " + option + " out for no timeout");
        }
        if (timeout.toMillis() > Integer.MAX_VALUE) {
            throw refused("is longer than Postgres can count", "leave " + option + " out for no timeout");
        }
        return timeout;
    }

    /** More often than every millisecond nothing is to be gained: reading takes that long, and slows the others down. */
    Duration millisecondOrMore() {
        Duration duration = duration();
        if (duration.compareTo(Duration.ofMillis(1)) < 0) {
            throw refused("is shorter than 1ms", "write it as 5ms");
        }
        return duration;
    }

    /** {@code 200/s}, {@code 90/m}, {@code 10/h}, as requests per second. */
    double ratePerSecond() {
        Matcher match = matched(RATE, "a rate", "200/s or 200/m");
        double rate = Double.parseDouble(match.group("number"))
                / UNITS.get(match.group("unit")).toSeconds();
        if (rate <= 0) {
            throw refused("is no load", "use --load none to run without a load");
        }
        if (rate > HIGHEST_RATE) {
            throw refused("is more than one load generator can send", "stay below 100000/s");
        }
        return rate;
    }

    int wholeNumber(int atLeast) {
        try {
            int number = Integer.parseInt(text);
            if (number >= atLeast) {
                return number;
            }
        } catch (NumberFormatException notANumber) {
            // Refused below, as one that is too small.
        }
        throw refused(
                "is not a whole number of " + atLeast + " or more", "write it as " + option + " " + (atLeast + 1));
    }

    /** One of the values of an enum, spelled as on the command line. */
    <E extends Enum<E>> E oneOf(Class<E> type) {
        for (E value : type.getEnumConstants()) {
            if (spelled(value).equals(text)) {
                return value;
            }
        }
        String values =
                Arrays.stream(type.getEnumConstants()).map(OptionText::spelled).collect(Collectors.joining(", "));
        throw refused("is not a value of " + option, "use one of: " + values);
    }

    Path path() {
        if (text.isBlank()) {
            throw refused("names no file", "give " + option + " a path");
        }
        try {
            return Path.of(text);
        } catch (InvalidPathException unusable) {
            throw refused("is not a file name here", "set LC_ALL to a UTF-8 locale, such as C.UTF-8");
        }
    }

    BadInput refused(String why, String hint) {
        return new BadInput(option + " " + (text.isBlank() ? "\"" + text + "\"" : text) + " " + why, hint);
    }

    private Matcher matched(Pattern pattern, String kind, String examples) {
        Matcher match = pattern.matcher(text);
        if (match.matches()) {
            return match;
        }
        boolean unitMissing = NUMBER.matcher(text).matches();
        throw refused(unitMissing ? "is " + kind + " without a unit" : "is not " + kind, "write it as " + examples);
    }

    private static String spelled(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
