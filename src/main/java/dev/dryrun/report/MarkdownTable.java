package dev.dryrun.report;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** The table by step of report.md: the worst steps, and as many of the others as there is room for, in their order. */
final class MarkdownTable {

    /** What a reader takes in at once; of more steps the others are folded. */
    private static final int UNFOLDED = 25;

    private static final int STATEMENT_WIDTH = 60;
    private static final String LEGEND =
            "Blocked: for how long a new session could not have read or written the table. Queue: sessions of"
                    + " the application that waited at once.\n\n";
    private static final String HEAD = Markdown.head(
            "Step:", "Statement", "Time:", "Strongest lock", "Reads blocked:", "Writes blocked:", "Queue:", "App p99:");

    private final Report report;
    private final boolean grouped;

    private MarkdownTable(Report report) {
        this.report = report;
        this.grouped = report.isGroupedByFile();
    }

    static String render(Report report, List<StepReport> worstFirst, int characters) {
        MarkdownTable table = new MarkdownTable(report);
        Allowance allowance = new Allowance(characters);
        int shown = (int)
                worstFirst.stream().takeWhile(step -> allowance.take(row(step))).count();
        String text = table.of(worstFirst, shown);
        while (text.length() > characters && shown > 0) {
            // Heads of tables count, too, and how many there are shows only in the whole.
            shown = shown * 9 / 10;
            text = table.of(worstFirst, shown);
        }
        return text;
    }

    private String of(List<StepReport> worstFirst, int shown) {
        int unfolded = Math.min(shown, UNFOLDED);
        String others = shown == unfolded
                ? ""
                : "<details><summary>" + Figures.count(shown - unfolded, "step") + " that blocked less</summary>\n\n"
                        + rows(worstFirst.subList(unfolded, shown)) + "</details>\n\n";
        return "## Steps\n\n" + rows(worstFirst.subList(0, unfolded)) + others + cut(worstFirst.size(), shown) + LEGEND;
    }

    private static String cut(int all, int shown) {
        return all == shown
                ? ""
                : "**" + Figures.count(all - shown) + " of " + Figures.count(all)
                        + " steps are not shown; report.json has them.**\n\n";
    }

    /** A table for the steps of each file, or one for all where there is but one file and nothing to say of it. */
    private String rows(List<StepReport> chosen) {
        StringBuilder text = new StringBuilder();
        Optional<String> file = Optional.empty();
        List<StepReport> inOrder = chosen.stream()
                .sorted(Comparator.comparingInt(StepReport::number))
                .toList();
        for (StepReport step : inOrder) {
            Optional<String> own = Optional.of(step.statement().source());
            if (file.isEmpty() || grouped && !own.equals(file)) {
                text.append(text.isEmpty() ? "" : "\n")
                        .append(grouped ? fileLine(step) : "")
                        .append(HEAD);
                file = own;
            }
            text.append(row(step));
        }
        return text.append('\n').toString();
    }

    private String fileLine(StepReport step) {
        return "**" + Markdown.code(step.statement().source()) + "**"
                + report.manner(step).map(manner -> " (" + manner + ")").orElse("") + "\n\n";
    }

    private static String row(StepReport step) {
        return Markdown.row(
                Integer.toString(step.number()),
                Markdown.code(Excerpt.line(step.statement().sql(), STATEMENT_WIDTH)),
                time(step),
                StrongestLock.of(step).map(MarkdownTable::lock).orElse(Figures.NOTHING),
                Figures.blocked(step.blocking().reads()),
                Figures.blockedWrites(step.blocking()),
                Figures.queue(step),
                Figures.duration(step.contention()
                        .load()
                        .flatMap(load -> load.latencies().p99())));
    }

    private static String time(StepReport step) {
        return switch (step.result().outcome()) {
            case SUCCEEDED -> Figures.duration(step.timing().duration());
            case FAILED -> "**failed** after " + Figures.duration(step.timing().duration());
            case SKIPPED -> "skipped";
        };
    }

    private static String lock(StepLocks.Lock lock) {
        return lock.request().mode() + " " + Markdown.code(lock.request().relation());
    }
}
