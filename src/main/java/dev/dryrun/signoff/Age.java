package dev.dryrun.signoff;

import java.time.Duration;

/** The age of a run in the largest unit that says enough. */
final class Age {

    private static final int DAYS_FROM = 2;

    private Age() {}

    static String text(Duration age) {
        if (age.toDays() >= DAYS_FROM) {
            return age.toDays() + " days";
        }
        if (age.toHours() >= DAYS_FROM) {
            return age.toHours() + " hours";
        }
        return age.toMinutes() >= DAYS_FROM ? age.toMinutes() + " minutes" : age.toSeconds() + " seconds";
    }
}
