package dev.dryrun.report;

import dev.dryrun.report.Report.Finding;
import dev.dryrun.report.Report.Finding.Severity;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** The steps in the order in which a reader with little time should see them. */
final class WorstFirst {

    private final Report report;
    private final Set<Integer> breached;
    private final Map<Integer, Severity> gravest;

    private WorstFirst(Report report) {
        this.report = report;
        this.breached = report.verdict().breaches().stream()
                .flatMap(breach -> breach.step().stream())
                .collect(Collectors.toSet());
        this.gravest = report.findings().stream()
                .filter(finding -> finding.step().isPresent())
                .collect(Collectors.toMap(finding -> finding.step().get(), Finding::severity, WorstFirst::graver));
    }

    static WorstFirst of(Report report) {
        return new WorstFirst(report);
    }

    /** All steps: those that failed, then breached a budget, then are dangerous, then blocked for the longest. */
    List<StepReport> steps() {
        return report.steps().stream()
                .sorted(Comparator.comparing(StepReport::isFailed)
                        .thenComparing(step -> breached.contains(step.number()))
                        .thenComparing(step -> severity(step) == Severity.DANGER)
                        .thenComparing(WorstFirst::longestBlocked)
                        .thenComparing(step -> severity(step) == Severity.WARNING)
                        .thenComparing(step -> step.contention().blocked().peakSessions())
                        .thenComparing(this::isWorthReading)
                        .reversed()
                        .thenComparing(StepReport::number))
                .toList();
    }

    /** Whether nobody should decide without having seen it. */
    boolean isGrave(StepReport step) {
        return step.isFailed() || breached.contains(step.number()) || severity(step) == Severity.DANGER;
    }

    /** As {@link Report#isWorthReading}, without a look through all findings for each step. */
    boolean isWorthReading(StepReport step) {
        return gravest.containsKey(step.number()) || report.isWorthReading(step);
    }

    private Severity severity(StepReport step) {
        return gravest.getOrDefault(step.number(), Severity.INFO);
    }

    private static Severity graver(Severity one, Severity other) {
        return one.compareTo(other) >= 0 ? one : other;
    }

    private static Duration longestBlocked(StepReport step) {
        Duration reads = step.blocking().reads().atMost();
        Duration writes = step.blocking().longestForWriters().atMost();
        return reads.compareTo(writes) >= 0 ? reads : writes;
    }
}
