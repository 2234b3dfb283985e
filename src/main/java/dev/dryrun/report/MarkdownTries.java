package dev.dryrun.report;

import dev.dryrun.report.StepLocks.WaitedFor;
import java.util.stream.Collectors;

/** The part of a step in report.md that tells of its tries, where there were several. */
final class MarkdownTries {

    private MarkdownTries() {}

    static String table(StepReport step) {
        if (step.result().tries().isEmpty()) {
            return "";
        }
        String rows = step.result().tries().stream().map(MarkdownTries::row).collect(Collectors.joining());
        return "**Tries.** Times, rows and bytes of the step are those of the last; blocked times are those of all.\n\n"
                + Markdown.head("At:", "Time:", "Outcome", "Waited for", "Dropped first", "WAL:")
                + rows
                + "\n";
    }

    private static String row(StepTry one) {
        return Markdown.row(
                Figures.duration(one.start()),
                Figures.duration(one.duration()),
                JsonReport.word(one.outcome())
                        + one.sqlState().map(state -> " with " + state).orElse(""),
                one.waitedFor().isEmpty()
                        ? Figures.NOTHING
                        : one.waitedFor().stream()
                                .map(WaitedFor::application)
                                .distinct()
                                .map(Markdown::text)
                                .collect(Collectors.joining(", ")),
                one.droppedIndexes().isEmpty()
                        ? Figures.NOTHING
                        : one.droppedIndexes().stream().map(Markdown::code).collect(Collectors.joining(", ")),
                one.volume().walBytes().map(Figures::bytes).orElse(Figures.NOTHING));
    }
}
