package dev.dryrun.report;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * All that a run found out, as report.json says it: report.schema.json describes every field with its unit. Records
 * that are nested in Java but flat in JSON are marked {@link JsonUnwrapped}.
 */
@JsonPropertyOrder("schemaVersion")
public record Report(
        Run run,
        VerdictReport verdict,
        @JsonUnwrapped Inputs inputs,
        @JsonUnwrapped Conditions conditions,
        List<StepReport> steps,
        List<Transaction> transactions,
        List<Finding> findings) {

    /** The version of report.schema.json that a report follows; it grows when a field changes its meaning. */
    public static final int SCHEMA_VERSION = 1;

    public Report {
        steps = List.copyOf(steps);
        transactions = List.copyOf(transactions);
        findings = ByStep.of(findings, Finding::step);
        for (int i = 0; i < steps.size(); i++) {
            if (steps.get(i).number() != i + 1) {
                throw new IllegalArgumentException("step " + steps.get(i).number() + " stands at place " + (i + 1));
            }
        }
        int last = steps.size();
        Stream.concat(
                        verdict.breaches().stream().flatMap(breach -> breach.step().stream()),
                        findings.stream().flatMap(finding -> finding.step().stream()))
                .filter(step -> step < 1 || step > last)
                .forEach(step -> {
                    throw new IllegalArgumentException("a breach or finding on step " + step + " of " + last);
                });
    }

    @JsonProperty("schemaVersion")
    int schemaVersion() {
        return SCHEMA_VERSION;
    }

    /** The run as a whole: which, when, how long, by what and on what machine. */
    public record Run(
            String id,
            Instant startedAt,
            @JsonProperty("durationMs") Duration duration,
            String dryrunVersion,
            Host host,
            List<Stage> stages,
            @JsonProperty("overheadMs") Duration overhead) {

        public Run {
            startedAt = startedAt.truncatedTo(ChronoUnit.MILLIS);
            stages = List.copyOf(stages);
        }
    }

    /** The machine that the run took place on. */
    public record Host(int cpus, long memoryBytes, String os, String java) {}

    /** A stretch of the way from command to verdict: restore, warm-up, migration, … */
    public record Stage(String name, @JsonProperty("ms") Duration duration) {}

    /** The stretch of steps that committed or rolled back together. */
    public record Transaction(
            int number,
            int firstStep,
            int lastStep,
            @JsonProperty("startMs") Duration start,
            @JsonProperty("durationMs") Duration duration) {

        public Transaction {
            if (number < 1 || firstStep < 1 || lastStep < firstStep) {
                throw new IllegalArgumentException(
                        "transaction " + number + " of steps " + firstStep + " to " + lastStep);
            }
        }
    }

    /** Something that a person should know before the release, and what to do about it. */
    public record Finding(
            String code,
            Severity severity,
            Optional<Integer> step,
            Optional<String> relation,
            String message,
            Optional<String> advice) {

        /** How much a finding matters. */
        public enum Severity {
            INFO,
            WARNING,
            DANGER
        }

        public Finding {
            if (code.isBlank() || message.isBlank()) {
                throw new IllegalArgumentException("a finding says what it is: '" + code + "', '" + message + "'");
            }
        }
    }

    /** Whether it was a run with {@code --load none}. */
    public boolean isWithoutLoad() {
        return conditions.load().isNone();
    }

    /** The findings on one step. */
    List<Finding> findingsOn(StepReport step) {
        return ByStep.of(findings, Finding::step).on(step.number());
    }

    /** Whether a budget was breached in a step. */
    boolean isBreachedBy(StepReport step) {
        return !verdict.breachesOf(step.number()).isEmpty();
    }

    /** Whether a step blocked anybody, could have, waited, failed, rewrote, was felt or gave rise to a finding. */
    boolean isWorthReading(StepReport step) {
        StepReport.Contention contention = step.contention();
        return step.isFailed()
                || !step.result().tries().isEmpty()
                || !step.blocking().isNothing()
                || contention.locks().stream().anyMatch(StepLocks.Lock::blocksOthers)
                || contention.blocked().sessions() > 0
                || !contention.waitedFor().isEmpty()
                || !step.storage().rewrites().isEmpty()
                || isBreachedBy(step)
                || contention.load().filter(load -> load.errors() > 0).isPresent()
                || !findingsOn(step).isEmpty();
    }

    /** Whether the reader has to be told which steps belong to which file, or to which session of a command. */
    boolean isGroupedByFile() {
        return inputs.migration().files().size() > 1
                || !isPlain()
                || steps.stream()
                                .map(step -> step.statement().source())
                                .distinct()
                                .count()
                        > 1;
    }

    /** Format and transaction mode of the file that a step stands in, unless all files are plain psql scripts. */
    Optional<String> manner(StepReport step) {
        return inputs.migration().files().stream()
                .filter(file ->
                        !isPlain() && file.path().equals(step.statement().source()))
                .findFirst()
                .map(Inputs.MigrationFile::manner);
    }

    private boolean isPlain() {
        return inputs.migration().files().stream().allMatch(Inputs.MigrationFile::isPlain);
    }

    /** The step of that number, as breaches and findings name it. */
    StepReport step(int number) {
        return steps.get(number - 1);
    }
}
