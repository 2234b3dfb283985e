package dev.dryrun.compare;

import dev.dryrun.plan.Budget;
import dev.dryrun.report.Report;
import dev.dryrun.report.StepReport;
import dev.dryrun.report.VerdictReport.BudgetUse;
import java.time.Duration;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A budget that allows so many percent more than a baseline measured, and the noise in any case: {@code
 * writes-blocked=+20%}.
 *
 * @param part the class of sessions, or the query, that it is limited to
 */
public record RelativeBudget(Budget.Name name, Optional<String> part, double percent) {

    private static final double WHOLE = 100;

    /** The budget with its limit; empty where the baseline has no such figure. */
    public Optional<Budget> against(Report baseline) {
        return measured(baseline).map(measured -> {
            double more = Math.max(percent / WHOLE * measured, noise(Noise.of(baseline), measured));
            return new Budget(name, (long) Math.ceil(measured + more), part);
        });
    }

    /** What a limit is above the measured value even with +0 %: else chance would breach it every other time. */
    private double noise(Noise noise, double measured) {
        return switch (name) {
            case READS_BLOCKED, WRITES_BLOCKED, POOL_EMPTY -> noise.usual();
            case P99, STALL -> noise.tail();
            // The budget itself leaves out what the warm-up lets expect.
            case ERRORS -> 2 * Math.sqrt(measured);
        };
    }

    /** As the baseline's own budget has it; some figures are in its steps as well. */
    private Optional<Double> measured(Report baseline) {
        Optional<BudgetUse> own = baseline.verdict().budgets().stream()
                .filter(use -> use.budget() == name && use.part().equals(part))
                .findFirst();
        return own.isPresent() ? own.get().measured() : ofSteps(baseline);
    }

    private Optional<Double> ofSteps(Report baseline) {
        Stream<StepReport> steps = baseline.steps().stream();
        return switch (name) {
            case READS_BLOCKED ->
                longest(steps.map(step -> step.blocking().reads().atMost()));
            case WRITES_BLOCKED ->
                longest(steps.flatMap(step -> Stream.of(
                        step.blocking().writes().atMost(),
                        step.blocking().rows().atMost())));
            case P99 ->
                part.isPresent()
                        ? Optional.empty()
                        : longest(steps.flatMap(step -> step.contention().load().stream())
                                .flatMap(load -> load.latencies().p99().stream()));
            case ERRORS, STALL, POOL_EMPTY -> Optional.empty();
        };
    }

    private static Optional<Double> longest(Stream<Duration> all) {
        return all.max(Comparator.naturalOrder()).map(Range::millis);
    }
}
