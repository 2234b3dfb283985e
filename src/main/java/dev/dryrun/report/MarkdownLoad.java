package dev.dryrun.report;

import dev.dryrun.report.LoadReport.Latencies;
import dev.dryrun.report.LoadReport.Phase;
import dev.dryrun.report.LoadReport.StepLoad;
import java.util.Optional;
import java.util.stream.Collectors;

/** The part of report.md that holds what the application felt against what it felt before. */
final class MarkdownLoad {

    private static final int QUERY_WIDTH = 100;

    private MarkdownLoad() {}

    /** What the application felt of a step, beside the phases before and after the migration. */
    static String felt(LoadReport load, StepLoad step) {
        return Markdown.head(
                        "The application",
                        "Requests:",
                        "Errors:",
                        "p50:",
                        "p90:",
                        "p99:",
                        "max:",
                        "over 100 ms:",
                        "over 1 s:")
                + row("before the migration", load.baseline())
                + Markdown.row(
                        "**during this step**",
                        Figures.count(step.requests()),
                        errors(step),
                        latencies(step.latencies()),
                        Figures.count(step.over100ms()),
                        Figures.count(step.over1s()))
                + row("after the migration", load.coolDown())
                + "\n"
                + failures(step);
    }

    private static String row(String phase, Optional<Phase> felt) {
        return felt.map(each -> Markdown.row(
                        phase,
                        Figures.count(each.requests()),
                        Figures.count(each.errors()),
                        latencies(each.latencies()),
                        "",
                        ""))
                .orElse("");
    }

    private static String errors(StepLoad step) {
        String timeouts = step.timeouts() == 0 ? "" : " (" + Figures.count(step.timeouts(), "timeout") + ")";
        return Figures.count(step.errors()) + timeouts;
    }

    private static String latencies(Latencies latencies) {
        return String.join(
                " | ",
                Figures.duration(latencies.p50()),
                Figures.duration(latencies.p90()),
                Figures.duration(latencies.p99()),
                Figures.duration(latencies.max()));
    }

    private static String failures(StepLoad step) {
        if (step.failures().isEmpty()) {
            return "";
        }
        String rows = step.failures().stream()
                .map(failure -> Markdown.row(
                        Figures.count(failure.count()),
                        failure.sqlState().orElse(Figures.NOTHING),
                        Markdown.text(failure.message()),
                        Markdown.code(Excerpt.line(failure.query(), QUERY_WIDTH))))
                .collect(Collectors.joining());
        return Markdown.head("Failed requests:", "SQLSTATE", "Message", "Query") + rows + "\n";
    }
}
