package dev.dryrun.report;

import dev.dryrun.report.Report.Finding;
import dev.dryrun.report.VerdictReport.BudgetUse;
import dev.dryrun.report.VerdictReport.Outcome;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Writes report.md: the verdict first, for whoever decides about the release; then the steps, for whoever has to
 * change them; last how it was measured, for whoever doubts it.
 */
public final class MarkdownReport {

    private static final int STATEMENT_WIDTH = 60;
    private static final int FILES_SHOWN = 5;

    private MarkdownReport() {}

    public static String render(Report report) {
        return title(report)
                + verdict(report)
                + budgets(report)
                + steps(report)
                + MarkdownLoad.overview(report)
                + MarkdownSteps.details(report)
                + generalFindings(report)
                + MarkdownConditions.render(report);
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
        String breaches = BreachLine.of(report).stream()
                .map(line -> "- " + Markdown.text(line.sentence()) + "\n")
                .collect(Collectors.joining());
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
        String rows = report.verdict().budgets().stream()
                .map(use -> Markdown.row(
                        Markdown.code(use.text()),
                        VerdictWords.limit(use.budget(), use.limit()),
                        VerdictWords.measured(use),
                        standing(report, use)))
                .collect(Collectors.joining());
        return "## Budgets\n\n" + Markdown.head("Budget", "Limit:", "Measured:", "") + rows + "\n";
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

    private static String steps(Report report) {
        return "## Steps\n\n"
                + stepsByFile(report)
                + "Blocked: for how long a new session could not have read or written the table. Queue: sessions of"
                + " the application that waited at once.\n\n";
    }

    /** A table for the steps of each file, or one for all where there is but one file and nothing to say of it. */
    private static String stepsByFile(Report report) {
        StringBuilder text = new StringBuilder();
        Optional<String> file = Optional.empty();
        for (StepReport step : report.steps()) {
            Optional<String> own = Optional.of(step.statement().source());
            if (file.isEmpty() || report.isGroupedByFile() && !own.equals(file)) {
                text.append(text.isEmpty() ? "" : "\n")
                        .append(report.isGroupedByFile() ? fileLine(report, step) : "")
                        .append(tableHead());
                file = own;
            }
            text.append(stepRow(step));
        }
        return text.append('\n').toString();
    }

    private static String fileLine(Report report, StepReport step) {
        return "**" + Markdown.code(step.statement().source()) + "**"
                + report.manner(step).map(manner -> " (" + manner + ")").orElse("") + "\n\n";
    }

    private static String tableHead() {
        return Markdown.head(
                "Step:",
                "Statement",
                "Time:",
                "Strongest lock",
                "Reads blocked:",
                "Writes blocked:",
                "Queue:",
                "App p99:");
    }

    private static String stepRow(StepReport step) {
        return Markdown.row(
                Integer.toString(step.number()),
                Markdown.code(Excerpt.line(step.statement().sql(), STATEMENT_WIDTH)),
                time(step),
                StrongestLock.of(step).map(MarkdownReport::lock).orElse(Figures.NOTHING),
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

    private static String generalFindings(Report report) {
        List<Finding> general = report.findings().stream()
                .filter(finding -> finding.step().isEmpty())
                .toList();
        if (general.isEmpty()) {
            return "";
        }
        return "## Findings on the run as a whole\n\n"
                + general.stream().map(MarkdownReport::finding).collect(Collectors.joining())
                + "\n";
    }
}
