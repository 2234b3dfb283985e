package dev.dryrun.compare;

import dev.dryrun.report.Report;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/** Whether two migrations have anything to do with each other. */
public final class SharedSteps {

    private SharedSteps() {}

    /** Whether any statement is one of the run's; BEGIN, COMMIT and the like count only where there is nothing else. */
    public static boolean any(Report run, Iterable<String> statements) {
        Set<String> own = run.steps().stream()
                .map(step -> StepKeys.normalised(step.statement().sql()))
                .collect(Collectors.toSet());
        Set<String> others = StreamSupport.stream(statements.spliterator(), false)
                .map(StepKeys::normalised)
                .collect(Collectors.toSet());
        Set<String> frames = run.steps().stream()
                .filter(step -> StepMatching.isFrame(step.statement().kind()))
                .map(step -> StepKeys.normalised(step.statement().sql()))
                .collect(Collectors.toSet());
        others.retainAll(own);
        return others.stream().anyMatch(shared -> !frames.contains(shared)) || frames.containsAll(own);
    }
}
