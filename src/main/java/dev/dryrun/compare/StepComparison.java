package dev.dryrun.compare;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import dev.dryrun.report.StepReport;
import java.util.List;
import java.util.Optional;

/** A step of the migration in both runs, or in the one that has it. */
public record StepComparison(
        Match match,
        @JsonUnwrapped Runs runs,
        String sql,
        String kind,
        List<Difference> figures,
        List<LockDifference> locks,
        List<RewriteDifference> rewrites,
        Trend trend) {

    /** How the steps of the two runs belong together. */
    public enum Match {
        SAME,
        /** The same statement at another place among the others. */
        MOVED,
        /** Only in the later run. */
        INSERTED,
        /** Only in the earlier run. */
        REMOVED
    }

    /** Where the step stands in each run, and how it ended there. */
    public record Runs(Optional<Place> before, Optional<Place> after) {}

    /** A step of one run. */
    public record Place(int number, Optional<String> file, Optional<Integer> line, StepReport.Outcome outcome) {

        static Place of(StepReport step) {
            return new Place(
                    step.number(),
                    step.statement().origin().file(),
                    step.statement().origin().line(),
                    step.result().outcome());
        }
    }

    public StepComparison {
        figures = List.copyOf(figures);
        locks = List.copyOf(locks);
        rewrites = List.copyOf(rewrites);
    }

    Optional<Difference> figure(Measure measure) {
        return figures.stream().filter(each -> each.measure() == measure).findFirst();
    }

    /** It ran to its end in one run and failed in the other. */
    boolean endedOtherwise() {
        return runs.before().isPresent()
                && runs.after().isPresent()
                && runs.before().get().outcome() != runs.after().get().outcome();
    }

    /** The step as the later run numbers it, or as the earlier one does where only that has it. */
    String name() {
        String was =
                runs.before().map(place -> Integer.toString(place.number())).orElse("");
        String now = runs.after().map(place -> Integer.toString(place.number())).orElse("");
        return switch (match) {
            case INSERTED -> "new step " + now;
            case REMOVED -> "removed step " + was;
            case SAME, MOVED -> was.equals(now) ? "step " + now : "step " + now + " (was " + was + ")";
        };
    }
}
