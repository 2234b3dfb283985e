package dev.dryrun;

import dev.dryrun.analysis.Analysis;
import dev.dryrun.analysis.Analyst;
import dev.dryrun.load.ProfileExport;
import dev.dryrun.metrics.RunMetrics;
import dev.dryrun.observe.Observations;
import dev.dryrun.observe.Trial;
import dev.dryrun.plan.NoVerdict;
import dev.dryrun.plan.Plan;
import dev.dryrun.postgres.HarnessSession;
import dev.dryrun.postgres.Restore;
import dev.dryrun.postgres.RestoreOptions;
import dev.dryrun.postgres.RestoredDatabase;
import dev.dryrun.postgres.Servers;
import dev.dryrun.postgres.StartedServer;
import dev.dryrun.progress.Progress;
import dev.dryrun.report.FullReport;
import dev.dryrun.report.Report;
import dev.dryrun.report.ReportAssembly;
import dev.dryrun.report.TimeSeriesReport;
import dev.dryrun.script.Script;
import dev.dryrun.time.RunClock;
import dev.dryrun.time.Stopper;
import dev.dryrun.verdict.Judge;
import dev.dryrun.verdict.Verdict;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;
import java.util.Set;

/** The front door: one call restores the dump, runs the migration under load, and writes the report. */
public final class DryRun {

    /**
     * What a run gives: the report, the directory that it and everything else was written to, with {@code --keep} how to
     * connect to the server and how to remove it, and the end of the server's log where the run did not come to its end.
     */
    public record Result(Report report, Path directory, Optional<String> kept, Optional<String> logTail) {

        public int exitCode() {
            return report.verdict().exitCode();
        }
    }

    private DryRun() {}

    /**
     * Runs a plan. Takes as long as restore, load and migration take; may be interrupted, and then cleans up first.
     *
     * @param progress is told what is being done
     * @throws dev.dryrun.plan.BadInput for what the user has to mend (exit code 2)
     * @throws dev.dryrun.plan.NoVerdict where the environment could not do it (exit code 3)
     */
    public static Result run(Plan plan, Progress progress) {
        RunClock clock = RunClock.system();
        try (RunMetrics metrics =
                        RunMetrics.open(plan.migration().name(), plan.results().metrics());
                Stopper stopper = Stopper.after(plan.steps().maxDuration(), clock)) {
            return stopper.instead(
                    () -> run(new Journal(plan, clock, metrics), metrics.counting(progress), stopper),
                    (why, failure) -> new NoVerdict(
                            "the run was stopped before a step had ended: " + why, "give it more time", failure));
        }
    }

    private static Result run(Journal journal, Progress progress, Stopper stopper) {
        Plan plan = journal.plan();
        Input input = journal.stage("read", () -> Input.read(plan));
        try (ResultsDirectory results = ResultsDirectory.create(plan, journal.startedAt());
                StartedServer server =
                        journal.stage("server", () -> Servers.start(plan.server(), input.dump(), progress))) {
            RestoredDatabase restored = journal.restore(server, input, results, progress);
            Observations seen = journal.shown(new Trial(plan, input.work(plan, results), journal.stages(), progress)
                    .under(input.load())
                    .until(stopper)
                    .countingIn(journal.meters())
                    .keeping(new StepJournal(
                            journal, results, () -> journal.facts(results.id(), input, server, restored), progress))
                    .run(server.server(), restored.database()));
            Analysis analysis = Analyst.analyse(seen);
            Verdict verdict = Judge.judge(seen, analysis, plan.budgets());
            Report report = ReportAssembly.assemble(
                    journal.facts(results.id(), input, server, restored), seen, analysis, verdict);
            progress.stage("reporting", "writing the report");
            FullReport kept = results.write(new FullReport(report, TimeSeriesReport.of(seen, analysis)));
            journal.keepMetrics(kept.report(), results, progress);
            journal.keepTraces(server.server(), restored, results, progress);
            return new Result(
                    kept.report(),
                    results.path(),
                    journal.keep(server.server(), restored),
                    journal.logTail(kept.report(), server.server()));
        }
    }

    /**
     * Restores the dump and writes the load that would be derived, as a profile in YAML.
     *
     * @param plan of which the dump, the server and the names in the migration matter
     */
    public static String profile(Plan plan, Progress progress) {
        Input input = Input.read(plan);
        try (StartedServer started = Servers.start(plan.server(), input.dump(), progress)) {
            RestoreOptions options = new RestoreOptions(plan.server().restoreJobs(), plan.allowRestoreErrors());
            RestoredDatabase restored = Restore.restore(started.server(), input.dump(), options, progress);
            Restore.settle(started.server(), restored.database());
            progress.stage("deriving", "deriving the load from the schema");
            try (Connection connection =
                    HarnessSession.free(started.server().connect(restored.database(), "dryrun facts"))) {
                return ProfileExport.yaml(
                        connection,
                        input.script().map(Script::identifiers).orElse(Set.of()),
                        plan.load().retired());
            } catch (SQLException failed) {
                throw new NoVerdict(
                        "deriving the load failed: " + failed.getMessage(), "see the end of the server's log", failed);
            }
        }
    }
}
