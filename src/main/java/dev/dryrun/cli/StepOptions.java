package dev.dryrun.cli;

import dev.dryrun.plan.StepPlan;
import java.util.Optional;
import picocli.CommandLine.Option;

/** The options that say how the steps are run and how often they are looked at. */
final class StepOptions {

    @Option(names = "--single-transaction", description = "run the whole migration in one transaction, as psql -1 does")
    private boolean singleTransaction;

    @Option(
            names = "--lock-timeout",
            paramLabel = "TIME",
            description = "lock_timeout of the migration. Default: what the script sets")
    private Optional<String> lockTimeout = Optional.empty();

    @Option(
            names = "--statement-timeout",
            paramLabel = "TIME",
            description = "statement_timeout of the migration. Default: what the script sets")
    private Optional<String> statementTimeout = Optional.empty();

    @Option(
            names = "--sample-interval",
            paramLabel = "TIME",
            description = "how often locks and sessions are looked at. Default: 5ms")
    private String sampleInterval = "5ms";

    StepPlan plan() {
        return new StepPlan(
                singleTransaction,
                lockTimeout.map(text -> new OptionText("--lock-timeout", text).serverTimeout()),
                statementTimeout.map(text -> new OptionText("--statement-timeout", text).serverTimeout()),
                new OptionText("--sample-interval", sampleInterval).millisecondOrMore());
    }
}
