package dev.dryrun.cli;

import java.io.IOException;
import java.util.List;

/**
 * One line of the table of bad and odd input.
 *
 * @param name says what is wrong, in a few words
 * @param making makes the files, and gives the command line
 * @param exitCode that the program has to end with
 * @param patterns regular expressions each of which has to be found in what is written to stderr; for a run with a report
 *     in report.md
 */
record BadCase(String name, Making making, int exitCode, List<String> patterns) {

    /** Makes the files of a case. */
    @FunctionalInterface
    interface Making {
        List<String> commandLine(Ground ground) throws IOException;
    }

    static final int PASSED = 0;
    static final int STEP_FAILED = 1;
    static final int BAD_INPUT = 2;
    static final int NO_VERDICT = 3;

    /** What the user has to mend: one message with the thing, and a hint. */
    static BadCase refused(String name, Making making, String... patterns) {
        return new BadCase(name, making, BAD_INPUT, List.of(patterns));
    }

    /** What the environment lacks. */
    static BadCase noVerdict(String name, Making making, String... patterns) {
        return new BadCase(name, making, NO_VERDICT, List.of(patterns));
    }

    /** A report belongs there, with a failed step. */
    static BadCase stepFails(String name, Making making, String... patterns) {
        return new BadCase(name, making, STEP_FAILED, List.of(patterns));
    }

    /** Odd, and nevertheless right. */
    static BadCase passes(String name, Making making, String... patterns) {
        return new BadCase(name, making, PASSED, List.of(patterns));
    }

    boolean isReported() {
        return exitCode <= STEP_FAILED;
    }

    @Override
    public String toString() {
        return name;
    }
}
