package dev.dryrun.analysis;

import dev.dryrun.time.DurationBounds;
import java.time.Duration;
import java.util.List;

/** What the observations mean, step by step. */
public record Analysis(
        List<StepAnalysis> steps, List<TransactionBlock> transactions, List<Finding> findings, MigrationTime time) {

    /** A transaction block of the script: the steps it spans, and its time from the first one's start. */
    public record TransactionBlock(int number, int firstStep, int lastStep, Duration start, Duration duration) {}

    public Analysis {
        steps = List.copyOf(steps);
        transactions = List.copyOf(transactions);
        findings = List.copyOf(findings);
    }

    /** The longest wait for rows that counts as blocked writes of a step. */
    public static DurationBounds writesAndRows(StepAnalysis step) {
        DurationBounds writes = step.longestWrites();
        return step.rows().atMost().compareTo(writes.atMost()) > 0 ? step.rows() : writes;
    }
}
