package dev.dryrun.observe;

import dev.dryrun.postgres.ServerError;
import dev.dryrun.script.Step;
import java.util.Optional;

/**
 * A step that was sent: its error if it failed, the number of the transaction block that it belongs to, the rows that
 * its command tag names, and the catalog as the step found it, with what it created added.
 */
public record RanStep(
        Step step,
        Optional<ServerError> error,
        Timing timing,
        Optional<Integer> transaction,
        Optional<Long> rows,
        Catalog catalog,
        StepFacts facts) {

    public int number() {
        return step.number();
    }
}
