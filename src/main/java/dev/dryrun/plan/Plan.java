package dev.dryrun.plan;

import java.nio.file.Path;
import java.util.List;

/** All that a run is asked to do. */
public record Plan(
        Path dump,
        List<Path> migrations,
        boolean allowRestoreErrors,
        ServerPlan server,
        LoadPlan load,
        StepPlan steps,
        List<Budget> budgets,
        Path results) {

    public Plan {
        migrations = List.copyOf(migrations);
        budgets = List.copyOf(budgets);
        if (migrations.isEmpty()) {
            throw new IllegalArgumentException("no migration");
        }
    }

    /** The name of the results directory and of reports: that of the migration file, without its ending. */
    public String migrationName() {
        String file = migrations.get(0).getFileName().toString();
        int dot = file.lastIndexOf('.');
        return dot > 0 ? file.substring(0, dot) : file;
    }
}
