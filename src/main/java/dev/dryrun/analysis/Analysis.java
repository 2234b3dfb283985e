package dev.dryrun.analysis;

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
}
