package dev.dryrun;

import com.sun.management.OperatingSystemMXBean;
import dev.dryrun.load.LoadGenerator;
import dev.dryrun.metrics.RunMetrics;
import dev.dryrun.observe.Observations;
import dev.dryrun.observe.WithoutValues;
import dev.dryrun.plan.NoVerdict;
import dev.dryrun.plan.Plan;
import dev.dryrun.postgres.Dump;
import dev.dryrun.postgres.MaskedLog;
import dev.dryrun.postgres.MigrationRoles;
import dev.dryrun.postgres.PostgresServer;
import dev.dryrun.postgres.ProgramCall;
import dev.dryrun.postgres.ProgramResult;
import dev.dryrun.postgres.Restore;
import dev.dryrun.postgres.RestoreOptions;
import dev.dryrun.postgres.RestoredDatabase;
import dev.dryrun.postgres.Roles;
import dev.dryrun.postgres.ServerFailure;
import dev.dryrun.postgres.ServerSettings;
import dev.dryrun.postgres.StartedServer;
import dev.dryrun.progress.Progress;
import dev.dryrun.report.Conditions;
import dev.dryrun.report.Inputs;
import dev.dryrun.report.Report;
import dev.dryrun.report.ReportMeters;
import dev.dryrun.report.RunFacts;
import dev.dryrun.report.VerdictReport;
import dev.dryrun.time.Moment;
import dev.dryrun.time.RunClock;
import dev.dryrun.time.Stages;
import io.micrometer.core.instrument.MeterRegistry;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** Keeps what a run has to say about itself beside its measurements: stages, schema before and after, the server's log. */
final class Journal {

    private static final Duration SCHEMA_DEADLINE = Duration.ofMinutes(5);

    private final Plan plan;
    private final RunClock clock;
    private final Stages stages;
    private final Set<String> statements = new HashSet<>();
    private final RunMetrics metrics;
    private Set<String> migrationRoles = Set.of();

    Journal(Plan plan, RunClock clock, RunMetrics metrics) {
        this.plan = plan;
        this.clock = clock;
        this.stages = new Stages(clock);
        this.metrics = metrics;
    }

    Plan plan() {
        return plan;
    }

    Instant startedAt() {
        return clock.startedAt();
    }

    MeterRegistry meters() {
        return metrics.registry();
    }

    Stages stages() {
        return stages;
    }

    <T> T stage(String name, Supplier<T> work) {
        return stages.time(name, work);
    }

    /** Restores, keeps the schema as it is before the migration, and lets the server settle for the measurement. */
    RestoredDatabase restore(StartedServer started, Input input, ResultsDirectory results, Progress progress) {
        PostgresServer server = started.server();
        RestoreOptions options = new RestoreOptions(
                plan.server().restoreJobs(),
                plan.allowRestoreErrors(),
                plan.results().showValues());
        RestoredDatabase restored = stage("restore", () -> Restore.restore(server, input.dump(), options, progress));
        return stage("settle", () -> {
            results.write("schema-before.sql", schema(server, restored.database()));
            progress.stage("settling", "restarting with durable settings, then VACUUM (ANALYZE) and CHECKPOINT");
            server.restart(ServerSettings.measured(
                    LoadGenerator.connections(plan.load(), input.load().sessions()),
                    plan.server().settings()));
            migrationRoles = Roles.create(server, MigrationRoles.neededBy(input.statements()));
            Restore.settle(server, restored.database());
            return restored;
        });
    }

    /** Keeps what was counted, and the figures of the report in the same names: for node_exporter's textfile collector. */
    void keepMetrics(Report report, ResultsDirectory results, Progress progress) {
        metrics.ended();
        new ReportMeters(report).bindTo(metrics.registry());
        orNote(progress, () -> results.write("metrics.prom", metrics.text()));
    }

    /** Keeps the schema as the migration left it, and the server's log. */
    void keepTraces(PostgresServer server, RestoredDatabase restored, ResultsDirectory results, Progress progress) {
        orNote(progress, () -> {
            results.write("server.log", shown(server.log()));
            results.write("schema-after.sql", schema(server, restored.database()));
        });
    }

