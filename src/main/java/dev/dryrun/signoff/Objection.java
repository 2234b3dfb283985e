package dev.dryrun.signoff;

import dev.dryrun.report.BreachLine;
import dev.dryrun.report.Report;
import dev.dryrun.report.StepReport;
import dev.dryrun.report.VerdictReport.Outcome;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Something in a run that speaks against the release, and has to be accepted by its name.
 *
 * @param name a budget ({@code writes-blocked}), or {@value #STEP_FAILED} or {@value #MAJOR}
 * @param what what it was, a sentence each
 */
public record Objection(String name, List<String> what) {

    public static final String STEP_FAILED = "step-failed";
    public static final String MAJOR = "major";

    private static final Pattern LEADING_NUMBER = Pattern.compile("^(\\d+)");

    public Objection {
        what = List.copyOf(what);
    }

    /** Those of a run that came to an end; of one that did not, nothing can be said. */
    public static List<Objection> to(Report report) {
        List<Objection> objections = new ArrayList<>();
        if (report.verdict().outcome() == Outcome.STEP_FAILED) {
            objections.add(new Objection(STEP_FAILED, List.of(failure(report))));
        }
        Map<String, List<String>> breaches = new LinkedHashMap<>();
        BreachLine.of(report)
                .forEach(line -> breaches.computeIfAbsent(line.budget(), ignored -> new ArrayList<>())
                        .add(line.words()));
        breaches.forEach((budget, lines) -> objections.add(new Objection(budget, lines)));
        otherMajor(report).ifPresent(objections::add);
        return objections;
    }

    private static String failure(Report report) {
        return report.verdict()
                .reason()
                .or(() -> report.steps().stream()
                        .filter(StepReport::isFailed)
                        .findFirst()
                        .map(step -> "step " + step.number() + " failed: "
                                + step.result().message().orElse("")))
                .orElse("a step failed");
    }

    private static Optional<Objection> otherMajor(Report report) {
        Optional<String> dumped = report.inputs().dump().file().serverVersion().flatMap(Objection::major);
        Optional<String> server = major(report.conditions().server().version());
        return dumped.isEmpty() || dumped.equals(server)
                ? Optional.empty()
                : Optional.of(new Objection(
                        MAJOR,
                        List.of("the dump is of PostgreSQL " + dumped.get() + ", and the run was on "
                                + server.orElse("another"))));
    }

    private static Optional<String> major(String version) {
        Matcher number = LEADING_NUMBER.matcher(version);
        return number.find() ? Optional.of(number.group(1)) : Optional.empty();
    }
}
