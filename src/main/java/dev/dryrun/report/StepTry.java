package dev.dryrun.report;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * One of several tries of a step: when it was, how it ended, whom it waited for, which invalid indexes of the try
 * before dryrun had dropped first, and what it wrote.
 */
public record StepTry(
        @JsonProperty("startMs") Duration start,
        @JsonProperty("durationMs") Duration duration,
        Outcome outcome,
        Optional<String> sqlState,
        Optional<String> message,
        List<StepLocks.WaitedFor> waitedFor,
        List<String> droppedIndexes,
        @JsonUnwrapped StepReport.Volume volume) {

    /** How a try ended. */
    public enum Outcome {
        SUCCEEDED,
        FAILED,
        UNDONE
    }

    public StepTry {
        waitedFor = List.copyOf(waitedFor);
        droppedIndexes = List.copyOf(droppedIndexes);
    }
}
