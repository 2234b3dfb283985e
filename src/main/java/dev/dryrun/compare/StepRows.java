package dev.dryrun.compare;

import dev.dryrun.report.Excerpt;
import dev.dryrun.report.Figures;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** The steps of a comparison as rows of a table, the same in every format. */
final class StepRows {

    static final List<String> HEADINGS =
            List.of("Was", "Now", "Statement", "Change", "Time", "No reads", "No writes", "App p99");

    static final int STATEMENT = 2;

    private static final int STATEMENT_WIDTH = 60;

    /** Cells under the headings; the statement is cut to some length. */
    record Row(List<String> cells, Trend trend) {

        Row {
            cells = List.copyOf(cells);
        }
    }

    private StepRows() {}

    /** Of more steps than that, those that differ come first; in the order of the later run in any case. */
    static List<Row> of(Comparison comparison, int most) {
        List<StepComparison> steps = comparison.steps();
        return IntStream.range(0, steps.size())
                .boxed()
                .sorted(Comparator.comparing((Integer place) -> weight(steps.get(place)))
                        .reversed()
                        .thenComparing(place -> place))
                .limit(most)
                .sorted()
                .map(place -> row(steps.get(place)))
                .toList();
    }

    /** A line on the steps that are left out of the rows, if any are. */
    static Optional<String> more(Comparison comparison, int most) {
        int left = comparison.steps().size() - most;
        return left > 0
                ? Optional.of(Figures.count(left, "step") + " more, in compare.json (--format json)")
                : Optional.empty();
    }

    private static int weight(StepComparison step) {
        return switch (step.trend()) {
            case WORSE, MIXED -> 3;
            case BETTER -> 2;
            case CHANGED -> 1;
            case SAME -> 0;
        };
    }

    private static Row row(StepComparison step) {
        return new Row(
                List.of(
                        number(step.runs().before()),
                        number(step.runs().after()),
                        Excerpt.line(step.sql(), STATEMENT_WIDTH),
                        change(step),
                        cell(step, Measure.DURATION),
                        cell(step, Measure.READS_BLOCKED),
                        writes(step),
                        cell(step, Measure.P99)),
                step.trend());
    }

    private static String number(Optional<StepComparison.Place> place) {
        return place.map(each -> Integer.toString(each.number())).orElse(Figures.NOTHING);
    }

    private static String change(StepComparison step) {
        String word = step.trend() == Trend.SAME ? Figures.NOTHING : Words.trend(step.trend());
        return switch (step.match()) {
            case INSERTED -> step.trend().isWorse() ? "new, worse" : "new";
            case REMOVED -> step.trend() == Trend.BETTER ? "removed, better" : "removed";
            case MOVED -> step.trend() == Trend.SAME ? "moved" : "moved, " + word;
            case SAME -> word;
        };
    }

    /** Writers wait for rows or for the table: whichever can have been longer. */
    private static String writes(StepComparison step) {
        double table = longest(step, Measure.WRITES_BLOCKED);
        double rows = longest(step, Measure.ROWS_BLOCKED);
        return rows > table ? cell(step, Measure.ROWS_BLOCKED) + " (rows)" : cell(step, Measure.WRITES_BLOCKED);
    }

    private static double longest(StepComparison step, Measure measure) {
        return step.figure(measure).stream()
                .flatMap(figure -> Stream.of(figure.before(), figure.after()))
                .flatMap(Optional::stream)
                .mapToDouble(Range::atMost)
                .max()
                .orElse(0);
    }

    private static String cell(StepComparison step, Measure measure) {
        return step.figure(measure).map(figure -> cell(step, figure)).orElse(Figures.NOTHING);
    }

    private static String cell(StepComparison step, Difference figure) {
        String before = shown(figure, figure.before());
        String after = shown(figure, figure.after());
        if (step.match() == StepComparison.Match.INSERTED) {
            return after;
        }
        if (step.match() == StepComparison.Match.REMOVED) {
            return before;
        }
        return before.equals(after) ? after : before + " → " + after;
    }

    /** What did not happen needs no zero. */
    private static String shown(Difference figure, Optional<Range> range) {
        return Words.value(figure.measure(), range.filter(each -> each.atMost() > 0));
    }
}
