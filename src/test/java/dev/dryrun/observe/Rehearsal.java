package dev.dryrun.observe;

import dev.dryrun.analysis.Analysis;
import dev.dryrun.analysis.Analyst;
import dev.dryrun.analysis.RelationLock;
import dev.dryrun.analysis.StepAnalysis;
import dev.dryrun.plan.Budget;
import dev.dryrun.plan.LoadPlan;
import dev.dryrun.plan.Migration;
import dev.dryrun.plan.Plan;
import dev.dryrun.plan.ResultsPlan;
import dev.dryrun.plan.ServerPlan;
import dev.dryrun.plan.StepPlan;
import dev.dryrun.postgres.PostgresServer;
import dev.dryrun.postgres.ServerSettings;
import dev.dryrun.postgres.TestServer;
import dev.dryrun.script.Part;
import dev.dryrun.script.Script;
import dev.dryrun.script.ScriptOptions;
import dev.dryrun.script.SourceText;
import dev.dryrun.time.RunClock;
import dev.dryrun.time.Stages;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A real server on which scripts are run as dryrun runs them, without a load, each in a fresh database. */
public final class Rehearsal implements AutoCloseable {

    private static final Duration INTERVAL = Duration.ofMillis(5);

    private final PostgresServer server;
    private int databases;
    private String database = "postgres";

    public Rehearsal() {
        this(Map.of());
    }

    /** On a server with these settings on top of the measured ones. */
    public Rehearsal(Map<String, String> settings) {
        this(TestServer.start(), settings);
    }

    /** On this server, which is closed with the rehearsal. */
    public Rehearsal(PostgresServer server, Map<String, String> settings) {
        this.server = server;
        server.restart(ServerSettings.measured(20, settings));
    }

    /** What a script's steps locked and did. */
    public record Performance(Observations seen, Analysis analysis) {

        public StepAnalysis step(int number) {
            return analysis.steps().get(number - 1);
        }

        /** The modes that a step took on a relation. */
        public List<LockMode> modes(int step, String relation) {
            return step(step).locks().stream()
                    .filter(lock -> lock.name().equals(relation))
                    .map(RelationLock::mode)
                    .toList();
        }
    }

    /** Makes a fresh database with these statements in it. */
    public void given(String sql) throws SQLException {
        database = "rehearsal_" + ++databases;
        try (Connection connection = server.connect("postgres", "test");
                var statement = connection.createStatement()) {
            statement.execute("CREATE DATABASE " + database);
        }
        try (Connection connection = connect();
                var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    public PostgresServer server() {
        return server;
    }

    /** The database that was made last. */
    public String database() {
        return database;
    }

    public Connection connect() throws SQLException {
        return server.connect(database, "dryrun load");
    }

    public Performance perform(String script) {
        return perform(script, new StepPlan(false, Optional.empty(), Optional.empty(), INTERVAL));
    }

    /** Runs a script under a load. */
    public Performance performUnder(LoadPlan load, String script) {
        return performUnder(load, new StepPlan(false, Optional.empty(), Optional.empty(), INTERVAL), script);
    }

    /** Runs a script under a load, in this way. */
    public Performance performUnder(LoadPlan load, StepPlan steps, String script) {
        Script parsed = Script.parse(
                List.of(Part.asWritten(new SourceText("m.sql", script))), new ScriptOptions(false, Map.of()));
        return run(
                plan(new Migration.Scripts(List.of(Path.of("m.sql")), Map.of()), steps, load),
                new Work.OfScript(parsed));
    }

    public Performance perform(String script, StepPlan steps) {
        Script parsed = Script.parse(
                List.of(Part.asWritten(new SourceText("m.sql", script))),
                new ScriptOptions(steps.singleTransaction(), Map.of()));
        return perform(parsed, steps);
    }

    /** Runs a script that has been read already. */
    public Performance perform(Script parsed, StepPlan steps) {
        return perform(new Migration.Scripts(List.of(Path.of("m.sql")), Map.of()), new Work.OfScript(parsed), steps);
    }

    /** Runs a shell command as dryrun runs that of a migration tool. */
    public Performance performCommand(String command, StepPlan steps, Path log) {
        return perform(new Migration.ExternalCommand(command), new Work.OfCommand(command, log, true), steps);
    }

    private Performance perform(Migration migration, Work work, StepPlan steps) {
        LoadPlan none = LoadPlan.none();
        return run(plan(migration, steps, none), work);
    }

    private static Plan plan(Migration migration, StepPlan steps, LoadPlan load) {
        return new Plan(
                Path.of("test.dump"),
                migration,
                false,
                new ServerPlan(ServerPlan.Choice.LOCAL, Optional.empty(), Optional.empty(), Map.of(), 1, false),
                load,
                steps,
                Budget.defaults(),
                ResultsPlan.inAllFormats(Path.of("results")));
    }

    private Performance run(Plan plan, Work work) {
        Observations seen = new Trial(plan, work, new Stages(RunClock.system()), line -> {}).run(server, database);
        return new Performance(seen, Analyst.analyse(seen));
    }

    @Override
    public void close() {
        server.close();
    }
}
