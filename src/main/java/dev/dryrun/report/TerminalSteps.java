package dev.dryrun.report;

import dev.dryrun.report.TerminalTable.Column;
import dev.dryrun.report.TerminalTable.Row;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The rows of the terminal's table: a step each, or one for many that have nothing to tell. */
final class TerminalSteps {

    private static final int SHOWN_IN_FULL = 40;
    private static final int STATEMENT_LONGEST = 200;

    private TerminalSteps() {}

    static List<Row> rows(Report report, int width) {
        boolean folds = report.steps().size() > SHOWN_IN_FULL;
        List<Row> rows = new ArrayList<>();
        List<StepReport> quiet = new ArrayList<>();
        for (StepReport step : report.steps()) {
            boolean isQuiet = folds && !report.isWorthReading(step);
            if (!isQuiet || !quiet.isEmpty() && quiet.get(0).isSkipped() != step.isSkipped()) {
                fold(report, quiet, width).ifPresent(rows::add);
                quiet.clear();
            }
            if (isQuiet) {
                quiet.add(step);
            } else {
                rows.add(row(report, step, width));
            }
        }
        fold(report, quiet, width).ifPresent(rows::add);
        return rows;
    }

    private static Optional<Row> fold(Report report, List<StepReport> quiet, int width) {
        if (quiet.size() < 2) {
            return quiet.stream().findFirst().map(step -> row(report, step, width));
        }
        String what = quiet.get(0).isSkipped() ? " steps skipped" : " steps that blocked nothing";
        return Optional.of(new Row(Map.of(), List.of("… " + Figures.count(quiet.size()) + what), Colour.DIM));
    }

    private static Row row(Report report, StepReport step, int width) {
        Map<Column, String> cells = new EnumMap<>(Column.class);
        cells.put(Column.STEP, Integer.toString(step.number()));
        cells.put(Column.STATEMENT, Excerpt.line(step.statement().sql(), STATEMENT_LONGEST));
        cells.put(
                Column.TIME,
                step.isSkipped() ? "skipped" : Figures.duration(step.timing().duration()));
        StrongestLock.of(step).ifPresent(lock -> cells.put(Column.LOCK, lock(lock)));
        cells.put(Column.READS, Figures.blocked(step.blocking().reads()));
        cells.put(Column.WRITES, Figures.blockedWrites(step.blocking()));
        int queue = step.contention().blocked().peakSessions();
        cells.put(Column.QUEUE, queue == 0 ? Figures.NOTHING : Figures.count(queue));
        cells.put(
                Column.P99,
                Figures.duration(step.contention()
                        .load()
                        .flatMap(load -> load.latencies().p99())));
        return new Row(cells, failure(step, TerminalTable.noteWidth(width)), colour(report, step));
    }

    private static String lock(StepLocks.Lock lock) {
        return Excerpt.line(
                StrongestLock.sqlSpelling(lock.request().mode()) + " "
                        + withoutPublic(lock.request().relation()),
                STATEMENT_LONGEST);
    }

    /** Room is short, and everybody's tables are in that schema. */
    private static String withoutPublic(String relation) {
        return relation.startsWith("public.") ? relation.substring("public.".length()) : relation;
    }

    private static List<String> failure(StepReport step, int width) {
        List<String> lines = new ArrayList<>();
        step.result().message().ifPresent(message -> {
            String state = step.result().sqlState().map(code -> " " + code).orElse("");
            lines.addAll(Excerpt.wrapped("FAILED" + state + ": " + message, width));
        });
        step.result()
                .position()
                .flatMap(at -> Excerpt.caret(step.statement().sql(), at, width))
                .ifPresent(excerpt -> excerpt.lines().forEach(lines::add));
        return lines;
    }

    private static Colour colour(Report report, StepReport step) {
        boolean breached = report.verdict().breaches().stream()
                .anyMatch(breach ->
                        breach.step().filter(number -> number == step.number()).isPresent());
        if (step.isFailed() || breached) {
            return Colour.RED;
        }
        return step.isSkipped() ? Colour.DIM : Colour.PLAIN;
    }
}
