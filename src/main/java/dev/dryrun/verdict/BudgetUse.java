package dev.dryrun.verdict;

import dev.dryrun.plan.Budget;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** A budget and all that was charged to it, the largest charge first. Empty where nothing could be measured. */
public record BudgetUse(Budget budget, List<Charge> charges) {

    public BudgetUse {
        charges = charges.stream()
                .sorted(Comparator.comparing(Charge::measured).reversed())
                .toList();
    }

    public Optional<Double> worst() {
        return charges.stream().findFirst().map(Charge::measured);
    }

    /** The charges that each alone exceed the limit. */
    public List<Charge> breaches() {
        return charges.stream()
                .filter(charge -> charge.measured() > budget.limit())
                .toList();
    }
}
