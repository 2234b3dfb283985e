package dev.dryrun.report;

import dev.dryrun.report.Conditions.Sampling;
import dev.dryrun.report.Conditions.Server;
import dev.dryrun.report.LoadReport.Phase;
import dev.dryrun.report.Report.Finding;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Writes what a run prints: the table of steps, the verdict with what it rests on, and how it was measured. */
public final class TerminalReport {

    private static final int LABEL = 10;
    private static final int NARROWEST = 40;
    private static final int NARROWEST_TABLE = 70;

    private final Report report;
    private final int width;
    private final boolean color;

    private TerminalReport(Report report, int width, boolean color) {
        this.report = report;
        this.width = Math.max(NARROWEST, width);
        this.color = color;
    }

    /** For a terminal of so many columns, at least 40, below 70 without a table; colour by escape sequences only where asked for. */
    public static String render(Report report, int width, boolean color) {
        return new TerminalReport(report, width, color).render();
    }

    private String render() {
        return saturated() + steps() + "\n" + verdict() + findings() + "\n" + conditions() + legend();
    }

    private String steps() {
        List<TerminalTable.Row> rows = TerminalSteps.rows(report, width);
        TerminalTable table = new TerminalTable(width, rows);
        int last = report.steps().stream().mapToInt(StepReport::number).max().orElse(0);
        return width < NARROWEST_TABLE || !table.fits()
                ? TerminalBlocks.render(width, TerminalTable.indent(last), rows, color)
                : table.render(color);
    }

    private String saturated() {
        return report.conditions().load().saturated()
                ? labelled(
                                "SATURATED",
                                Colour.YELLOW,
                                List.of(
                                        "the load could not keep its rate even before the migration: do not trust what the"
                                                + " application felt"))
                        + "\n"
                : "";
    }

    private String legend() {
        return labelled(
                "Columns",
                Colour.DIM,
                List.of(
                        "No reads, no writes: how long a new SELECT, or INSERT, UPDATE or DELETE, of a table could not have"
                                + " proceeded. Queue: sessions that waited at once. App p99: response time of the requests due"
                                + " in the step."));
    }

    private String verdict() {
        Colour colour = switch (report.verdict().outcome()) {
            case PASSED -> Colour.GREEN;
            case BREACHED, STEP_FAILED -> Colour.RED;
            case INCOMPLETE -> Colour.YELLOW;
        };
        return labelled(VerdictWords.outcome(report), colour, reasons());
    }

    private List<String> reasons() {
        Stream<String> breaches = BreachLine.of(report).stream().map(line -> line.budget() + ": " + line.words());
        return switch (report.verdict().outcome()) {
            case PASSED -> List.of(withinBudgets());
            case BREACHED -> breaches.toList();
            case STEP_FAILED, INCOMPLETE ->
                Stream.concat(Stream.of(VerdictWords.sentence(report)), breaches)
                        .toList();
        };
    }

    private String withinBudgets() {
        List<String> uses =
                report.verdict().budgets().stream().map(VerdictWords::use).toList();
        return uses.isEmpty() ? "no budgets were set" : String.join(", ", uses);
    }

    private String findings() {
        StringBuilder lines = new StringBuilder();
        for (Finding finding : report.findings()) {
            switch (finding.severity()) {
                case DANGER -> lines.append(labelled("danger", Colour.RED, words(finding)));
                case WARNING -> lines.append(labelled("warning", Colour.YELLOW, words(finding)));
                case INFO -> {
                    // Left to report.md: worth knowing, but nothing to act upon before the release.
                }
            }
        }
        return lines.toString();
    }

    private static List<String> words(Finding finding) {
        List<String> words = new ArrayList<>();
        words.add(finding.step().map(step -> "step " + step + ": ").orElse("") + finding.message());
        finding.advice().ifPresent(words::add);
        return words;
    }

    private String conditions() {
        return labelled("Server", Colour.PLAIN, List.of(server()))
                + labelled("Sampling", Colour.PLAIN, List.of(sampling()))
                + labelled("Load", Colour.PLAIN, List.of(load()))
                + labelled("Felt", Colour.PLAIN, TerminalLoad.felt(report))
                + disturbed();
    }

    private String disturbed() {
        List<DisturbanceReport> all = report.conditions().disturbances();
        return all.isEmpty()
                ? ""
                : labelled(
                        "Disturbed",
                        Colour.PLAIN,
                        all.stream().map(DisturbanceReport::text).toList());
    }

    private String server() {
        Server server = report.conditions().server();
        return "PostgreSQL " + server.version() + ", " + JsonReport.word(server.kind())
                + server.image().map(image -> " " + image).orElse("") + " (" + server.why() + ")";
    }

    private String sampling() {
        Sampling sampling = report.conditions().sampling();
        return Figures.count(sampling.samples(), "sample") + ", usually "
                + Figures.duration(sampling.gapP50()) + " apart (asked for: "
                + Figures.exact(sampling.interval()) + " or less), at most " + Figures.duration(sampling.gapMax())
                + "; "
                + Figures.count(sampling.missed()) + " missed";
    }

    private String load() {
        LoadReport load = report.conditions().load();
        if (load.isNone()) {
            return "none";
        }
        List<Phase> around = Stream.of(load.baseline(), load.coolDown())
                .flatMap(phase -> phase.stream())
                .toList();
        List<LoadReport.StepLoad> steps = report.steps().stream()
                .flatMap(step -> step.contention().load().stream())
                .toList();
        long requests = around.stream().mapToLong(Phase::requests).sum()
                + steps.stream().mapToLong(LoadReport.StepLoad::requests).sum();
        long errors = around.stream().mapToLong(Phase::errors).sum()
                + steps.stream().mapToLong(LoadReport.StepLoad::errors).sum();
        return Figures.count(requests, "request") + " at "
                + Figures.number(load.offered().ratePerSecond()) + "/s, "
                + Figures.count(errors, "error") + ", "
                + Figures.count(load.delays().late()) + " late, "
                + Figures.count(load.delays().stuck()) + " without an answer";
    }

    /** Paragraphs beside a label, in lines that fit. */
    private String labelled(String label, Colour colour, List<String> paragraphs) {
        StringBuilder lines = new StringBuilder();
        int indent = Math.max(LABEL, label.length() + 2);
        String head = (color ? colour : Colour.PLAIN).paint(label) + " ".repeat(indent - label.length());
        for (String paragraph : paragraphs) {
            for (String line : TerminalText.wrapped(paragraph, width - indent)) {
                lines.append(lines.isEmpty() ? head : " ".repeat(indent))
                        .append(line)
                        .append('\n');
            }
        }
        return lines.toString();
    }
}
