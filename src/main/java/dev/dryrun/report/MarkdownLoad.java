package dev.dryrun.report;

import dev.dryrun.report.LoadReport.Felt;
import dev.dryrun.report.LoadReport.Latencies;
import dev.dryrun.report.LoadReport.Phase;
import dev.dryrun.report.LoadReport.StepLoad;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** The parts of report.md that hold what the application felt against what it felt before. */
final class MarkdownLoad {

    private static final int QUERY_WIDTH = 100;
    private static final int STEPS_SHOWN = 20;
    private static final int ERRORS_SHOWN = 10;

    private MarkdownLoad() {}

    /** What the application felt over the run: the steps that it felt, between before and after. */
    static String overview(Report report) {
        LoadReport load = report.conditions().load();
        List<StepReport> felt = report.steps().stream()
                .filter(step ->
                        step.contention().load().filter(MarkdownLoad::isFelt).isPresent())
                .toList();
        boolean after = load.coolDown().filter(phase -> phase.errors() > 0).isPresent();
        if (load.isNone() || felt.isEmpty() && !after) {
            return "";
        }
        List<StepReport> shown = felt.stream()
                .sorted(Comparator.comparing(MarkdownLoad::slowest).reversed())
                .limit(STEPS_SHOWN)
                .sorted(Comparator.comparingInt(StepReport::number))
                .toList();
        return Markdown.head(
                        "Due",
                        "Requests:",
                        "Errors:",
                        "p50:",
                        "p99:",
                        "max:",
                        "over 100 ms:",
                        "over 1 s:",
                        "No answer:",
                        "Pool empty:",
                        "Recovered after:")
                + overviewRow("before the migration", load.baseline())
                + shown.stream().map(MarkdownLoad::overviewRow).collect(Collectors.joining())
                + overviewRow("after the migration", load.coolDown())
                + "\n"
                + (shown.size() == felt.size()
                        ? "Of the steps that are left out no request failed, waited for a connection or took more than"
                                + " 100 ms."
                        : "Only the " + STEPS_SHOWN + " slowest of " + Figures.count(felt.size())
                                + " steps that were felt are shown; report.json has all.")
                + " Response times count from when a request was due.\n\n"
                + failures(report);
    }

    private static Duration slowest(StepReport step) {
        return step.contention().load().flatMap(load -> load.latencies().max()).orElse(Duration.ZERO);
    }

    private static boolean isFelt(StepLoad load) {
        return load.errors() > 0
                || load.counts().stuck() > 0
                || load.over100ms() > 0
                || load.pool().waited() > 0;
    }

    private static String overviewRow(String name, Optional<Phase> phase) {
        return phase.map(each -> Markdown.row(
                        name,
                        Figures.count(each.requests()),
                        Figures.count(each.errors()),
                        Figures.duration(each.latencies().p50()),
                        Figures.duration(each.latencies().p99()),
                        Figures.duration(each.latencies().max()),
                        "",
                        "",
                        "",
                        "",
                        ""))
                .orElse("");
    }

    private static String overviewRow(StepReport step) {
        StepLoad load = step.contention().load().orElseThrow();
        return Markdown.row(
                "in step " + step.number(),
                Figures.count(load.requests()),
                errors(load),
                Figures.duration(load.latencies().p50()),
                Figures.duration(load.latencies().p99()),
                Figures.duration(load.latencies().max()),
                Figures.count(load.over100ms()),
                Figures.count(load.over1s()),
                Figures.count(load.counts().stuck()),
                Figures.duration(load.pool().empty()),
                load.harm().recovery().map(Figures::duration).orElse(Figures.NOTHING));
    }

    /** Over all steps and after them, by error. */
    private static String failures(Report report) {
        List<FailedSteps> errors = FailedSteps.of(report);
        if (errors.isEmpty()) {
            return "";
        }
        return Markdown.head("Failed, due since the first step:", "SQLSTATE", "Message", "Queries", "Steps")
                + errors.stream()
                        .limit(ERRORS_SHOWN)
                        .map(error -> Markdown.row(
                                Figures.count(error.count()),
                                error.sqlState().orElse(Figures.NOTHING),
                                Markdown.text(error.message()),
                                Markdown.text(error.queriesText()),
                                error.stepsText()))
                        .collect(Collectors.joining())
                + "\n"
                + Markdown.more(errors.size(), ERRORS_SHOWN, "error");
    }

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
                + aside(step)
                + failures(step)
                + queries(step);
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

    /** What a table of response times does not show. */
    private static String aside(StepLoad step) {
        List<String> parts = FeltWords.of(step);
        return parts.isEmpty() ? "" : "**Felt:** " + String.join("; ", parts) + ".\n\n";
    }

    private static String failures(StepLoad step) {
        if (step.failures().isEmpty()) {
            return "";
        }
        String rows = step.failures().stream()
                .limit(ERRORS_SHOWN)
                .map(failure -> Markdown.row(
                        Figures.count(failure.count()),
                        failure.sqlState().orElse(Figures.NOTHING),
                        Markdown.text(failure.message()),
                        Markdown.code(Excerpt.line(failure.query(), QUERY_WIDTH))))
                .collect(Collectors.joining());
        return Markdown.head("Failed requests:", "SQLSTATE", "Message", "Query") + rows + "\n"
                + Markdown.more(step.failures().size(), ERRORS_SHOWN, "error");
    }

    private static String queries(StepLoad step) {
        if (!isFelt(step) || step.queries().isEmpty()) {
            return "";
        }
        String rows = step.queries().stream()
                .limit(STEPS_SHOWN)
                .map(query -> queryRow(query.name(), query.felt()))
                .collect(Collectors.joining());
        return "<details><summary>By query</summary>\n\n"
                + Markdown.head("Query", "Requests:", "Errors:", "p50:", "p90:", "p99:", "max:", "over 100 ms:")
                + rows
                + "\n"
                + Markdown.more(step.queries().size(), STEPS_SHOWN, "kind")
                + "</details>\n\n";
    }

    private static String queryRow(String name, Felt felt) {
        return Markdown.row(
                Markdown.text(Excerpt.line(name, QUERY_WIDTH)),
                Figures.count(felt.requests()),
                Figures.count(felt.errors()),
                latencies(felt.latencies()),
                Figures.count(felt.over100ms()));
    }
}
