package dev.dryrun.compare;

import dev.dryrun.report.Report;
import dev.dryrun.report.Report.Finding;
import dev.dryrun.report.StepLocks.Lock;
import dev.dryrun.report.StepReport;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** What the locks of a whole run kept out of which table, what it rewrote, and where it may not have seen every lock. */
final class KeptOut {

    private static final String ONLY_SAMPLED = "locks-only-sampled";

    private final Set<String> ofReads = new HashSet<>();
    private final Set<String> ofWrites = new HashSet<>();
    private final Set<String> rewritten = new HashSet<>();
    private final Set<Integer> sampledSteps;
    private final boolean complete;

    KeptOut(Report run) {
        for (StepReport step : run.steps()) {
            step.contention().locks().stream().filter(Lock::blocksOthers).forEach(this::add);
            rewritten.addAll(step.storage().rewrites());
        }
        complete = Comparing.isComplete(run);
        sampledSteps = run.findings().stream()
                .filter(finding -> finding.code().equals(ONLY_SAMPLED))
                .map(Finding::step)
                .flatMap(Optional::stream)
                .collect(Collectors.toSet());
    }

    private void add(Lock lock) {
        if (lock.blocksReads()) {
            ofReads.add(LockedRelation.of(lock.request()).name());
        }
        if (lock.blocksWrites()) {
            ofWrites.add(LockedRelation.of(lock.request()).name());
        }
    }

    /** Whether any lock of the run kept out of the same relation, or of the table that it is of, whoever this one does. */
    boolean asMuchAs(Lock lock) {
        LockedRelation relation = LockedRelation.of(lock.request());
        return asMuchAs(relation.name(), lock)
                || relation.table().filter(table -> asMuchAs(table, lock)).isPresent();
    }

    private boolean asMuchAs(String relation, Lock lock) {
        return (!lock.blocksReads() || ofReads.contains(relation))
                && (!lock.blocksWrites() || ofWrites.contains(relation));
    }

    /** Whether the run came to its end, so that what it does not have it would not have had. */
    boolean isComplete() {
        return complete;
    }

    boolean rewrote(String relation) {
        return rewritten.contains(relation);
    }

    /** Whether a lock of the step can have been missed. */
    boolean mayHaveMissed(Optional<StepReport> step) {
        return step.filter(each -> sampledSteps.contains(each.number())).isPresent();
    }
}
