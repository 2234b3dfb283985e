package dev.dryrun.analysis;

import dev.dryrun.observe.RanStep;
import dev.dryrun.observe.WaitedForSpan;
import java.util.List;

/** What a step locked, whom it kept waiting, whom it waited for itself, and which files it replaced. */
public record StepAnalysis(
        RanStep step,
        List<RelationLock> locks,
        Blocking blocking,
        BlockedSessions blocked,
        List<WaitedForSpan> waitedFor,
        List<FileChange> files) {

    public StepAnalysis {
        locks = List.copyOf(locks);
        waitedFor = List.copyOf(waitedFor);
        files = List.copyOf(files);
    }

    public int number() {
        return step.number();
    }
}
