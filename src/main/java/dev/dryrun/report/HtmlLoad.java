package dev.dryrun.report;

import dev.dryrun.report.LoadReport.Latencies;
import dev.dryrun.report.LoadReport.StepLoad;
import dev.dryrun.report.html.Page.Block;
import dev.dryrun.report.html.Page.Cell;
import dev.dryrun.report.html.Page.Row;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What the application felt before, during and after a step. */
final class HtmlLoad {

    private static final List<String> COLUMNS =
            List.of("", "Requests", "Errors", "p50", "p90", "p99", "max", "over 100 ms", "over 1 s");

    private static final int QUERY_WIDTH = 100;

    private static final int ERRORS_SHOWN = 50;

    private HtmlLoad() {}

    /** @param shown rows of each table */
    static List<Block> felt(LoadReport load, StepLoad step, int shown) {
        List<Row> rows = new ArrayList<>();
        load.baseline().ifPresent(phase -> rows.add(phase("before the migration", phase)));
        rows.add(row("during this step", step.requests(), step.errors(), step.latencies())
                .and(Cell.number(Figures.count(step.over100ms())))
                .and(Cell.number(Figures.count(step.over1s()))));
        load.coolDown().ifPresent(phase -> rows.add(phase("after the migration", phase)));
        List<Block> blocks = new ArrayList<>();
        blocks.add(new Block("What the application felt", aside(step), COLUMNS, rows, false));
        if (!step.failures().isEmpty()) {
            blocks.add(new Block(
                    "Failed requests",
                    HtmlLocks.more(step.failures().size(), shown, "kind"),
                    List.of("Requests", "SQLSTATE", "Message", "Query"),
                    step.failures().stream().limit(shown).map(HtmlLoad::failure).toList(),
                    false));
        }
        if (isFelt(step) && !step.queries().isEmpty()) {
            blocks.add(new Block(
                    "By query",
                    HtmlLocks.more(step.queries().size(), shown, "kind"),
                    List.of("Query", "Requests", "Errors", "p50", "p90", "p99", "max", "over 100 ms"),
                    step.queries().stream().limit(shown).map(HtmlLoad::query).toList(),
                    true));
        }
        return blocks;
    }

    private static boolean isFelt(StepLoad step) {
        return step.errors() > 0
                || step.counts().stuck() > 0
                || step.over100ms() > 0
                || step.pool().waited() > 0;
    }

    /** What a table of response times does not show. */
    private static String aside(StepLoad step) {
        List<String> parts = new ArrayList<>();
        if (step.timeouts() > 0) {
            parts.add(Figures.count(step.timeouts(), "request") + " timed out");
        }
        parts.addAll(FeltWords.of(step));
        String words = String.join("; ", parts);
        return words.isEmpty() ? "" : words.substring(0, 1).toUpperCase(Locale.ROOT) + words.substring(1) + ".";
    }

    /** All errors since the first step, those after the last one included; empty where there were none. */
    static List<Block> errors(Report report) {
        List<FailedSteps> all = FailedSteps.of(report);
        if (all.isEmpty()) {
            return List.of();
        }
        return List.of(new Block(
                "Failed requests of the run",
                HtmlLocks.more(all.size(), ERRORS_SHOWN, "error"),
                List.of("Requests", "SQLSTATE", "Message", "Queries", "Due in steps"),
                all.stream().limit(ERRORS_SHOWN).map(HtmlLoad::error).toList(),
                false));
    }

    private static Row error(FailedSteps error) {
        return new Row(List.of(
                Cell.number(Figures.count(error.count())),
                Cell.text(error.sqlState().orElse(Figures.NOTHING)),
                Cell.text(error.message()),
                Cell.code(error.queriesText()),
                Cell.text(error.stepsText())));
    }

    private static Row failure(LoadReport.Failure failure) {
        return new Row(List.of(
                Cell.number(Figures.count(failure.count())),
                Cell.text(failure.sqlState().orElse(Figures.NOTHING)),
                Cell.text(failure.message()),
                Cell.code(failure.query())));
    }

    private static Row query(LoadReport.StepQuery query) {
        LoadReport.Felt felt = query.felt();
        return row(Excerpt.line(query.name(), QUERY_WIDTH), felt.requests(), felt.errors(), felt.latencies())
                .and(Cell.number(Figures.count(felt.over100ms())));
    }

    private static Row phase(String name, LoadReport.Phase phase) {
        return row(name, phase.requests(), phase.errors(), phase.latencies())
                .and(Cell.text(""))
                .and(Cell.text(""));
    }

    private static Row row(String name, long requests, long errors, Latencies latencies) {
        return new Row(List.of(
                Cell.text(name),
                Cell.number(Figures.count(requests)),
                Cell.number(Figures.count(errors)),
                Cell.number(Figures.duration(latencies.p50())),
                Cell.number(Figures.duration(latencies.p90())),
                Cell.number(Figures.duration(latencies.p99())),
                Cell.number(Figures.duration(latencies.max()))));
    }
}
