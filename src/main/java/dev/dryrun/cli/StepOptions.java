package dev.dryrun.cli;

import dev.dryrun.plan.Retries;
import dev.dryrun.plan.StepPlan;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
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
            names = "--max-duration",
            paramLabel = "TIME",
            description =
                    "the longest that the whole run may take, restore included; the running statement is cancelled"
                            + " then, and the report is incomplete. Default: no limit")
    private Optional<String> maxDuration = Optional.empty();

    @Option(
            names = "--sample-interval",
            paramLabel = "TIME",
            description = "how often locks and sessions are looked at. Default: 5ms")
    private String sampleInterval = "5ms";

    @Option(
            names = "--retries",
            paramLabel = "N",
            description = "how often a step, or its transaction from BEGIN on, is run again after a lock timeout or a"
                    + " deadlock. Default: 0")
    private String retries = "0";

    @Option(names = "--retry-backoff", paramLabel = "TIME", description = "pause before another try. Default: 1s")
    private Optional<String> backoff = Optional.empty();

    @Option(
            names = "--disturb",
            paramLabel = "WHAT",
            description = "a session that the migration meets: 'reader TABLE TIME', 'row-lock TABLE TIME',"
                    + " 'idle TABLE TIME', 'vacuum TABLE [TIME]' or 'pg_dump [TIME]', each with 'before step N' or"
                    + " 'during step N' behind it; repeatable. Default: before step 1")
    private List<String> disturbances = new ArrayList<>();

    StepPlan plan() {
        return new StepPlan(
                singleTransaction,
                lockTimeout.map(text -> new OptionText("--lock-timeout", text).serverTimeout()),
                statementTimeout.map(text -> new OptionText("--statement-timeout", text).serverTimeout()),
                new OptionText("--sample-interval", sampleInterval).millisecondOrMore(),
                retries(),
                disturbances.stream()
                        .map(text -> new DisturbanceText(text).disturbance())
                        .toList(),
                maxDuration.map(StepOptions::maxDuration));
    }

    private static Duration maxDuration(String text) {
        OptionText option = new OptionText("--max-duration", text);
        Duration most = option.wholeMillis();
        if (most.isZero()) {
            throw option.refused("leaves no time for a run", "leave --max-duration out for no limit");
        }
        return most;
    }

    private Retries retries() {
        int most = new OptionText("--retries", retries).wholeNumber(0);
        if (most == 0 && backoff.isPresent()) {
            throw new OptionText("--retry-backoff", backoff.get())
                    .refused("is a pause before a retry, and there is none", "add --retries 3, or leave it out");
        }
        return new Retries(
                most,
                backoff.map(text -> new OptionText("--retry-backoff", text).duration())
                        .orElse(Retries.NONE.backoff()));
    }
}
