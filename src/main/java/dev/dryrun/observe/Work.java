package dev.dryrun.observe;

import dev.dryrun.disturb.Disturbances;
import dev.dryrun.plan.StepPlan;
import dev.dryrun.postgres.PostgresServer;
import dev.dryrun.progress.Progress;
import dev.dryrun.script.Script;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Set;
import java.util.regex.Pattern;

/** The migration that a trial is to run. */
public sealed interface Work {

    /** How it is to be run, by whom it is watched and disturbed, and who is told what is being done. */
    record Order(StepPlan steps, Watching watching, Disturbances disturbances, Progress progress) {}

    /** The names that it mentions, as far as they are known before it runs. */
    Set<String> identifiers();

    /** Gets it ready to run on a database. */
    Migrator on(PostgresServer server, String database, Order order) throws SQLException, IOException;

    /** A script, to be run statement by statement. */
    record OfScript(Script script) implements Work {

        @Override
        public Set<String> identifiers() {
            return script.identifiers();
        }

        @Override
        public Migrator on(PostgresServer server, String database, Order order) throws SQLException, IOException {
            Watching watching = order.watching();
            MigrationSession session = MigrationSession.open(server, database, order.steps());
            StepRunner.Watch watch = new StepRunner.Watch(
                    watching.sampler().watch(session.wire().backendPid()),
                    new CatalogWatch(watching.catalog()),
                    watching.facts());
            StepRunner runner = new StepRunner(session, watch, watching.clock(), watching.phases());
            return new MigrationRun(script.begin(session.variables()), session, runner, order);
        }
    }

    /** A shell command whose output goes to the file {@code log}, with values of rows if {@code showValues}. */
    record OfCommand(String text, Path log, boolean showValues) implements Work {

        private static final Pattern PASSWORD = Pattern.compile(
                "((?:password|passwd|pwd|secret|token)(?:=|:|\\s+)|://[^:/@\\s]+:)[^@\\s'\"]+",
                Pattern.CASE_INSENSITIVE);

        /** The text as reports and messages show it: what looks like a password in it is nobody's business. */
        String shown() {
            return PASSWORD.matcher(text).replaceAll("$1***");
        }

        /** Nobody knows what it is going to do. */
        @Override
        public Set<String> identifiers() {
            return Set.of();
        }

        @Override
        public Migrator on(PostgresServer server, String database, Order order) throws SQLException, IOException {
            return CommandMigration.prepare(this, new ToolDatabase(server, database), order);
        }
    }
}
