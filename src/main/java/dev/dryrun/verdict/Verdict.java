package dev.dryrun.verdict;

import java.util.List;

/** The answer: how the run ended, and each budget with what was charged to it. */
public record Verdict(Outcome outcome, List<BudgetUse> budgets) {

    public Verdict {
        budgets = List.copyOf(budgets);
    }
}
