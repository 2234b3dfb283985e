package dev.dryrun.compare;

import dev.dryrun.report.Report;
import dev.dryrun.report.StepReport.Outcome;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Holds the steps of two runs against each other. */
final class StepComparing {

    private final Noise noise;
    private final Ends ends;
    private final LockComparison locks;

    StepComparing(Report before, Report after, Noise noise) {
        this.noise = noise;
        this.ends = Ends.of(before, after);
        this.locks = new LockComparison(before, after, noise);
    }

    StepComparison compare(StepPair pair) {
        List<Difference> figures = figures(pair);
        List<LockDifference> held = locks.locks(pair);
        List<RewriteDifference> rewritten = locks.rewrites(pair);
        List<Trend> trends = new ArrayList<>();
        trends.add(outcome(pair));
        figures.forEach(figure -> trends.add(figure.trend()));
        held.forEach(lock -> trends.add(lock.trend()));
        rewritten.forEach(rewrite -> trends.add(rewrite.trend()));
        return new StepComparison(
                match(pair),
                new StepComparison.Runs(
                        pair.before().map(StepComparison.Place::of),
                        pair.after().map(StepComparison.Place::of)),
                pair.shown().statement().sql(),
                pair.shown().statement().kind(),
                figures,
                held,
                rewritten,
                Trend.of(trends));
    }

    private static StepComparison.Match match(StepPair pair) {
        if (!pair.isInBoth()) {
            return pair.after().isPresent() ? StepComparison.Match.INSERTED : StepComparison.Match.REMOVED;
        }
        return pair.moved() ? StepComparison.Match.MOVED : StepComparison.Match.SAME;
    }

    private List<Difference> figures(StepPair pair) {
        Map<Measure, Difference> figures = new EnumMap<>(Measure.class);
        for (Measure measure : Measure.values()) {
            Optional<Range> before = pair.before().flatMap(step -> RunFigures.ofStep(measure, step));
            Optional<Range> after = pair.after().flatMap(step -> RunFigures.ofStep(measure, step));
            Difference difference = Difference.of(noise, measure, before, after);
            if (difference.isThere()) {
                figures.put(measure, endedAlike(pair) ? ends.counted(difference, pair) : difference.uncounted());
            }
        }
        return List.copyOf(figures.values());
    }

    /** A statement that failed has not done the same work: that it took less time is no progress. */
    private static boolean endedAlike(StepPair pair) {
        return !pair.isInBoth()
                || pair.before()
                        .map(step -> step.result().outcome())
                        .equals(pair.after().map(step -> step.result().outcome()));
    }

    private static Trend outcome(StepPair pair) {
        if (!pair.isInBoth()) {
            return Trend.CHANGED;
        }
        return outcome(
                pair.before().orElseThrow().result().outcome(),
                pair.after().orElseThrow().result().outcome());
    }

    static Trend outcome(Outcome before, Outcome after) {
        if (before == after) {
            return Trend.SAME;
        }
        if (before == Outcome.SUCCEEDED && after == Outcome.FAILED) {
            return Trend.WORSE;
        }
        return before == Outcome.FAILED && after == Outcome.SUCCEEDED ? Trend.BETTER : Trend.CHANGED;
    }
}
