package dev.dryrun.cli;

import dev.dryrun.progress.Reached;
import dev.dryrun.progress.Reached.InStep;
import dev.dryrun.report.Figures;
import dev.dryrun.report.TerminalText;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** How far a stage has come, in words for a line or for what is left of one. */
final class ReachedWords {

    private static final String GAP = "  ";
    private static final int STATEMENT = 60;

    /** Less of a statement says nothing. */
    private static final int SHORTEST = 8;

    private ReachedWords() {}

    /** A line for a log; empty where there is nothing to say. */
    static Optional<String> line(String stage, Reached reached) {
        if (reached instanceof Reached.Share share) {
            return Optional.of(stage + ": " + share.words());
        }
        if (reached instanceof Reached.Waited waited) {
            return Optional.of(stage + ": " + seconds(waited.waited()) + " of " + seconds(waited.whole()) + " s");
        }
        if (reached instanceof InStep step) {
            return Optional.of("step " + number(step) + " for " + Figures.duration(step.running()) + ": "
                    + parts(step).stream().map(part -> part + "; ").collect(Collectors.joining())
                    + TerminalText.excerpt(step.sql(), STATEMENT));
        }
        return Optional.empty();
    }

    /** What fits into so many columns, what matters most first. */
    static String beside(Reached reached, int columns) {
        if (reached instanceof Reached.Share share) {
            return TerminalText.cut(share.words(), columns);
        }
        if (reached instanceof Reached.Waited waited) {
            return TerminalText.cut(seconds(waited.waited()) + " of " + seconds(waited.whole()) + " s", columns);
        }
        return reached instanceof InStep step ? beside(step, columns) : "";
    }

    private static String beside(InStep step, int columns) {
        List<String> shown = new ArrayList<>(parts(step));
        shown.add(TerminalText.excerpt(step.sql(), columns));
        String running = number(step) + ", " + Figures.duration(step.running());
        StringBuilder line = new StringBuilder(TerminalText.cut(running, columns));
        for (String part : shown) {
            int room = columns - TerminalText.columns(line.toString()) - GAP.length();
            if (room >= Math.min(SHORTEST, TerminalText.columns(part))) {
                line.append(GAP).append(TerminalText.cut(part, room));
            }
        }
        return line.toString();
    }

    private static List<String> parts(InStep step) {
        List<String> parts = new ArrayList<>();
        if (step.blocked() > 0) {
            parts.add(step.blocked() + " blocked");
        }
        step.locks().awaited().ifPresent(lock -> parts.add("waits for " + TerminalText.line(lock)));
        step.locks().held().ifPresent(lock -> parts.add(TerminalText.line(lock)));
        return parts;
    }

    /** A script that makes steps of its own has more than were counted. */
    private static String number(InStep step) {
        boolean counted = step.of().isPresent() && step.of().getAsInt() >= step.number();
        return step.number() + (counted ? " of " + step.of().getAsInt() : "");
    }

    private static long seconds(Duration duration) {
        return duration.toSeconds();
    }
}
