package dev.dryrun.compare;

import dev.dryrun.report.Figures;
import dev.dryrun.report.Markdown;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Writes compare.md: GitHub's Markdown, small enough for a comment on a pull request. */
public final class MarkdownComparison {

    private static final int STEPS_SHOWN = 100;
    private static final int REASONS_SHOWN = 50;

    private MarkdownComparison() {}

    public static String render(Comparison comparison) {
        return "# " + Words.headline(comparison) + "\n\n"
                + Markdown.text(Words.sentence(comparison)) + "\n\n"
                + "- Before: " + Markdown.text(Words.side(comparison.before())) + "\n"
                + "- After: " + Markdown.text(Words.side(comparison.after())) + "\n\n"
                + list("Worse", comparison.verdict().worse())
                + list("Better", comparison.verdict().better())
                + list("Neither better nor worse", Reasons.neither(comparison))
                + conditions(comparison)
                + figures(comparison)
                + steps(comparison)
                + Markdown.text("Margin: " + Words.noise(comparison.noise()) + ".") + "\n";
    }

    private static String list(String heading, List<String> lines) {
        if (lines.isEmpty()) {
            return "";
        }
        String more =
                lines.size() > REASONS_SHOWN ? "- and " + Figures.count(lines.size() - REASONS_SHOWN) + " more\n" : "";
        return "## " + heading + "\n\n"
                + lines.stream()
                        .limit(REASONS_SHOWN)
                        .map(line -> "- " + Markdown.text(line) + "\n")
                        .collect(Collectors.joining())
                + more + "\n";
    }

    private static String conditions(Comparison comparison) {
        List<String> lines = new ArrayList<>(comparison.cautions());
        comparison.conditions().stream().map(ConditionDifference::text).forEach(lines::add);
        return list("What else was not the same", lines);
    }

    private static String figures(Comparison comparison) {
        return "## Whole run\n\n"
                + Markdown.head("Figure", "Before:", "After:", "Margin:", "Change")
                + comparison.figures().stream().map(MarkdownComparison::figure).collect(Collectors.joining())
                + "\n";
    }

    private static String figure(Difference figure) {
        return Markdown.row(List.of(
                figure.measure().text(),
                Words.value(figure.measure(), figure.before()),
                Words.value(figure.measure(), figure.after()),
                Words.margin(figure),
                figure.trend() == Trend.SAME ? Figures.NOTHING : "**" + Words.trend(figure.trend()) + "**"));
    }

    private static String steps(Comparison comparison) {
        return "## Steps\n\n"
                + Markdown.head("Was:", "Now:", "Statement", "Change", "Time:", "No reads:", "No writes:", "App p99:")
                + StepRows.of(comparison, STEPS_SHOWN).stream()
                        .map(MarkdownComparison::row)
                        .collect(Collectors.joining())
                + "\n"
                + StepRows.more(comparison, STEPS_SHOWN)
                        .map(more -> "And " + more + ".\n\n")
                        .orElse("");
    }

    private static String row(StepRows.Row row) {
        List<String> cells = new ArrayList<>(row.cells());
        cells.set(StepRows.STATEMENT, Markdown.code(cells.get(StepRows.STATEMENT)));
        return Markdown.row(cells);
    }
}
