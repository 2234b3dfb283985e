package dev.dryrun.report;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import dev.dryrun.plan.Budget;
import java.util.List;
import java.util.Optional;

/** What came of the run: the outcome, the budgets that it was held against, and those that it went beyond. */
public record VerdictReport(
        Outcome outcome, int exitCode, Optional<String> reason, List<BudgetUse> budgets, List<Breach> breaches) {

    /** The four ways in which a run can end, the gravest last. */
    public enum Outcome {
        PASSED,
        BREACHED,
        STEP_FAILED,
        INCOMPLETE
    }

    /** {@code reason} says why a run is incomplete, or how the command of a migration tool failed. */
    public VerdictReport {
        budgets = List.copyOf(budgets);
        breaches = ByStep.of(breaches, Breach::step);
        if ((outcome == Outcome.PASSED) != (exitCode == 0)) {
            throw new IllegalArgumentException(outcome + " does not go with exit code " + exitCode);
        }
        boolean hasReason = outcome == Outcome.INCOMPLETE || outcome == Outcome.STEP_FAILED && reason.isPresent();
        if (hasReason != reason.isPresent()) {
            throw new IllegalArgumentException(outcome + " with reason " + reason);
        }
        if (outcome == Outcome.PASSED && !breaches.isEmpty() || outcome == Outcome.BREACHED && breaches.isEmpty()) {
            throw new IllegalArgumentException(outcome + " with breaches " + breaches);
        }
    }

    /** The budget that these values make; refuses those that make none. */
    private static Budget checked(Budget.Name name, long limit, Optional<String> part) {
        return new Budget(name, limit, part);
    }

    /** Those of a step. */
    List<Breach> breachesOf(int step) {
        return ByStep.of(breaches, Breach::step).on(step);
    }

    /**
     * A budget and the worst that was measured for it, absent where nothing could be (errors without a load). The part is
     * the class of sessions or the query that it is limited to.
     */
    @JsonPropertyOrder({"budget", "class", "limit", "measured", "unit"})
    public record BudgetUse(
            Budget.Name budget, @JsonProperty("class") Optional<String> part, long limit, Optional<Double> measured) {

        public BudgetUse {
            checked(budget, limit, part);
        }

        public BudgetUse(Budget.Name budget, long limit, Optional<Double> measured) {
            this(budget, Optional.empty(), limit, measured);
        }

        /** As spelled on the command line. */
        public String text() {
            return checked(budget, limit, part).text();
        }

        @JsonProperty("unit")
        String unit() {
            return budget.unit();
        }
    }

    /**
     * A budget that was exceeded: by how much, and at which step and relation where one can be named. Requests are those
     * that a percentile is of.
     */
    @JsonPropertyOrder({"budget", "class", "limit", "measured", "unit", "step", "relation", "requests"})
    public record Breach(
            Budget.Name budget,
            @JsonProperty("class") Optional<String> part,
            long limit,
            double measured,
            Optional<Integer> step,
            Optional<String> relation,
            Optional<Long> requests) {

        public boolean isOf(BudgetUse use) {
            return budget == use.budget() && part.equals(use.part());
        }

        public Breach {
            checked(budget, limit, part);
            if (measured < limit) {
                throw new IllegalArgumentException(measured + " does not breach " + budget + "=" + limit);
            }
        }

        @JsonProperty("unit")
        String unit() {
            return budget.unit();
        }
    }
}