    /** The report is there, and what it says stands: the rest is worth a note. */
    private static void orNote(Progress progress, Runnable keeping) {
        try {
            keeping.run();
        } catch (NoVerdict e) {
            // The lines after the first are what libpq asks its user: whether the server is running at all.
            String why = e.getMessage().lines().findFirst().orElse("");
            progress.note("not everything could be kept beside the report: " + why);
        }
    }

    /** For whoever wants to know why a run did not come to its end. */
    Optional<String> logTail(Report report, PostgresServer server) {
        return report.verdict().outcome() == VerdictReport.Outcome.INCOMPLETE
                ? Optional.of(ServerFailure.tail(shown(server.log())))
                : Optional.empty();
    }

    /** What may be told of a run: values of rows only where that was asked for. */
    Observations shown(Observations seen) {
        if (plan.results().showValues()) {
            return seen;
        }
        seen.sent().forEach(ran -> statements.add(ran.step().sql()));
        return WithoutValues.of(seen);
    }

    private String shown(String log) {
        return plan.results().showValues() ? log : MaskedLog.of(log, statements);
    }

    /** Leaves the server running if that was asked for. */
    Optional<String> keep(PostgresServer server, RestoredDatabase restored) {
        return plan.server().keep() ? Optional.of(server.keep(restored.database())) : Optional.empty();
    }

    RunFacts facts(String id, Input input, StartedServer started, RestoredDatabase restored) {
        PostgresServer server = started.server();
        List<String> warnings = new ArrayList<>(started.warnings());
        warnings.addAll(restored.warnings());
        return new RunFacts(
                run(id),
                dump(input.dump(), restored),
                migration(input),
                new RunFacts.ServerFacts(
                        Conditions.Server.Kind.valueOf(server.kind().toUpperCase(Locale.ROOT)),
                        server.image(),
                        server.version(),
                        started.why()),
                warnings);
    }

    private RunFacts.MigrationFacts migration(Input input) {
        return new RunFacts.MigrationFacts(
                input.files().stream()
                        .map(file -> new Inputs.MigrationFile(
                                file.path().toString(), file.sha256(), file.format(), file.transaction()))
                        .toList(),
                plan.steps().singleTransaction(),
                input.notes(),
                sorted(migrationRoles));
    }

    private Report.Run run(String id) {
        long memory = ((OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean()).getTotalMemorySize();
        return new Report.Run(
                id,
                clock.startedAt(),
                clock.now().since(Moment.ORIGIN),
                version(),
                new Report.Host(
                        Runtime.getRuntime().availableProcessors(),
                        memory,
                        System.getProperty("os.name") + " " + System.getProperty("os.version") + " "
                                + System.getProperty("os.arch"),
                        System.getProperty("java.version")),
                stages.all().stream()
                        .map(stage -> new Report.Stage(stage.name(), stage.duration()))
                        .toList(),
                Duration.ZERO);
    }

    private Inputs.Dump dump(Dump dump, RestoredDatabase restored) {
        return new Inputs.Dump(
                new Inputs.DumpFile(
                        dump.path().toString(),
                        Inputs.DumpFile.Format.valueOf(dump.format().name()),
                        Inputs.DumpFile.Compression.valueOf(dump.compression().name()),
                        Optional.of(dump.serverVersion()),
                        dump.bytes(),
                        dump.sha256(),
                        restored.database()),
                new Inputs.Restore(
                        restored.restoreTime(), restored.jobs(), restored.errors(), sorted(restored.roles())));
    }

    private static List<String> sorted(Set<String> names) {
        return names.stream().sorted().toList();
    }

    private static String version() {
        return Optional.ofNullable(Journal.class.getPackage().getImplementationVersion())
                .orElse("development");
    }

    private static String schema(PostgresServer server, String database) {
        ProgramResult result =
                server.run(ProgramCall.of(SCHEMA_DEADLINE, "pg_dump", "--schema-only", "--dbname=" + database));
        if (!result.succeeded()) {
            throw new NoVerdict(
                    "pg_dump of the schema failed: " + result.stderr().strip(), "see the server's log");
        }
        // Its keys are random, and would be a difference where there is none.
        return result.stdout()
                .lines()
                .filter(line -> !line.startsWith("\\restrict ") && !line.startsWith("\\unrestrict "))
                .collect(Collectors.joining("\n", "", "\n"));
    }
}
