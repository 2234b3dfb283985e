package dev.dryrun.verdict;

import dev.dryrun.analysis.Analysis;
import dev.dryrun.analysis.CommandFailures;
import dev.dryrun.analysis.Silences;
import dev.dryrun.analysis.StepAnalysis;
import dev.dryrun.observe.Observations;
import dev.dryrun.plan.Budget;
import dev.dryrun.time.DurationBounds;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Holds the analysis against the budgets. What counts of a duration is its upper bound. */
public final class Judge {

    private static final double NANOS_PER_MS = 1e6;

    private Judge() {}

    public static Verdict judge(Observations seen, Analysis analysis, List<Budget> budgets) {
        List<BudgetUse> uses = budgets.stream()
                .map(budget -> new BudgetUse(budget, charges(budget, seen, analysis)))
                .toList();
        return new Verdict(outcome(seen, uses), uses);
    }

    private static List<Charge> charges(Budget budget, Observations seen, Analysis analysis) {
        return switch (budget.name()) {
            case READS_BLOCKED -> reads(analysis);
            case WRITES_BLOCKED -> writes(analysis);
            case ERRORS, STALL, P99, POOL_EMPTY ->
                seen.load()
                        .map(load -> new FeltCharges(load, budget.part(), othersDeadlocks(seen)).of(budget.name()))
                        .orElse(List.of());
        };
    }

    /** The gravest comes first: without an end of the migration there is no verdict on the rest. */
    private static Outcome outcome(Observations seen, List<BudgetUse> uses) {
        if (seen.incomplete().isPresent()) {
            return Outcome.INCOMPLETE;
        }
        boolean failed = seen.command()
                .map(command -> command.failed() || CommandFailures.first(seen).isPresent())
                .orElseGet(() -> seen.ran().stream().anyMatch(ran -> ran.error().isPresent()));
        if (failed) {
            return Outcome.STEP_FAILED;
        }
        if (uses.stream().allMatch(use -> use.breaches().isEmpty())) {
            return Outcome.PASSED;
        }
        Map<Integer, Duration> unseen = Silences.touched(seen);
        boolean ofSilence = uses.stream()
                .allMatch(use -> use.breaches().stream().allMatch(breach -> isOfSilence(breach, use.budget(), unseen)));
        return ofSilence ? Outcome.INCOMPLETE : Outcome.BREACHED;
    }

    /**
     * Where everything stood still nobody knows what the migration alone would have done; but what is beyond the limit even
     * without that time was its doing.
     */
    private static boolean isOfSilence(Charge breach, Budget budget, Map<Integer, Duration> unseen) {
        return breach.step()
                .map(unseen::get)
                .filter(length -> !budget.name().isTime()
                        || breach.measured() - length.toNanos() / NANOS_PER_MS <= budget.limit())
                .isPresent();
    }

    private static List<Charge> reads(Analysis analysis) {
        List<Charge> charges = new ArrayList<>();
        for (StepAnalysis step : analysis.steps()) {
            charges.addAll(tables(step, step.blocking().reads(), step.blocking().unseenReads()));
        }
        return charges;
    }

    /** A writer that waits for rows is as blocked as one that waits for the table. */
    private static List<Charge> writes(Analysis analysis) {
        List<Charge> charges = new ArrayList<>();
        for (StepAnalysis step : analysis.steps()) {
            charges.addAll(
                    tables(step, step.blocking().writes(), step.blocking().unseenWrites()));
            charges.add(new Charge(millis(step.blocking().rows()), Optional.of(step.number()), Optional.empty()));
        }
        return charges;
    }

    private static List<Charge> tables(StepAnalysis step, Map<String, DurationBounds> byTable, DurationBounds unseen) {
        List<Charge> charges = new ArrayList<>();
        byTable.forEach((table, blocked) ->
                charges.add(new Charge(millis(blocked), Optional.of(step.number()), Optional.of(table))));
        charges.add(new Charge(millis(unseen), Optional.of(step.number()), Optional.empty()));
        return charges;
    }

    /** In which the migration had no part. */
    private static long othersDeadlocks(Observations seen) {
        return seen.manner().deadlocks().stream()
                .filter(deadlock -> deadlock.step().isEmpty())
                .count();
    }

    private static double millis(DurationBounds bounds) {
        Duration most = bounds.atMost();
        return most.toNanos() / NANOS_PER_MS;
    }
}
