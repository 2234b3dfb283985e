package dev.dryrun.report;

import dev.dryrun.report.Report.Finding;
import dev.dryrun.report.VerdictReport.BudgetUse;
import dev.dryrun.report.VerdictReport.Outcome;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Writes report.md, which fits into a comment on a pull request: the verdict first, for whoever decides about the release;
 * then the steps, for whoever has to change them, the worst unfolded; last how it was measured, for whoever doubts it.
 */
public final class MarkdownReport {

    /** GitHub takes 65,536 characters; what is left is for whoever posts it with a line of his own. */
    static final int LONGEST = 65_000;

    private static final int TABLE = 20_000;
    private static final int GRAVE_STEPS = 20_000;
    private static final int GENERAL_FINDINGS = 6_000;
    private static final int FILES_SHOWN = 5;
    private static final int SHOWN = 10;
    private static final int BUDGETS_SHOWN = 30;

    private MarkdownReport() {}

    /** The order of spending is not that of reading: first what must be said, then the worst, then what is left. */
    public static String render(Report report) {
        WorstFirst worst = WorstFirst.of(report);
        List<StepReport> steps = worst.steps();
        List<StepReport> grave =
                steps.stream().filter(worst::isGrave).limit(SHOWN).toList();
        Allowance allowance = new Allowance(LONGEST);
        String head = allowance.always(title(report) + verdict(report) + budgets(report));
        String measured = allowance.always(MarkdownConditions.render(report));
        String graveSteps = allowance.within(GRAVE_STEPS, most -> MarkdownSteps.unfolded(report, grave, most));
        String table = allowance.within(TABLE, most -> MarkdownTable.render(report, steps, most));
        String general = allowance.within(GENERAL_FINDINGS, most -> generalFindings(report, most));
        String felt = allowance.always(Markdown.folded("What the application felt", MarkdownLoad.overview(report)));
        List<StepReport> others = steps.stream()
                .filter(step -> !grave.contains(step) && worst.isWorthReading(step))
                .toList();
        String folded = allowance.within(LONGEST, most -> MarkdownSteps.folded(report, others, most));
        String details = allowance.within(LONGEST, most -> MarkdownConditions.details(report, most));
        return Allowance.cut(head + table + graveSteps + general + felt + folded + measured + details, LONGEST);
    }

    /** A finding with its advice, as an item of a list. */
    static String finding(Finding finding) {
        String advice =
                finding.advice().map(text -> " *" + Markdown.text(text) + "*").orElse("");
        String relation =
                finding.relation().map(name -> " on " + Markdown.code(name)).orElse("");
        return "- **" + JsonReport.word(finding.severity()) + "** " + Markdown.code(finding.code()) + relation + ": "
                + Markdown.text(sentence(finding.message())) + advice + "\n";
    }

    private static String sentence(String message) {
        return message.endsWith(".") ? message : message + ".";
    }

    private static String title(Report report) {
        Inputs.Migration migration = report.inputs().migration();
        return "# Dry run of "
                + migration.command().map(Markdown::code).orElseGet(() -> files(migration.files()))
                + "\n\n";
    }

    private static String files(List<Inputs.MigrationFile> files) {
        int hidden = files.size() - FILES_SHOWN;
        return files.stream()
                        .limit(FILES_SHOWN)
                        .map(file -> Markdown.code(file.path()))
                        .collect(Collectors.joining(", "))
                + (hidden > 0 ? " and " + Figures.count(hidden, "file") + " more" : "");
    }

    private static String verdict(Report report) {
        String head =
                "**" + VerdictWords.outcome(report) + ".** " + Markdown.text(VerdictWords.sentence(report)) + "\n";
        List<BreachLine> lines = BreachLine.of(report);
        int hidden = lines.size() - SHOWN;
        String breaches = lines.stream()
                        .limit(SHOWN)
                        .map(line -> "- " + Markdown.text(line.sentence()) + "\n")
                        .collect(Collectors.joining())
                + (hidden > 0 ? "- " + Figures.count(hidden) + " more; report.json has them\n" : "");
        return head + (breaches.isEmpty() ? "" : "\n" + breaches) + "\n" + caution(report);
    }

    /** What a reader of the verdict alone would otherwise take for granted. */
    private static String caution(Report report) {
        String incomplete = report.verdict().outcome() == Outcome.INCOMPLETE
                ? "What follows covers the steps that ran, and those only as far as they got.\n\n"
                : "";
        String silent = report.conditions().load().isNone()
                ? "No load ran beside the migration: blocked times say what sessions would have met, and nothing is"
                        + " known of errors and response times.\n\n"
                : "";
        String saturated = report.conditions().load().saturated()
                ? "**The load could not keep its rate even before the migration: response times and the time without a free"
                        + " connection are not to be trusted.** Lower `--load-rate`, or take a larger machine.\n\n"
                : "";
        return saturated + incomplete + silent;
    }

    private static String budgets(Report report) {
        if (report.verdict().budgets().isEmpty()) {
            return "No budgets were set.\n\n";
        }
        int hidden = report.verdict().budgets().size() - BUDGETS_SHOWN;
        String rows = report.verdict().budgets().stream()
                .limit(BUDGETS_SHOWN)
                .map(use -> Markdown.row(
                        Markdown.code(use.text()),
                        VerdictWords.limit(use.budget(), use.limit()),
                        VerdictWords.measured(use),
                        standing(report, use)))
                .collect(Collectors.joining());
        String more = hidden > 0 ? "And " + Figures.count(hidden) + " more; report.json has them.\n\n" : "";
        return "## Budgets\n\n" + Markdown.head("Budget", "Limit:", "Measured:", "") + rows + "\n" + more;
    }

    private static String standing(Report report, BudgetUse use) {
        boolean breached = report.verdict().breaches().stream().anyMatch(breach -> breach.isOf(use));
        if (breached) {
            return "**breached**";
        }
        boolean ranToItsEnd =
                report.verdict().outcome() == Outcome.PASSED || report.verdict().outcome() == Outcome.BREACHED;
        return use.measured()
                .map(measured -> ranToItsEnd ? "kept" : "kept so far")
                .orElse("");
    }

    /** Danger first; the others are folded. */
    private static String generalFindings(Report report, int characters) {
        Allowance allowance = new Allowance(characters);
        List<Finding> general = gravestFirst(report.findings().stream()
                .filter(finding -> finding.step().isEmpty())
                .toList());
        List<Finding> shown = general.stream()
                .takeWhile(finding -> allowance.take(finding(finding)))
                .toList();
        int hidden = general.size() - shown.size();
        if (general.isEmpty()) {
            return "";
        }
        return "## Findings on the run as a whole\n\n"
                + shown.stream().map(MarkdownReport::finding).collect(Collectors.joining())
                + (hidden == 0 ? "" : "- " + Figures.count(hidden) + " more; report.json has them\n")
                + "\n";
    }

    static List<Finding> gravestFirst(List<Finding> findings) {
        return findings.stream()
                .sorted(Comparator.comparing(Finding::severity).reversed())
                .toList();
    }
}
