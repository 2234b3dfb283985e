package dev.dryrun.compare;

import dev.dryrun.report.Figures;
import dev.dryrun.report.HtmlDocument;
import dev.dryrun.report.html.Document;
import dev.dryrun.report.html.Page.Cell;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Writes compare.html: one file that needs no network and no script. */
public final class HtmlComparison {

    private static final int STEPS_SHOWN = 300;
    private static final int LINES_SHOWN = 200;
    private static final List<String> FIGURES = List.of("Figure", "Before", "After", "Margin", "Change");

    private HtmlComparison() {}

    public static String render(Comparison comparison) {
        List<Document.Section> sections = new ArrayList<>();
        list(sections, "Worse", first(comparison.verdict().worse()));
        list(sections, "Better", first(comparison.verdict().better()));
        list(sections, "Neither better nor worse", first(Reasons.neither(comparison)));
        list(
                sections,
                "What else was not the same",
                comparison.conditions().stream().map(ConditionDifference::text).toList());
        sections.add(Document.Section.table(
                "Whole run",
                FIGURES,
                comparison.figures().stream().map(HtmlComparison::figure).toList(),
                "A difference counts from the margin on: " + Words.noise(comparison.noise()) + "."));
        sections.add(Document.Section.table(
                "Steps",
                StepRows.HEADINGS,
                StepRows.of(comparison, STEPS_SHOWN).stream()
                        .map(HtmlComparison::step)
                        .toList(),
                StepRows.more(comparison, STEPS_SHOWN)
                                .map(more -> "And " + more + ". ")
                                .orElse("")
                        + "Was, now: the step's number in either run. No reads, no writes: how long a new session could not"
                        + " have read or written the table. App p99: response time of the requests due in the step."));
        return HtmlDocument.render(new Document(
                "Dry runs compared",
                new Document.Head(
                        Words.headline(comparison),
                        mood(comparison.verdict().trend()),
                        Words.sentence(comparison),
                        List.of(
                                "Before: " + Words.side(comparison.before()),
                                "After: " + Words.side(comparison.after())),
                        comparison.cautions()),
                sections));
    }

    private static List<String> first(List<String> lines) {
        return lines.size() <= LINES_SHOWN
                ? lines
                : Stream.concat(
                                lines.stream().limit(LINES_SHOWN),
                                Stream.of("and " + Figures.count(lines.size() - LINES_SHOWN) + " more"))
                        .toList();
    }

    private static void list(List<Document.Section> sections, String heading, List<String> lines) {
        if (!lines.isEmpty()) {
            sections.add(Document.Section.list(heading, lines));
        }
    }

    private static Document.Row figure(Difference figure) {
        return new Document.Row(
                List.of(
                        Cell.text(figure.measure().text()),
                        Cell.number(Words.value(figure.measure(), figure.before())),
                        Cell.number(Words.value(figure.measure(), figure.after())),
                        Cell.number(Words.margin(figure)),
                        Cell.text(figure.trend() == Trend.SAME ? Figures.NOTHING : Words.trend(figure.trend()))),
                look(figure.trend()));
    }

    private static Document.Row step(StepRows.Row row) {
        List<Cell> cells = IntStream.range(0, row.cells().size())
                .mapToObj(column -> cell(column, row.cells().get(column)))
                .toList();
        return new Document.Row(cells, look(row.trend()));
    }

    private static Cell cell(int column, String text) {
        return switch (column) {
            case StepRows.STATEMENT -> Cell.code(text);
            case StepRows.STATEMENT + 1 -> Cell.text(text);
            default -> Cell.number(text);
        };
    }

    /** Classes of report.css. */
    private static String mood(Trend trend) {
        return switch (trend) {
            case WORSE -> "breached";
            case MIXED -> "incomplete";
            case SAME, CHANGED, BETTER -> "passed";
        };
    }

    private static String look(Trend trend) {
        return trend.isWorse() ? "bad" : trend == Trend.BETTER ? "good" : "";
    }
}
