package dev.dryrun.report;

import static dev.dryrun.report.SampleSteps.ms;

import dev.dryrun.report.LoadReport.Latencies;
import dev.dryrun.report.LoadReport.Phase;
import dev.dryrun.report.LoadReport.StepLoad;
import dev.dryrun.report.Report.Finding;
import dev.dryrun.report.VerdictReport.Outcome;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A run for tests of what reads whole reports: of these steps, passed, on a quiet machine unless told otherwise. */
public final class SampleRun {

    private Report report;

    private SampleRun(Report report) {
        this.report = report;
    }

    public static SampleRun of(StepReport... steps) {
        Report sample = SampleReports.passed();
        return new SampleRun(sample).steps(List.of(steps)).quietly();
    }

    /** As it is among the samples of the renderers. */
    public static Report breached() {
        return SampleReports.breached();
    }

    public static Report stepFailed() {
        return SampleReports.stepFailed();
    }

    public static Report incomplete() {
        return SampleReports.incomplete();
    }

    public static Report passed() {
        return SampleReports.passed();
    }

    public static Report noLoad() {
        return SampleReports.noLoad();
    }

    public static Report nasty() {
        return SampleReports.nasty();
    }

    public static Report ofCommand() {
        return SampleReports.ofCommand();
    }

    public SampleRun named(String id) {
        Report.Run run = report.run();
        return with(new Report.Run(
                id, run.startedAt(), run.duration(), run.dryrunVersion(), run.host(), run.stages(), run.overhead()));
    }

    public SampleRun on(Report.Host host) {
        Report.Run run = report.run();
        return with(new Report.Run(
                run.id(), run.startedAt(), run.duration(), run.dryrunVersion(), host, run.stages(), run.overhead()));
    }

    private SampleRun with(Report.Run run) {
        report = new Report(
                run,
                report.verdict(),
                report.inputs(),
                report.conditions(),
                report.steps(),
                report.transactions(),
                report.findings());
        return this;
    }

    private SampleRun steps(List<StepReport> steps) {
        Inputs.Migration migration = report.inputs().migration();
        Duration duration = steps.stream()
                .flatMap(step -> step.timing().duration().stream())
                .reduce(Duration.ZERO, Duration::plus);
        report = new Report(
                report.run(),
                report.verdict(),
                new Inputs(
                        report.inputs().dump(),
                        new Inputs.Migration(
                                migration.files(),
                                migration.command(),
                                migration.singleTransaction(),
                                Math.max(1, steps.size()),
                                duration,
                                migration.roles())),
                report.conditions(),
                steps,
                List.of(),
                report.findings());
        return this;
    }

    public SampleRun found(Finding... findings) {
        report = new Report(
                report.run(),
                report.verdict(),
                report.inputs(),
                report.conditions(),
                report.steps(),
                report.transactions(),
                List.of(findings));
        return this;
    }

    public SampleRun ended(Outcome outcome, String reason) {
        VerdictReport verdict = report.verdict();
        report = new Report(
                report.run(),
                new VerdictReport(
                        outcome,
                        outcome == Outcome.INCOMPLETE ? 3 : 1,
                        Optional.of(reason),
                        verdict.budgets(),
                        verdict.breaches()),
                report.inputs(),
                report.conditions(),
                report.steps(),
                report.transactions(),
                report.findings());
        return this;
    }

    public SampleRun budgets(VerdictReport.BudgetUse... uses) {
        report = new Report(
                report.run(),
                new VerdictReport(Outcome.PASSED, 0, Optional.empty(), List.of(uses), List.of()),
                report.inputs(),
                report.conditions(),
                report.steps(),
                report.transactions(),
                report.findings());
        return this;
    }

    private SampleRun quietly() {
        return warmUp(500, 0, 1, 2, 4, 8);
    }

    /** What the warm-up felt: requests, errors, and p50, p90, p99 and max in ms. */
    public SampleRun warmUp(long requests, long errors, double... milliseconds) {
        Latencies latencies =
                Latencies.of(ms(milliseconds[0]), ms(milliseconds[1]), ms(milliseconds[2]), ms(milliseconds[3]));
        return load(Optional.of(new Phase(requests, errors, latencies, List.of())));
    }

    private SampleRun load(Optional<Phase> warmUp) {
        LoadReport load = report.conditions().load();
        return conditions(
                report.conditions().server(),
                new LoadReport(
                        load.offered(),
                        load.saturated(),
                        warmUp,
                        Optional.empty(),
                        load.delays(),
                        load.pools(),
                        load.queries()));
    }

    public SampleRun setting(String name, String value) {
        Conditions.Server server = report.conditions().server();
        Map<String, String> settings = new LinkedHashMap<>(server.settings());
        settings.put(name, value);
        return conditions(
                new Conditions.Server(server.kind(), server.image(), server.version(), server.why(), settings),
                report.conditions().load());
    }

    public SampleRun version(String version) {
        Conditions.Server server = report.conditions().server();
        return conditions(
                new Conditions.Server(server.kind(), server.image(), version, server.why(), server.settings()),
                report.conditions().load());
    }

    /** So many samples, usually so far apart. */
    public SampleRun sampled(long samples, double gapMilliseconds) {
        Conditions conditions = report.conditions();
        Conditions.Sampling sampling = conditions.sampling();
        return with(new Conditions(
                conditions.server(),
                conditions.load(),
                new Conditions.Sampling(
                        sampling.interval(),
                        sampling.effectiveInterval(),
                        samples,
                        sampling.missed(),
                        Optional.of(ms(gapMilliseconds)),
                        sampling.gapP99(),
                        sampling.gapMax(),
                        sampling.costP50()),
                conditions.disturbances()));
    }

    private SampleRun conditions(Conditions.Server server, LoadReport load) {
        Conditions conditions = report.conditions();
        return with(new Conditions(server, load, conditions.sampling(), conditions.disturbances()));
    }

    private SampleRun with(Conditions conditions) {
        report = new Report(
                report.run(),
                report.verdict(),
                report.inputs(),
                conditions,
                report.steps(),
                report.transactions(),
                report.findings());
        return this;
    }

    public SampleRun withoutLoad() {
        return conditions(report.conditions().server(), LoadReport.none());
    }

    public SampleRun files(Inputs.MigrationFile... files) {
        Inputs.Migration migration = report.inputs().migration();
        report = new Report(
                report.run(),
                report.verdict(),
                new Inputs(
                        report.inputs().dump(),
                        new Inputs.Migration(
                                new ArrayList<>(List.of(files)),
                                Optional.empty(),
                                migration.singleTransaction(),
                                migration.stepCount(),
                                migration.duration(),
                                migration.roles())),
                report.conditions(),
                report.steps(),
                report.transactions(),
                report.findings());
        return this;
    }

    public Report done() {
        return report;
    }

    /** Quick, but that so many of the requests failed. */
    public static StepLoad erring(long requests, long errors) {
        StepLoad calm = SampleSteps.calm(requests);
        return new StepLoad(
                new LoadReport.Counts(requests, errors, 0, 0),
                calm.latencies(),
                calm.slow(),
                List.of(),
                calm.pool(),
                List.of(),
                calm.harm());
    }
}
