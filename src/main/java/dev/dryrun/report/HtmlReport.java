package dev.dryrun.report;

import dev.dryrun.report.Report.Finding;
import dev.dryrun.report.VerdictReport.Outcome;
import dev.dryrun.report.html.Page;
import gg.jte.ContentType;
import gg.jte.TemplateEngine;
import gg.jte.output.StringOutput;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Writes report.html: one file that needs no network and lets nothing else run than what it brings. The verdict first, then
 * the locks and the load on one axis of time, then each step.
 */
public final class HtmlReport {

    /** What no page may hold, and a terminal would obey that shows its source. */
    private static final Pattern CONTROL = Pattern.compile("[\\p{Cc}&&[^\\r\\n\\t]]");

    private static final int FINDINGS_SHOWN = 100;
    private static final int BREACHES_SHOWN = 8;

    private static final TemplateEngine TEMPLATES =
            TemplateEngine.createPrecompiled(null, ContentType.Html, null, "dev.dryrun.report.html.templates");

    private HtmlReport() {}

    /** @param series of the load, where there was one */
    public static String render(Report report, Optional<TimeSeriesReport> series) {
        StringOutput output = new StringOutput();
        TEMPLATES.render("report.jte", page(report, series), output);
        return CONTROL.matcher(output.toString()).replaceAll("\uFFFD");
    }

    private static Page page(Report report, Optional<TimeSeriesReport> series) {
        Optional<HtmlSeries> charts = series.map(load -> HtmlSeries.of(report, load));
        return new Page(
                title(report),
                head(report),
                report.verdict().budgets().stream()
                        .map(use -> budget(report, use))
                        .toList(),
                HtmlTimeline.of(report, charts),
                HtmlSteps.of(report),
                findings(
                        report.findings().stream()
                                .filter(finding -> finding.step().isEmpty())
                                .toList(),
                        FINDINGS_SHOWN),
                HtmlFacts.of(report),
                HtmlAssets.with(charts.map(JsonReport::compact).orElse("{}")));
    }

    /** The gravest first. */
    static List<Page.Finding> findings(List<Finding> all, int shown) {
        List<Page.Finding> findings = new ArrayList<>(all.stream()
                .sorted(Comparator.comparing(Finding::severity).reversed())
                .limit(shown)
                .map(HtmlReport::finding)
                .toList());
        if (all.size() > shown) {
            findings.add(new Page.Finding(
                    "info",
                    "more",
                    "And " + Figures.count(all.size() - shown, "finding") + " more, in report.json.",
                    ""));
        }
        return findings;
    }

    private static Page.Finding finding(Finding finding) {
        return new Page.Finding(
                JsonReport.word(finding.severity()),
                finding.code(),
                finding.relation().map(name -> name + ": ").orElse("") + finding.message(),
                finding.advice().orElse(""));
    }

    private static String title(Report report) {
        Inputs.Migration migration = report.inputs().migration();
        return "Dry run of "
                + migration
                        .command()
                        .orElseGet(() -> migration.files().stream()
                                .limit(5)
                                .map(Inputs.MigrationFile::path)
                                .reduce((one, other) -> one + ", " + other)
                                .orElse("a migration"));
    }

    private static Page.Head head(Report report) {
        List<String> cautions = new ArrayList<>();
        if (report.conditions().load().isNone()) {
            cautions.add("No load ran beside the migration: blocked times say what sessions would have met, and nothing"
                    + " is known of errors and response times.");
        } else if (report.conditions().load().saturated()) {
            cautions.add("The load could not keep its rate even before the migration: response times say more about"
                    + " this machine than about the migration.");
        }
        return new Page.Head(
                VerdictWords.outcome(report),
                report.verdict().outcome().name().toLowerCase(Locale.ROOT).replace('_', '-'),
                VerdictWords.sentence(report),
                run(report),
                breaches(report),
                cautions);
    }

    private static String run(Report report) {
        Inputs.Migration migration = report.inputs().migration();
        return String.join(
                " · ",
                Figures.count(migration.stepCount(), "step") + " in " + Figures.duration(migration.duration()),
                "PostgreSQL " + report.conditions().server().version(),
                Figures.bytes(report.inputs().dump().file().bytes()) + " dump of "
                        + report.inputs().dump().file().database(),
                DateTimeFormatter.ofPattern("d MMMM yyyy, HH:mm 'UTC'", Locale.ROOT)
                        .withZone(ZoneOffset.UTC)
                        .format(report.run().startedAt()));
    }

    private static List<String> breaches(Report report) {
        List<BreachLine> lines = BreachLine.of(report);
        List<String> sentences = new ArrayList<>(
                lines.stream().limit(BREACHES_SHOWN).map(BreachLine::sentence).toList());
        if (lines.size() > BREACHES_SHOWN) {
            sentences.add("And " + Figures.count(lines.size() - BREACHES_SHOWN) + " more, in report.json.");
        }
        return sentences;
    }

    private static Page.Budget budget(Report report, VerdictReport.BudgetUse use) {
        boolean breached = report.verdict().breaches().stream().anyMatch(breach -> breach.isOf(use));
        Outcome outcome = report.verdict().outcome();
        boolean ranToItsEnd = outcome == Outcome.PASSED || outcome == Outcome.BREACHED;
        String standing = breached
                ? "breached"
                : use.measured().isEmpty() ? "not measured" : ranToItsEnd ? "kept" : "kept so far";
        return new Page.Budget(
                use.text(),
                VerdictWords.limit(use.budget(), use.limit()),
                use.measured().isEmpty() ? Figures.NOTHING : VerdictWords.measured(use),
                standing);
    }
}
