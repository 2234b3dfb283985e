package dev.dryrun.compare;

import dev.dryrun.report.Colour;
import dev.dryrun.report.Figures;
import dev.dryrun.report.TerminalText;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Writes what {@code dryrun compare} prints: the steps side by side, the run as a whole, and what it comes to. */
public final class TerminalComparison {

    private static final int LABEL = 10;
    private static final int NARROWEST = 40;
    private static final int STEPS_SHOWN = 40;
    private static final int REASONS_SHOWN = 20;
    private static final int CONDITIONS_SHOWN = 15;

    private final Comparison comparison;
    private final int width;
    private final boolean color;
    private final StringBuilder text = new StringBuilder();

    private TerminalComparison(Comparison comparison, int width, boolean color) {
        this.comparison = comparison;
        this.width = Math.max(NARROWEST, width);
        this.color = color;
    }

    /** For a terminal of so many columns, at least 40; colour by escape sequences only where asked for. */
    public static String render(Comparison comparison, int width, boolean color) {
        return new TerminalComparison(comparison, width, color).render();
    }

    private String render() {
        labelled("Before", Colour.PLAIN, List.of(Words.side(comparison.before())));
        labelled("After", Colour.PLAIN, List.of(Words.side(comparison.after())));
        text.append('\n');
        steps();
        text.append('\n');
        run();
        text.append('\n');
        verdict();
        return text.toString();
    }

    private void steps() {
        List<TerminalColumns.Line> lines = StepRows.of(comparison, STEPS_SHOWN).stream()
                .map(row -> new TerminalColumns.Line(row.cells(), colour(row.trend())))
                .toList();
        text.append(TerminalColumns.render(StepRows.HEADINGS, StepRows.STATEMENT, lines, width));
        StepRows.more(comparison, STEPS_SHOWN)
                .ifPresent(more -> TerminalText.wrapped("and " + more, width)
                        .forEach(line -> text.append(line).append('\n')));
    }

    private void run() {
        List<TerminalColumns.Line> lines = new ArrayList<>();
        for (Difference figure : comparison.figures()) {
            lines.add(new TerminalColumns.Line(
                    List.of(
                            figure.measure().text(),
                            Words.value(figure.measure(), figure.before()),
                            Words.value(figure.measure(), figure.after()),
                            Words.margin(figure),
                            figure.trend() == Trend.SAME ? Figures.NOTHING : Words.trend(figure.trend())),
                    colour(figure.trend())));
        }
        text.append(
                TerminalColumns.render(List.of("Whole run", "Before", "After", "Margin", "Change"), 0, lines, width));
    }

    private void verdict() {
        Trend trend = comparison.verdict().trend();
        labelled(
                Words.headline(comparison),
                trend.isWorse() ? Colour.RED : Colour.GREEN,
                List.of(Words.sentence(comparison)));
        labelled("worse", Colour.RED, first(comparison.verdict().worse(), REASONS_SHOWN));
        labelled("better", Colour.GREEN, first(comparison.verdict().better(), REASONS_SHOWN));
        labelled("also", Colour.PLAIN, first(Reasons.neither(comparison), REASONS_SHOWN));
        labelled("caution", Colour.YELLOW, comparison.cautions());
        labelled(
                "differs",
                Colour.YELLOW,
                first(
                        comparison.conditions().stream()
                                .map(ConditionDifference::text)
                                .toList(),
                        CONDITIONS_SHOWN));
        labelled("Noise", Colour.DIM, List.of(Words.noise(comparison.noise())));
    }

    private static List<String> first(List<String> all, int shown) {
        return all.size() <= shown
                ? all
                : Stream.concat(
                                all.stream().limit(shown),
                                Stream.of("and " + Figures.count(all.size() - shown) + " more"))
                        .toList();
    }

    private Colour colour(Trend trend) {
        if (!color) {
            return Colour.PLAIN;
        }
        return switch (trend) {
            case WORSE, MIXED -> Colour.RED;
            case BETTER -> Colour.GREEN;
            case SAME, CHANGED -> Colour.PLAIN;
        };
    }

    /** Paragraphs beside a label, in lines that fit; nothing without a paragraph. */
    private void labelled(String label, Colour colour, List<String> paragraphs) {
        String head = (color ? colour : Colour.PLAIN).paint(label) + " ".repeat(LABEL - label.length());
        for (String paragraph : paragraphs) {
            for (String line : TerminalText.wrapped(paragraph, width - LABEL)) {
                text.append(head).append(line).append('\n');
                head = " ".repeat(LABEL);
            }
        }
    }
}
