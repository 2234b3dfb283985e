package dev.dryrun.report;

import dev.dryrun.plan.Budget;
import dev.dryrun.report.VerdictReport.Breach;
import java.util.Optional;

/** Breached budgets for the reports of tests. */
final class SampleBreach {

    private SampleBreach() {}

    static Breach ofOrders(Budget budget, double measured, int step) {
        return of(budget, measured, Optional.of(step), Optional.of("public.orders"));
    }

    static Breach of(Budget budget, double measured, Optional<Integer> step, Optional<String> relation) {
        return new Breach(budget.name(), budget.part(), budget.limit(), measured, step, relation, Optional.empty());
    }
}
