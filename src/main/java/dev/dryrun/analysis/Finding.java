package dev.dryrun.analysis;

import java.util.Locale;
import java.util.Optional;

/** Something a person should know: what it is, of which step and relation, and what to do about it. */
public record Finding(
        String code,
        Severity severity,
        Optional<Integer> step,
        Optional<String> relation,
        String message,
        String advice) {

    /** How much it matters. */
    public enum Severity {
        INFO,
        WARNING,
        DANGER;

        public String text() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** A finding about the run as a whole. */
    public static Finding ofRun(String code, Severity severity, String message, String advice) {
        return new Finding(code, severity, Optional.empty(), Optional.empty(), message, advice);
    }
}
