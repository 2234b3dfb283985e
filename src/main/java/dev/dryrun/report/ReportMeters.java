package dev.dryrun.report;

import dev.dryrun.report.Report.Finding;
import dev.dryrun.time.DurationBounds;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * The figures of a report that somebody draws over many runs, as gauges. Times are seconds. Of many steps the worst have
 * gauges of their own: each would be a series that is kept for ever.
 */
public final class ReportMeters implements MeterBinder {

    private static final int MOST_STEPS = 100;
    private static final double NANOS = 1e9;
    private static final double MILLIS = 1e3;

    private final Report report;

    public ReportMeters(Report report) {
        this.report = report;
    }

    @Override
    public void bindTo(MeterRegistry registry) {
        Gauges all = new Gauges(registry, Tags.empty());
        run(all);
        work(all);
        budgets(all);
        Arrays.stream(Finding.Severity.values())
                .forEach(severity -> all.with("severity", JsonReport.word(severity))
                        .count("dryrun.findings", "Findings of the report.", findings(severity)));
        List<StepReport> worst = WorstFirst.of(report).steps();
        worst.subList(0, Math.min(MOST_STEPS, worst.size())).forEach(step -> step(all, step));
    }

    private void run(Gauges all) {
        all.with("version", report.run().dryrunVersion())
                .with("postgres", report.conditions().server().version())
                .with("server", JsonReport.word(report.conditions().server().kind()))
                .count("dryrun.run", "Always 1; its labels tell of the run.", 1);
        for (VerdictReport.Outcome outcome : VerdictReport.Outcome.values()) {
            all.with("outcome", JsonReport.word(outcome))
                    .count(
                            "dryrun.run.outcome",
                            "1 for the outcome.",
                            report.verdict().outcome() == outcome ? 1 : 0);
        }
        all.count("dryrun.run.exit.code", "The exit code.", report.verdict().exitCode());
        all.seconds(
                "dryrun.run.started.timestamp",
                "When it began, in Unix time.",
                report.run().startedAt().toEpochMilli() / MILLIS);
        all.time("dryrun.run.duration", "The run as a whole.", report.run().duration());
        report.run()
                .stages()
                .forEach(stage -> all.with("stage", stage.name())
                        .time("dryrun.run.stage.duration", "Each stage of the run.", stage.duration()));
    }

    private void work(Gauges all) {
        all.bytes(
                "dryrun.dump.size",
                "The dump as it lay on disk.",
                report.inputs().dump().file().bytes());
        all.time(
                "dryrun.migration.duration",
                "From its first statement to its last answer.",
                report.inputs().migration().duration());
        for (StepReport.Outcome outcome : StepReport.Outcome.values()) {
            all.with("outcome", JsonReport.word(outcome))
                    .count(
                            "dryrun.migration.steps",
                            "Steps by what became of them.",
                            report.steps().stream()
                                    .filter(step -> step.result().outcome() == outcome)
                                    .count());
        }
        Counter.builder("dryrun.samples")
                .description("Readings of the migration's locks.")
                .register(all.registry())
                .increment(report.conditions().sampling().samples());
        all.count(
                "dryrun.samples.missed",
                "Samples that were due and not taken.",
                report.conditions().sampling().missed());
    }

    private void budgets(Gauges all) {
        for (VerdictReport.BudgetUse use : report.verdict().budgets()) {
            Gauges own = all.with("budget", use.budget().text())
                    .with("part", use.part().orElse(""));
            if (use.budget().isTime()) {
                own.seconds("dryrun.budget.limit", "What a budget allows.", use.limit() / MILLIS);
                use.measured()
                        .ifPresent(worst -> own.seconds(
                                "dryrun.budget.measured", "The worst that was measured for it.", worst / MILLIS));
            } else {
                own.count("dryrun.budget.limit.requests", "What a budget allows.", use.limit());
                use.measured()
                        .ifPresent(worst -> own.count(
                                "dryrun.budget.measured.requests", "The worst that was measured for it.", worst));
            }
        }
    }

    private static void step(Gauges all, StepReport step) {
        Gauges own = all.with("step", String.valueOf(step.number()))
                .with("kind", step.statement().kind());
        step.timing().duration().ifPresent(took -> own.time("dryrun.step.duration", "How long a step took.", took));
        blocked(own, "reads", step.blocking().reads());
        blocked(own, "writes", step.blocking().writes());
        blocked(own, "rows", step.blocking().rows());
        own.count(
                "dryrun.step.blocked.sessions",
                "The most sessions that stood behind a step at once.",
                step.contention().blocked().peakSessions());
        Optional<Long> wal = step.volume().walBytes();
        wal.ifPresent(bytes -> own.bytes("dryrun.step.wal", "What a step wrote to the write-ahead log.", bytes));
    }

    private static void blocked(Gauges own, String what, DurationBounds bounds) {
        String description = "For how long a step blocked others, at least and at most.";
        own.with("blocks", what).with("bound", "at_least").time("dryrun.step.blocked", description, bounds.atLeast());
        own.with("blocks", what).with("bound", "at_most").time("dryrun.step.blocked", description, bounds.atMost());
    }

    private long findings(Finding.Severity severity) {
        return report.findings().stream()
                .filter(finding -> finding.severity() == severity)
                .count();
    }

    /** Registers gauges of one value with the labels so far. */
    private record Gauges(MeterRegistry registry, Tags tags) {

        Gauges with(String name, String value) {
            return new Gauges(registry, tags.and(name, value));
        }

        void time(String name, String description, Duration value) {
            seconds(name, description, value.toNanos() / NANOS);
        }

        void seconds(String name, String description, double value) {
            gauge(name, description, value).baseUnit("seconds").register(registry);
        }

        void bytes(String name, String description, long value) {
            gauge(name, description, value).baseUnit("bytes").register(registry);
        }

        void count(String name, String description, double value) {
            gauge(name, description, value).register(registry);
        }

        private Gauge.Builder<?> gauge(String name, String description, double value) {
            return Gauge.builder(name, () -> value)
                    .description(description)
                    .tags(tags)
                    .strongReference(true);
        }
    }
}
