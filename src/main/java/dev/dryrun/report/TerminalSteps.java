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

    private final Report report;
    private final int noteWidth;
    private final boolean grouped;
    private final List<Row> rows = new ArrayList<>();
    private final List<StepReport> quiet = new ArrayList<>();
    private Optional<String> file = Optional.empty();

    private TerminalSteps(Report report, int width) {
        this.report = report;
        int last = report.steps().stream().mapToInt(StepReport::number).max().orElse(0);
        this.noteWidth = width - TerminalTable.indent(last);
        this.grouped = report.isGroupedByFile();
    }

    static List<Row> rows(Report report, int width) {
        TerminalSteps steps = new TerminalSteps(report, width);
        boolean folds = report.steps().size() > SHOWN_IN_FULL;
        for (StepReport step : report.steps()) {
            steps.add(step, folds && !report.isWorthReading(step));
        }
        steps.fold();
        return steps.rows;
    }

    private void add(StepReport step, boolean isQuiet) {
        if (!isQuiet || !quiet.isEmpty() && quiet.get(0).isSkipped() != step.isSkipped()) {
            fold();
        }
        if (isQuiet) {
            quiet.add(step);
        } else {
            show(step);
        }
    }

    private void fold() {
        if (quiet.size() < 2) {
            quiet.forEach(this::show);
        } else {
            String what = quiet.get(0).isSkipped() ? " steps skipped" : " steps that blocked nothing";
            rows.add(new Row(
                    Map.of(), TerminalText.wrapped("… " + Figures.count(quiet.size()) + what, noteWidth), Colour.DIM));
        }
        quiet.clear();
    }

    /** A step, below the name of its file where that is another than the last one's. */
    private void show(StepReport step) {
        String ownFile = step.statement().source();
        if (grouped && !file.equals(Optional.of(ownFile))) {
            String manner = report.manner(step).map(text -> " (" + text + ")").orElse("");
            List<String> heading = TerminalText.wrapped(ownFile + manner, noteWidth);
            rows.add(new Row(Map.of(), heading, Colour.PLAIN));
            file = Optional.of(ownFile);
        }
        rows.add(row(step));
    }

    private Row row(StepReport step) {
        Map<Column, String> cells = new EnumMap<>(Column.class);
        cells.put(Column.STEP, Integer.toString(step.number()));
        cells.put(Column.STATEMENT, TerminalText.excerpt(step.statement().sql(), STATEMENT_LONGEST));
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
        return new Row(cells, failure(step, noteWidth), colour(report, step));
    }

    private static String lock(StepLocks.Lock lock) {
        String words = StrongestLock.sqlSpelling(lock.request().mode()) + " "
                + withoutPublic(lock.request().relation());
        return TerminalText.cut(TerminalText.line(words), STATEMENT_LONGEST);
    }

    /** Room is short, and everybody's tables are in that schema. */
    private static String withoutPublic(String relation) {
        return relation.startsWith("public.") ? relation.substring("public.".length()) : relation;
    }

    private static List<String> failure(StepReport step, int width) {
        List<String> lines = new ArrayList<>();
        int tries = step.result().tries().size();
        if (tries > 0) {
            lines.addAll(TerminalText.wrapped("tried " + Figures.count(tries) + " times", width));
        }
        step.result().message().ifPresent(message -> {
            String state = step.result().sqlState().map(code -> " " + code).orElse("");
            lines.addAll(TerminalText.wrapped("FAILED" + state + ": " + message, width));
        });
        step.result()
                .position()
                .ifPresent(
                        at -> lines.addAll(TerminalText.caret(step.statement().sql(), at, width)));
        return lines;
    }

    private static Colour colour(Report report, StepReport step) {
        if (step.isFailed() || report.isBreachedBy(step)) {
            return Colour.RED;
        }
        return step.isSkipped() ? Colour.DIM : Colour.PLAIN;
    }
}
