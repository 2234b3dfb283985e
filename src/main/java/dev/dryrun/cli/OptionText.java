package dev.dryrun.cli;

import dev.dryrun.plan.BadInput;
import dev.dryrun.plan.Units;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** What the user wrote behind an option, read as the kind of value that the option takes. */
record OptionText(String option, String text) {

    /** {@code 500us}, {@code 5ms}, {@code 3s}, {@code 2m}, {@code 1h}, {@code 1.5s}. */
    Duration duration() {
        Duration duration = Units.duration(text).orElseThrow(() -> unread("a duration", "5ms, 3s, 2m or 1h"));
        if (duration.compareTo(Units.LONGEST) > 0) {
            throw refused("is longer than " + Units.LONGEST.toDays() + " days", "write a shorter duration");
        }
        return duration;
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
        double rate = Units.ratePerSecond(text).orElseThrow(() -> unread("a rate", "200/s or 200/m"));
        if (rate <= 0) {
            throw refused("is no load", "use --load none to run without a load");
        }
        if (rate > Units.HIGHEST_RATE) {
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

    private BadInput unread(String kind, String examples) {
        return refused(
                Units.lacksUnit(text) ? "is " + kind + " without a unit" : "is not " + kind, "write it as " + examples);
    }

    private static String spelled(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
