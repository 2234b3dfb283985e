package dev.dryrun.compare;

import dev.dryrun.report.StepReport;
import java.util.Optional;

/** A step in both runs, or one that only one of them has. */
record StepPair(Optional<StepReport> before, Optional<StepReport> after, boolean moved) {

    StepPair {
        if (before.isEmpty() && after.isEmpty()) {
            throw new IllegalArgumentException("a pair of nothing");
        }
    }

    static StepPair of(StepReport before, StepReport after, boolean moved) {
        return new StepPair(Optional.of(before), Optional.of(after), moved);
    }

    static StepPair removed(StepReport before) {
        return new StepPair(Optional.of(before), Optional.empty(), false);
    }

    static StepPair inserted(StepReport after) {
        return new StepPair(Optional.empty(), Optional.of(after), false);
    }

    boolean isInBoth() {
        return before.isPresent() && after.isPresent();
    }

    /** As the later run has it, if it does. */
    StepReport shown() {
        return after.or(() -> before).orElseThrow();
    }
}
