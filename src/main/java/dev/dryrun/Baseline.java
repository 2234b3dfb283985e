package dev.dryrun;

import dev.dryrun.compare.Comparison;
import dev.dryrun.compare.HtmlComparison;
import dev.dryrun.compare.MarkdownComparison;
import dev.dryrun.compare.SharedSteps;
import dev.dryrun.plan.BadInput;
import dev.dryrun.plan.Budget;
import dev.dryrun.plan.Migration;
import dev.dryrun.plan.NoVerdict;
import dev.dryrun.plan.Plan;
import dev.dryrun.postgres.Dump;
import dev.dryrun.report.Report;
import dev.dryrun.report.VerdictReport.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** An earlier run that a new one is held against ({@code --baseline}), read before the new one begins. */
public final class Baseline {

    private final Path path;
    private final Report report;

    private Baseline(Path path, Report report) {
        this.path = path;
        this.report = report;
    }

    /** Reads the run that the option names; throws {@link BadInput} where there is none that can be read. */
    public static Baseline read(Path run) {
        return new Baseline(run, SavedRun.read(run).report());
    }

    public Report report() {
        return report;
    }

    /** Refuses a run that did not come to its end: its figures are of a part of the work. */
    public void refuseForBudgets() {
        Outcome outcome = report.verdict().outcome();
        if (outcome == Outcome.INCOMPLETE || outcome == Outcome.STEP_FAILED) {
            throw new BadInput(
                    "--baseline " + path + " did not come to its end, so that no budget can be relative to it",
                    "give a run that did, or write budgets with limits of their own");
        }
    }

    /** Refuses a migration that has no statement in common with the baseline's. */
    public void refuseAnother(Plan plan) {
        if (!(plan.migration() instanceof Migration.Scripts scripts)) {
            return;
        }
        MigrationInput migration =
                MigrationInput.read(scripts, plan.steps().singleTransaction(), () -> Dump.databaseName(plan.dump()));
        if (!migration.script().makesSteps()
                && !SharedSteps.any(report, migration.script().statements())) {
            throw new BadInput(
                    "--baseline " + path + " is a run of another migration: they have no statement in common",
                    "give a run of the same migration, or of an earlier state of it");
        }
    }

    public Comparison compareWith(DryRun.Result result) {
        return Comparison.of(report, result.report());
    }

    /**
     * Leaves compare.json, compare.md and compare.html in the directory of the new run; throws {@link NoVerdict} where they
     * cannot be written.
     */
    public static void keep(Comparison comparison, Path directory) {
        Map.of(
                        "compare.json", comparison.json(),
                        "compare.md", MarkdownComparison.render(comparison),
                        "compare.html", HtmlComparison.render(comparison))
                .forEach((name, text) -> write(directory.resolve(name), text));
    }

    /** What the baseline has not measured cannot be a limit. */
    public BadInput notMeasured(Budget.Name name, String text) {
        return new BadInput(
                "--budget " + text + ": the baseline " + path + " has not measured " + name.text(),
                "give a limit with a unit, or run the baseline with a budget of that name");
    }

    private static void write(Path file, String text) {
        try {
            Files.writeString(file, text);
        } catch (IOException e) {
            throw new NoVerdict("writing " + file + " failed: " + e, "see whether the disk is full", e);
        }
    }
}
