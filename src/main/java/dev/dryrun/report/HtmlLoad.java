package dev.dryrun.report;

import dev.dryrun.report.LoadReport.Latencies;
import dev.dryrun.report.LoadReport.StepLoad;
import dev.dryrun.report.html.Page.Block;
import dev.dryrun.report.html.Page.Cell;
import dev.dryrun.report.html.Page.Row;
import java.util.ArrayList;
import java.util.List;

/** What the application felt before, during and after a step. */
final class HtmlLoad {

    private static final List<String> COLUMNS =
            List.of("", "Requests", "Errors", "p50", "p90", "p99", "max", "over 100 ms", "over 1 s");

    private HtmlLoad() {}

    static List<Block> felt(LoadReport load, StepLoad step) {
        List<Row> rows = new ArrayList<>();
        load.baseline().ifPresent(phase -> rows.add(phase("before the migration", phase)));
        rows.add(new Row(List.of(
                Cell.text("during this step"),
                Cell.number(Figures.count(step.requests())),
                Cell.number(Figures.count(step.errors())),
                time(step.latencies(), 50),
                time(step.latencies(), 90),
                time(step.latencies(), 99),
                time(step.latencies(), 100),
                Cell.number(Figures.count(step.over100ms())),
                Cell.number(Figures.count(step.over1s())))));
        load.coolDown().ifPresent(phase -> rows.add(phase("after the migration", phase)));
        List<Block> blocks = new ArrayList<>();
        blocks.add(new Block("What the application felt", "", COLUMNS, rows, false));
        if (!step.failures().isEmpty()) {
            blocks.add(new Block(
                    "Failed requests",
                    "",
                    List.of("Requests", "SQLSTATE", "Message", "Query"),
                    step.failures().stream()
                            .map(failure -> new Row(List.of(
                                    Cell.number(Figures.count(failure.count())),
                                    Cell.text(failure.sqlState().orElse(Figures.NOTHING)),
                                    Cell.text(failure.message()),
                                    Cell.code(failure.query()))))
                            .toList(),
                    false));
        }
        return blocks;
    }

    private static Row phase(String name, LoadReport.Phase phase) {
        return new Row(List.of(
                Cell.text(name),
                Cell.number(Figures.count(phase.requests())),
                Cell.number(Figures.count(phase.errors())),
                time(phase.latencies(), 50),
                time(phase.latencies(), 90),
                time(phase.latencies(), 99),
                time(phase.latencies(), 100),
                Cell.text(""),
                Cell.text("")));
    }

    private static Cell time(Latencies latencies, int percentile) {
        return Cell.number(Figures.duration(
                switch (percentile) {
                    case 50 -> latencies.p50();
                    case 90 -> latencies.p90();
                    case 99 -> latencies.p99();
                    default -> latencies.max();
                }));
    }
}
