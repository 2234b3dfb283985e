package dev.dryrun.analysis;

import dev.dryrun.analysis.Finding.Severity;
import dev.dryrun.observe.Deadlock;
import dev.dryrun.observe.LockMode;
import dev.dryrun.observe.LockSpan;
import dev.dryrun.observe.Observations;
import dev.dryrun.observe.RanStep;
import dev.dryrun.observe.WaitedForSpan;
import dev.dryrun.postgres.ServerError;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What a person should know beyond the budgets, and what to do about it. */
final class Findings {

    private Findings() {}

    static List<Finding> of(Observations seen, List<StepAnalysis> steps) {
        List<Finding> findings = new ArrayList<>();
        HeldOverFindings heldOver = new HeldOverFindings(steps);
        for (StepAnalysis step : steps) {
            addRewrites(step, findings);
            heldOver.add(step, findings);
            IndexFindings.add(step, steps, findings);
            addIndexBuild(step, findings);
            addAutovacuum(step, findings);
            addWarnings(step, findings);
            addInexact(step, findings);
        }
        seen.command()
                .ifPresentOrElse(
                        command -> findings.addAll(CommandFindings.of(command, seen, steps)),
                        () -> addUnfinishedBlock(seen, findings));
        findings.addAll(LockFailures.of(seen, steps));
        PassedOverFindings.add(seen, findings);
        findings.addAll(DisturbanceFindings.of(seen.manner().disturbances()));
        findings.addAll(Silences.findings(seen));
        findings.addAll(SamplingFindings.of(seen.locks().sampling()));
        CoalescedFindings.of(seen.locks()).ifPresent(findings::add);
        findings.addAll(FailedRequests.of(seen, deadlocksAreTold(seen)));
        findings.addAll(LoadFindings.of(seen));
        return findings;
    }

    /** Every deadlock that a request has met was one with a step, which has a finding. */
    private static boolean deadlocksAreTold(Observations seen) {
        List<Deadlock> others = seen.manner().deadlocks().stream()
                .filter(deadlock -> !deadlock.failedMigration())
                .toList();
        return !others.isEmpty()
                && others.stream().allMatch(deadlock -> deadlock.step().isPresent());
    }

    private static void addRewrites(StepAnalysis step, List<Finding> findings) {
        for (FileChange file : step.files()) {
            if (file.relation().isHeap() && file.cause() == FileChange.Cause.REWRITE) {
                findings.add(
                        new Finding(
                                "table-rewritten",
                                Severity.DANGER,
                                Optional.of(step.number()),
                                Optional.of(file.relation().name()),
                                "every row of " + file.relation().name()
                                        + " was written anew under an ACCESS EXCLUSIVE lock",
                                file.relation().relkind() == 'm'
                                        ? "REFRESH MATERIALIZED VIEW CONCURRENTLY lets it be read meanwhile; it needs a unique index"
                                        : "the time grows with the table: add a new column, fill it in batches and switch over"));
            }
        }
    }

    private static void addIndexBuild(StepAnalysis step, List<Finding> findings) {
        String kind = step.step().step().kind();
        if (!kind.startsWith("CREATE") || !kind.endsWith("INDEX")) {
            return;
        }
        Optional<RelationLock> share = step.locks().stream()
                .filter(lock -> lock.mode() == LockMode.SHARE
                        && lock.blocksWrites()
                        && !lock.evidence().contains(LockSpan.Evidence.DOCUMENTED))
                .findFirst();
        share.ifPresent(lock -> findings.add(new Finding(
                "index-blocks-writes",
                Severity.DANGER,
                Optional.of(step.number()),
                Optional.of(lock.name()),
                "writes to " + lock.name() + " waited until the index was built",
                "CREATE INDEX CONCURRENTLY, outside a transaction block and with lock_timeout = 0")));
    }

    private static void addWarnings(StepAnalysis step, List<Finding> findings) {
        for (ServerError warning : step.step().warnings()) {
            findings.add(new Finding(
                    "server-warning",
                    Severity.WARNING,
                    Optional.of(step.number()),
                    Optional.empty(),
                    "the server warned: " + warning.message(),
                    warning.hint().orElse("see whether the script means it so")));
        }
    }

    private static void addAutovacuum(StepAnalysis step, List<Finding> findings) {
        if (step.waitedFor().stream().anyMatch(WaitedForSpan::isAutovacuum)) {
            findings.add(new Finding(
                    "waited-for-autovacuum",
                    Severity.WARNING,
                    Optional.of(step.number()),
                    Optional.empty(),
                    "the step waited until an autovacuum gave way (after deadlock_timeout, a second by default)",
                    "not charged to a budget; with lock_timeout below that time the step would have failed"));
        }
    }

    private static void addInexact(StepAnalysis step, List<Finding> findings) {
        if (step.step().knowsAllLocks()) {
            return;
        }
        String why = "the statement may run several transactions";
        if (step.step().error().isPresent()) {
            why = "the step failed";
        } else if (!step.step().facts().exactLocks()) {
            why = "the step is a group of statements";
        }
        findings.add(new Finding(
                "locks-only-sampled",
                Severity.INFO,
                Optional.of(step.number()),
                Optional.empty(),
                why + ", so its locks were released before the exact set could be read",
                "ACCESS EXCLUSIVE locks are in the write-ahead log as well; weaker ones shorter than the time between two"
                        + " samples may be missing from the list"));
    }

    /** psql and the server roll such a block back, and say nothing. */
    private static void addUnfinishedBlock(Observations seen, List<Finding> findings) {
        if (seen.ran().isEmpty()
                || !seen.skipped().isEmpty()
                || seen.incomplete().isPresent()) {
            return;
        }
        RanStep last = seen.ran().get(seen.ran().size() - 1);
        boolean ends = Set.of("COMMIT", "ROLLBACK", "PREPARE TRANSACTION")
                .contains(last.step().kind());
        if (last.transaction().isPresent()
                && last.error().isEmpty()
                && last.facts().exactLocks()
                && !ends) {
            findings.add(new Finding(
                    "block-not-ended",
                    Severity.DANGER,
                    Optional.of(last.number()),
                    Optional.empty(),
                    "the script ends inside a transaction block: everything in it was rolled back, as with psql",
                    "end it with COMMIT"));
        }
    }
}
