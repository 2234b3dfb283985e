package dev.dryrun.report;

import dev.dryrun.report.Report.Finding;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/**
 * Writes workflow commands of GitHub Actions: the verdict, and what went wrong as annotations of the lines of the migration.
 * GitHub shows ten errors and ten warnings of a step, so that is what is written, the gravest first, and how many more.
 *
 * @see <a href="https://docs.github.com/actions/reference/workflow-commands-for-github-actions">workflow commands</a>
 */
public final class GitHubReport {

    private static final int SHOWN = 10;
    private static final int MESSAGE_WIDTH = 2000;
    private static final int TITLE_WIDTH = 200;

    private final Report report;
    private final UnaryOperator<String> place;
    private final List<String> errors = new ArrayList<>();
    private final List<String> warnings = new ArrayList<>();

    private GitHubReport(Report report, UnaryOperator<String> place) {
        this.report = report;
        this.place = place;
    }

    /** @param place turns the path of a migration file, as it was given, into one from the root of the repository */
    public static String render(Report report, UnaryOperator<String> place) {
        return new GitHubReport(report, place).render();
    }

    private String render() {
        boolean passed = report.verdict().outcome() == VerdictReport.Outcome.PASSED;
        String verdict = command(
                passed ? "notice" : "error",
                Optional.empty(),
                "dryrun: " + VerdictWords.outcome(report),
                VerdictWords.sentence(report));
        if (!passed) {
            errors.add(verdict);
        }
        report.steps().stream().filter(StepReport::isFailed).forEach(this::failure);
        BreachLine.of(report).forEach(this::breach);
        report.findings().forEach(this::finding);
        return (passed ? verdict : "") + shown(errors) + shown(warnings) + rest();
    }

    private void failure(StepReport step) {
        errors.add(command(
                "error",
                Optional.of(step.number()),
                "Step " + step.number() + " failed",
                step.result().message().orElseThrow()));
    }

    private void breach(BreachLine line) {
        errors.add(command("error", line.step(), "Budget " + line.budget(), line.sentence()));
    }

    /** What is for information only stays in the report. */
    private void finding(Finding finding) {
        String relation = finding.relation().map(name -> " on " + name).orElse("");
        String advice = finding.advice().map(text -> " " + text).orElse("");
        String title = finding.code() + relation;
        switch (finding.severity()) {
            case DANGER -> errors.add(command("error", finding.step(), title, finding.message() + advice));
            case WARNING -> warnings.add(command("warning", finding.step(), title, finding.message() + advice));
            case INFO -> {}
        }
    }

    private static String shown(List<String> commands) {
        return commands.stream().limit(SHOWN).collect(Collectors.joining());
    }

    private String rest() {
        List<String> parts = new ArrayList<>();
        addRest(parts, errors.size() - SHOWN, "error");
        addRest(parts, warnings.size() - SHOWN, "warning");
        return parts.isEmpty()
                ? ""
                : command(
                        "notice",
                        Optional.empty(),
                        "dryrun: not all is shown here",
                        String.join(" and ", parts) + " in the report; GitHub shows no more than " + SHOWN
                                + " of each.");
    }

    private static void addRest(List<String> parts, int hidden, String noun) {
        if (hidden > 0) {
            parts.add(Figures.count(hidden) + " more " + noun + (hidden == 1 ? "" : "s"));
        }
    }

    private String command(String name, Optional<Integer> step, String title, String message) {
        return "::" + name + " " + where(step) + "title=" + property(Excerpt.line(title, TITLE_WIDTH)) + "::"
                + data(Excerpt.line(message, MESSAGE_WIDTH)) + "\n";
    }

    /** What a migration tool sent stands in no file. */
    private String where(Optional<Integer> step) {
        return step.map(number -> report.step(number).statement().origin())
                .filter(origin -> origin.file().isPresent())
                .map(origin -> String.format(
                        Locale.ROOT,
                        "file=%s,line=%d,",
                        property(place.apply(origin.file().get())),
                        origin.line().orElse(1)))
                .orElse("");
    }

    private static String data(String text) {
        return Markdown.seen(text).replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A");
    }

    private static String property(String text) {
        return data(text).replace(":", "%3A").replace(",", "%2C");
    }
}
