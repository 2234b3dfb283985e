package dev.dryrun.verdict;

import java.util.Locale;

/** How a run ended, and the exit code that says so. */
public enum Outcome {
    PASSED(0),
    BREACHED(1),
    STEP_FAILED(1),
    INCOMPLETE(3);

    private final int exitCode;

    Outcome(int exitCode) {
        this.exitCode = exitCode;
    }

    public int exitCode() {
        return exitCode;
    }

    public String text() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
