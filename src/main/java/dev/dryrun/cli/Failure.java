package dev.dryrun.cli;

import dev.dryrun.plan.BadInput;
import dev.dryrun.plan.NoVerdict;
import dev.dryrun.postgres.MaskedLines;
import dev.dryrun.postgres.MaskedLog;
import dev.dryrun.report.TerminalText;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.stream.Collectors;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** The one place that prints errors, without anything that a terminal would act upon, and turns them into exit codes. */
final class Failure {

    static final int BAD_INPUT = 2;
    static final int NO_VERDICT = 3;
    static final int OUR_BUG = 70;
    static final int INTERRUPTED = 130;

    private final PrintWriter errors;

    Failure(PrintWriter errors) {
        this.errors = errors;
    }

    /** The options could not be read. */
    int ofOptions(ParameterException failure) {
        String message = failure.getMessage().lines().findFirst().orElse("the options cannot be read");
        print(message, hint(failure));
        return BAD_INPUT;
    }

    /** The run ended with an exception. */
    int ofRun(Throwable failure, boolean verbose) {
        if (failure instanceof BadInput badInput) {
            print(badInput.getMessage(), badInput.hint());
            return BAD_INPUT;
        }
        if (failure instanceof NoVerdict noVerdict) {
            print(withoutValues(noVerdict.getMessage()), withoutValues(noVerdict.hint()));
            if (verbose) {
                trace(noVerdict);
            }
            return NO_VERDICT;
        }
        trace(failure);
        print("this is a bug of dryrun, and not your mistake", "please report it together with the lines above");
        return OUR_BUG;
    }

    /** The run has a report, but did not come to its end. */
    void ofReport(String reason, String hint) {
        print("no verdict: " + reason, hint);
    }

    /** The run has a report and an exit code of its own; only the comparison with another could not be kept. */
    void ofComparison(NoVerdict failure) {
        print("the comparison was not kept: " + withoutValues(failure.getMessage()), withoutValues(failure.hint()));
    }

    /** A signal ended the run, so that whatever was thrown is only what the signal tore down. */
    int ofInterruption(Throwable failure, boolean verbose) {
        if (verbose) {
            trace(failure);
        }
        return INTERRUPTED;
    }

    private void print(String message, String hint) {
        errors.println(TerminalText.lines("dryrun: " + message));
        errors.println(TerminalText.lines("hint: " + hint));
        errors.flush();
    }

    private void trace(Throwable failure) {
        StringWriter trace = new StringWriter();
        failure.printStackTrace(new PrintWriter(trace));
        errors.println(TerminalText.lines(inLines(trace.toString())));
        errors.flush();
    }

    /** An error of the server may come with a row, and the end of its log with anything. */
    private static String withoutValues(String text) {
        return inLines(MaskedLog.ofTail(text));
    }

    private static String inLines(String text) {
        return text.lines().map(MaskedLines.stateful()).collect(Collectors.joining("\n"));
    }

    private static String hint(ParameterException failure) {
        if (failure instanceof UnmatchedArgumentException unmatched) {
            String argument = unmatched.getUnmatched().get(0);
            if (!unmatched.isUnknownOption()) {
                return "each file needs its option: --migration " + argument;
            }
            if (!unmatched.getSuggestions().isEmpty()) {
                return "did you mean " + String.join(" or ", unmatched.getSuggestions()) + "?";
            }
        }
        return "see dryrun --help";
    }
}
