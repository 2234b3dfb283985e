package dev.dryrun.plan;

import java.nio.file.Path;
import java.util.List;

/** All that a run is asked to do. */
public record Plan(
        Path dump,
        Migration migration,
        boolean allowRestoreErrors,
        ServerPlan server,
        LoadPlan load,
        StepPlan steps,
        List<Budget> budgets,
        ResultsPlan results) {

    public Plan {
        budgets = List.copyOf(budgets);
    }
}
