package dev.dryrun.compare;

import dev.dryrun.report.Report;
import dev.dryrun.report.StepReport.Outcome;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/** Which of two runs came to their end. One that did not has done less, and gave back sooner what it had locked. */
record Ends(boolean before, boolean after) {

    /** What a statement did by itself; all else can last until its transaction ends, or is what others did behind it. */
    private static final Set<Measure> OF_THE_STATEMENT = EnumSet.of(Measure.DURATION, Measure.WAL, Measure.LOCK_WAIT);

    static Ends of(Report before, Report after) {
        return new Ends(Comparing.isComplete(before), Comparing.isComplete(after));
    }

    /** Only what is worse than in a whole run, or better in one, is known to be. */
    Difference counted(Difference figure) {
        boolean counts = figure.trend() == Trend.BETTER ? after : before;
        return counts ? figure : figure.uncounted();
    }

    /** The same of a step; what its statement did by itself was whole wherever it succeeded. */
    Difference counted(Difference figure, StepPair pair) {
        boolean wasWhole = figure.trend() == Trend.WORSE
                && OF_THE_STATEMENT.contains(figure.measure())
                && succeeded(pair.before().map(step -> step.result().outcome()))
                && succeeded(pair.after().map(step -> step.result().outcome()));
        return wasWhole ? figure : counted(figure);
    }

    private static boolean succeeded(Optional<Outcome> outcome) {
        return outcome.filter(Outcome.SUCCEEDED::equals).isPresent();
    }
}
