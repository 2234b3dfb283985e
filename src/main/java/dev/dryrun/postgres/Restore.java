package dev.dryrun.postgres;

import dev.dryrun.plan.NoVerdict;
import dev.dryrun.progress.Progress;
import dev.dryrun.time.Moment;
import dev.dryrun.time.RunClock;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Restores a dump into a database of its name, encoding and locale, without tablespaces. */
public final class Restore {

    private static final String APPLICATION = "dryrun restore";

    private final PostgresServer server;
    private final Dump dump;
    private final RestoreOptions options;
    private final RestoreRun run;
    private final List<String> warnings = new ArrayList<>();

    private Restore(PostgresServer server, Dump dump, RestoreOptions options) {
        this.server = server;
        this.dump = dump;
        this.options = options;
        this.run = new RestoreRun(server, dump, options);
    }

    /**
     * Restores the dump that the server was started for. What the dump is to blame for is
     * {@link dev.dryrun.plan.BadInput}, what the environment lacks {@link NoVerdict}.
     */
    public static RestoredDatabase restore(
            PostgresServer server, Dump dump, RestoreOptions options, Progress progress) {
        RunClock clock = RunClock.system();
        Restore restore = new Restore(server, dump, options);
        DumpContents contents = ArchiveContents.read(server, dump);
        String database = contents.database().name();
        RestoreProgress reached = new RestoreProgress(dump, contents);
        progress.stage("restoring", "restoring " + dump.path().getFileName() + " into database " + database, reached);
        Set<String> roles = restore.prepare(contents);
        List<String> errors = restore.run(database, reached);
        restore.applySettings(contents.database());
        return new RestoredDatabase(
                database, clock.now().since(Moment.ORIGIN), restore.run.jobs(), errors, restore.warnings, roles);
    }

    /** Gives the restored database the statistics and the clean files that a database in use has. */
    public static void settle(PostgresServer server, String database) {
        try (Connection connection = HarnessSession.free(server.connect(database, APPLICATION));
                Statement statement = connection.createStatement()) {
            statement.execute("VACUUM (ANALYZE)");
            statement.execute("CHECKPOINT");
        } catch (SQLException e) {
            throw new NoVerdict(
                    "VACUUM and CHECKPOINT after the restore failed: " + e.getMessage(), "see the server's log", e);
        }
    }

    private Set<String> prepare(DumpContents contents) {
        try (Connection connection = server.connect("postgres", APPLICATION)) {
            checkExtensions(connection, contents);
            noteTablespaces(contents);
            Set<String> roles = Roles.create(connection, contents.roles());
            createDatabase(connection, contents.database());
            return roles;
        } catch (SQLException e) {
            throw new NoVerdict(
                    "could not create database " + contents.database().name() + ": " + e.getMessage(),
                    "see the server's log",
                    e);
        }
    }

    private void checkExtensions(Connection connection, DumpContents contents) throws SQLException {
        List<String> missing = Extensions.missing(connection, contents.extensions());
        if (!missing.isEmpty() && !options.allowErrors()) {
            throw Extensions.refusal(server, dump, missing);
        }
        if (!missing.isEmpty()) {
            warnings.add("restored without extensions that the server does not have: " + String.join(", ", missing));
        }
    }

    private void noteTablespaces(DumpContents contents) {
        if (!contents.tablespaces().isEmpty()) {
            warnings.add("tablespaces are folded into the default one: "
                    + String.join(", ", new TreeSet<>(contents.tablespaces())));
        }
    }

    private void createDatabase(Connection connection, DatabaseDefinition database) throws SQLException {
        if (exists(connection, database.name())) {
            // It is empty, and we are connected to it: another locale is not worth another way in.
            warnings.add("database " + database.name() + " has the server's encoding UTF8 and locale C");
            return;
        }
        List<String> statements = database.createStatements();
        SQLException last = new SQLException("no statement to create it");
        for (String create : statements) {
            try (Statement statement = connection.createStatement()) {
                statement.execute(create);
                noteLocale(database, create, create.equals(statements.get(0)));
                return;
            } catch (SQLException e) {
                last = e;
            }
        }
        throw last;
    }

    private void noteLocale(DatabaseDefinition database, String create, boolean first) {
        String used = create.substring(create.indexOf(" LOCALE ") + 1) + " is used, so texts may sort differently";
        if (database.locale().isEmpty()) {
            warnings.add(
                    "the dump was made without --create, so it does not state its locale and the settings of its database: "
                            + used + ", and ALTER DATABASE … SET is not there");
        } else if (!first) {
            warnings.add("the locale of the dump (" + database.localeText() + ") is not available: " + used);
        }
    }

    private static boolean exists(Connection connection, String database) throws SQLException {
        try (var statement = connection.prepareStatement("SELECT FROM pg_catalog.pg_database WHERE datname = ?")) {
            statement.setString(1, database);
            try (ResultSet row = statement.executeQuery()) {
                return row.next();
            }
        }
    }

    private List<String> run(String database, RestoreProgress reached) {
        ProgramResult result = run.run(database, knownSettings(), reached);
        RestoreErrors errors = new RestoreErrors(dump.path().toString(), shown(result));
        errors.judge(options.allowErrors());
        warnings.addAll(errors.warnings());
        return errors.errors();
    }

    private ProgramResult shown(ProgramResult result) {
        return options.showValues()
                ? result
                : new ProgramResult(
                        result.exitCode(),
                        result.stdout(),
                        result.stderr().lines().map(MaskedLines.stateful()).collect(Collectors.joining("\n")));
    }

    private Set<String> knownSettings() {
        Set<String> names = new HashSet<>();
        try (Connection connection = server.connect("postgres", APPLICATION);
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT name FROM pg_catalog.pg_settings")) {
            while (rows.next()) {
                names.add(rows.getString(1));
            }
            return names;
        } catch (SQLException e) {
            throw new NoVerdict("could not read the server's settings: " + e.getMessage(), "see the server's log", e);
        }
    }

    /** What ALTER DATABASE … SET had set belongs to the database as the application knows it. */
    private void applySettings(DatabaseDefinition database) {
        if (dump.format() == DumpFormat.PLAIN) {
            return;
        }
        try (Connection connection = server.connect(database.name(), APPLICATION);
                Statement statement = connection.createStatement()) {
            for (String setting : database.settings()) {
                apply(statement, setting);
            }
        } catch (SQLException e) {
            throw new NoVerdict("could not set the database's settings: " + e.getMessage(), "see the server's log", e);
        }
    }

    private void apply(Statement statement, String setting) {
        try {
            statement.execute(setting);
        } catch (SQLException e) {
            warnings.add(setting + " failed: " + e.getMessage());
        }
    }
}
