package dev.dryrun.report;

import dev.dryrun.analysis.Analysis;
import dev.dryrun.analysis.Analysis.TransactionBlock;
import dev.dryrun.analysis.CommandFailures;
import dev.dryrun.analysis.Silences;
import dev.dryrun.analysis.StepAnalysis;
import dev.dryrun.observe.CommandCourse;
import dev.dryrun.observe.Observations;
import dev.dryrun.observe.Sampling;
import dev.dryrun.time.Moment;
import dev.dryrun.verdict.BudgetUse;
import dev.dryrun.verdict.Charge;
import dev.dryrun.verdict.Outcome;
import dev.dryrun.verdict.Verdict;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/** Puts all that a run found out into one report. */
public final class ReportAssembly {

    private final RunFacts facts;
    private final Observations seen;
    private final Analysis analysis;

    private ReportAssembly(RunFacts facts, Observations seen, Analysis analysis) {
        this.facts = facts;
        this.seen = seen;
        this.analysis = analysis;
    }

    public static Report assemble(RunFacts facts, Observations seen, Analysis analysis, Verdict verdict) {
        ReportAssembly assembly = new ReportAssembly(facts, seen, analysis);
        return new Report(
                assembly.run(),
                assembly.verdict(verdict),
                new Inputs(facts.dump(), assembly.migration()),
                new Conditions(
                        assembly.server(),
                        LoadReports.of(seen.load()),
                        assembly.sampling(),
                        new TryReports(seen, analysis.time()).disturbances()),
                assembly.steps(),
                analysis.transactions().stream()
                        .map(ReportAssembly::transaction)
                        .toList(),
                assembly.findings());
    }

    private VerdictReport verdict(Verdict verdict) {
        return new VerdictReport(
                VerdictReport.Outcome.valueOf(verdict.outcome().name()),
                verdict.outcome().exitCode(),
                seen.incomplete().or(() -> CommandFailures.reason(seen)).or(() -> unseen(verdict)),
                verdict.budgets().stream()
                        .map(use -> new VerdictReport.BudgetUse(
                                use.budget().name(),
                                use.budget().part(),
                                use.budget().limit(),
                                use.worst()))
                        .toList(),
                verdict.budgets().stream()
                        .flatMap(use -> use.breaches().stream().map(charge -> breach(use, charge)))
                        .toList());
    }

    /** A run that came to its end has no verdict only for this. */
    private Optional<String> unseen(Verdict verdict) {
        return verdict.outcome() == Outcome.INCOMPLETE ? Silences.reason(seen) : Optional.empty();
    }

    private static VerdictReport.Breach breach(BudgetUse use, Charge charge) {
        return new VerdictReport.Breach(
                use.budget().name(),
                use.budget().part(),
                use.budget().limit(),
                charge.measured(),
                charge.step(),
                charge.relation(),
                charge.requests());
    }

    private Inputs.Migration migration() {
        int steps = seen.ran().size() + seen.skipped().size();
        RunFacts.MigrationFacts migration = facts.migration();
        return new Inputs.Migration(
                migration.files(),
                seen.command().map(CommandCourse::text),
                migration.singleTransaction(),
                steps,
                duration(),
                migration.roles());
    }

    /** From the first statement to the last answer, without our own time inside transactions. */
    private Duration duration() {
        return analysis.steps().stream()
                .map(step -> step.step().timing().ended())
                .max(Comparator.naturalOrder())
                .map(last -> analysis.time().of(last).since(Moment.ORIGIN))
                .orElse(Duration.ZERO);
    }

    private Conditions.Server server() {
        RunFacts.ServerFacts server = facts.server();
        return new Conditions.Server(
                server.kind(), server.image(), server.version(), server.why(), new TreeMap<>(seen.settings()));
    }

    private Conditions.Sampling sampling() {
        Sampling sampling = seen.locks().sampling();
        boolean gaps = sampling.samples() > 1;
        return new Conditions.Sampling(
                sampling.interval(),
                sampling.effectiveInterval(),
                sampling.samples(),
                sampling.missed(),
                gaps ? Optional.of(sampling.gapP50()) : Optional.empty(),
                gaps ? Optional.of(sampling.gapP99()) : Optional.empty(),
                gaps ? Optional.of(sampling.gapMax()) : Optional.empty(),
                sampling.samples() > 0 ? Optional.of(sampling.costP50()) : Optional.empty());
    }

    private List<StepReport> steps() {
        StepReports reports = new StepReports(seen, analysis.time());
        List<StepReport> steps = new ArrayList<>();
        for (StepAnalysis step : analysis.steps()) {
            steps.add(reports.ran(step));
        }
        seen.skipped().forEach(step -> steps.add(reports.skipped(step)));
        return steps;
    }

    private static Report.Transaction transaction(TransactionBlock block) {
        return new Report.Transaction(
                block.number(), block.firstStep(), block.lastStep(), block.start(), block.duration());
    }

    /** Only the analysis knows what we spent inside the steps. */
    private Report.Run run() {
        Report.Run run = facts.run();
        return new Report.Run(
                run.id(),
                run.startedAt(),
                run.duration(),
                run.dryrunVersion(),
                run.host(),
                run.stages(),
                analysis.time().overhead());
    }

    private List<Report.Finding> findings() {
        List<Report.Finding> findings = new ArrayList<>();
        analysis.findings().forEach(finding -> findings.add(finding(finding)));
        facts.warnings()
                .forEach(warning ->
                        findings.add(ofRun("environment-differs", Report.Finding.Severity.WARNING, warning)));
        facts.migration()
                .notes()
                .forEach(note -> findings.add(ofRun(
                        note.code(),
                        Report.Finding.Severity.valueOf(note.weight().name()),
                        note.message())));
        return findings;
    }

    private static Report.Finding ofRun(String code, Report.Finding.Severity severity, String message) {
        return new Report.Finding(code, severity, Optional.empty(), Optional.empty(), message, Optional.empty());
    }

    private static Report.Finding finding(dev.dryrun.analysis.Finding finding) {
        return new Report.Finding(
                finding.code(),
                Report.Finding.Severity.valueOf(finding.severity().name()),
                finding.step(),
                finding.relation(),
                finding.message(),
                Optional.of(finding.advice()));
    }
}
