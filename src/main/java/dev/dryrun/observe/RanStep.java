package dev.dryrun.observe;

import dev.dryrun.postgres.ServerError;
import dev.dryrun.script.Step;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A step that was sent: its error if it failed, the number of the transaction block that it belongs to, the rows that
 * its command tag names, the server's warnings, and the catalog as the step found it, with what it created added.
 */
public record RanStep(
        Step step,
        Optional<ServerError> error,
        Timing timing,
        Optional<Integer> transaction,
        Optional<Long> rows,
        List<ServerError> warnings,
        Catalog catalog,
        StepFacts facts) {

    public RanStep {
        warnings = List.copyOf(warnings);
    }

    /** The same, failed by what psql makes of its result, though the server has done it. */
    RanStep failed(ServerError why) {
        return new RanStep(step, Optional.of(why), timing, transaction, rows, warnings, catalog, facts);
    }

    /** The same, undone with its transaction: whatever it did is gone. */
    RanStep undone(ServerError why) {
        StepFacts nothing = new StepFacts(
                Set.of(), Set.of(), Set.of(), facts.wal(), facts.transactionIds(), false, Optional.empty(), Set.of());
        return new RanStep(
                step, Optional.of(why), timing, Optional.empty(), Optional.empty(), warnings, catalog, nothing);
    }

    /** Its exact set of locks was read, and none can have been released before. */
    public boolean knowsAllLocks() {
        return facts.exactLocks() && (transaction.isPresent() || !StepKinds.releasesLocksEarly(step));
    }

    public int number() {
        return step.number();
    }

    /** Tells it from the other tries of its step. */
    public TryId id() {
        return new TryId(number(), timing.sent());
    }
}
