package dev.dryrun.compare;

import dev.dryrun.report.JsonReport;
import dev.dryrun.report.Report;
import dev.dryrun.report.VerdictReport.Outcome;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Puts together what two runs differ in. */
final class Comparing {

    /** Beyond this the machine was not the same in the two runs, whatever its name is. */
    private static final double UNLIKE = 0.5;

    private final Report before;
    private final Report after;
    private final Noise noise;

    private Comparing(Report before, Report after) {
        this.before = before;
        this.after = after;
        this.noise = Noise.of(before, after);
    }

    static Comparison compare(Report before, Report after) {
        return new Comparing(before, after).compare();
    }

    private Comparison compare() {
        StepComparing comparing = new StepComparing(before, after, noise);
        List<StepComparison> steps =
                StepMatching.of(before, after).stream().map(comparing::compare).toList();
        boolean sameSteps = steps.stream().allMatch(step -> isInBoth(step) && !step.endedOtherwise());
        List<Difference> figures = RunFigures.of(before, after, noise, sameSteps).stream()
                .map(Ends.of(before, after)::counted)
                .toList();
        return new Comparison(
                Comparison.Side.of(before),
                Comparison.Side.of(after),
                verdict(figures, steps),
                noise,
                ConditionComparing.of(before, after),
                cautions(steps),
                figures,
                steps);
    }

    private Comparison.Verdict verdict(List<Difference> figures, List<StepComparison> steps) {
        Reasons reasons = new Reasons();
        if (isComplete(before) && !isComplete(after)) {
            reasons.add(Trend.WORSE, "the migration came to its end before, and did not now: " + ending(after));
        } else if (!isComplete(before) && isComplete(after)) {
            reasons.add(Trend.BETTER, "the migration came to its end, and did not before: " + ending(before));
        }
        figures.forEach(reasons::ofRun);
        steps.forEach(reasons::ofStep);
        Trend counted = Trend.of(Stream.of(
                        reasons.worse().isEmpty() ? Trend.SAME : Trend.WORSE,
                        reasons.better().isEmpty() ? Trend.SAME : Trend.BETTER)
                .toList());
        return new Comparison.Verdict(counted, counted.isWorse() ? 1 : 0, reasons.worse(), reasons.better());
    }

    private static String ending(Report run) {
        return JsonReport.word(run.verdict().outcome())
                + run.verdict().reason().map(why -> " (" + why.strip() + ")").orElse("");
    }

    /** Whether the migration came to its end. */
    static boolean isComplete(Report run) {
        return run.verdict().outcome() == Outcome.PASSED || run.verdict().outcome() == Outcome.BREACHED;
    }

    private static boolean isInBoth(StepComparison step) {
        return step.runs().before().isPresent() && step.runs().after().isPresent();
    }

    private List<String> cautions(List<StepComparison> steps) {
        List<String> cautions = new ArrayList<>();
        if (steps.stream().noneMatch(Comparing::isInBoth)) {
            cautions.add("no statement of one run is in the other: these seem to be two different migrations");
        }
        if (!noise.measured()) {
            cautions.add("a run has no warm-up of 50 requests or more: the margin is assumed, not measured");
        } else if (noise.relative() > UNLIKE) {
            cautions.add(
                    "response times differed by "
                            + Math.round(noise.relative() * 100)
                            + " % before the migrations began: the machine was not the same, and only larger differences count");
        }
        saturated("earlier", before, cautions);
        saturated("later", after, cautions);
        if (!isComplete(before)) {
            cautions.add("the earlier run did not come to its end: " + ending(before));
        }
        if (!isComplete(after)) {
            cautions.add("the later run did not come to its end: " + ending(after));
        }
        return cautions;
    }

    private static void saturated(String which, Report run, List<String> cautions) {
        if (run.conditions().load().saturated()) {
            cautions.add("the load of the " + which
                    + " run could not keep its rate even before the migration: its response times say little");
        }
    }
}
