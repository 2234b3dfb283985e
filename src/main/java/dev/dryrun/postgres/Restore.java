package dev.dryrun.postgres;

import dev.dryrun.plan.NoVerdict;
import dev.dryrun.time.Moment;
import dev.dryrun.time.RunClock;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/** Restores a dump into a database of its name, encoding and locale, without owners, privileges and tablespaces. */
public final class Restore {

    private static final Duration DEADLINE = Duration.ofHours(24);
    private static final String APPLICATION = "dryrun restore";
    private static final int TRANSACTION_TIMEOUT = 17;

    private final PostgresServer server;
    private final Dump dump;
    private final RestoreOptions options;
    private final List<String> warnings = new ArrayList<>();

    private Restore(PostgresServer server, Dump dump, RestoreOptions options) {
        this.server = server;
        this.dump = dump;
        this.options = options;
    }

    /**
     * Restores the dump that the server was started for. What the dump is to blame for is
     * {@link dev.dryrun.plan.BadInput}, what the environment lacks {@link NoVerdict}.
     */
    public static RestoredDatabase restore(
            PostgresServer server, Dump dump, RestoreOptions options, Consumer<String> progress) {
        RunClock clock = RunClock.system();
        Restore restore = new Restore(server, dump, options);
        DumpContents contents = DumpContents.read(server, dump);
        String database = contents.database().name();
        progress.accept("restoring " + dump.path().getFileName() + " into database " + database);
        Set<String> roles = restore.prepare(contents);
        List<String> errors = restore.run(database);
        restore.applySettings(contents.database());
        return new RestoredDatabase(database, clock.now().since(Moment.ORIGIN), errors, restore.warnings, roles);
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
            warnings.add("the dump does not state its locale: " + used);
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

    private List<String> run(String database) {
        ProgramCall call = dump.format() == DumpFormat.CUSTOM ? archiveCall(database) : plainCall(database);
        // What psql prints for the statements of a plain dump (setval and the like) is of no interest.
        ProgramResult result = server.run(call, line -> {});
        RestoreErrors errors = new RestoreErrors(dump.path().toString(), result);
        errors.judge(options.allowErrors());
        warnings.addAll(errors.warnings());
        return errors.errors();
    }

    private ProgramCall archiveCall(String database) {
        List<String> arguments = new ArrayList<>(List.of(
                "--no-owner",
                "--no-privileges",
                "--no-tablespaces",
                "--no-security-labels",
                "--jobs=" + options.jobs(),
                "--dbname=" + SqlNames.connectionString(database)));
        if (!options.allowErrors()) {
            arguments.add("--exit-on-error");
        }
        arguments.add(server.dumpPath());
        return ProgramCall.of(DEADLINE, "pg_restore", arguments.toArray(String[]::new));
    }

    /**
     * psql reads the dump through sed, which takes out of its first lines what we have done already (the database is
     * made, with a locale that the server has) and what only newer servers know. Errors keep their line numbers.
     */
    private ProgramCall plainCall(String database) {
        List<String> edits = new ArrayList<>(List.of("1,200s/^CREATE DATABASE /-- &/", "1,200s/^DROP DATABASE /-- &/"));
        if (server.major() < TRANSACTION_TIMEOUT) {
            edits.add("1,200s/^SET transaction_timeout /-- &/");
        }
        return ProgramCall.of(
                DEADLINE,
                "sh",
                "-c",
                "sed \"$1\" \"$2\" | \"$3\" -X -q -v ON_ERROR_STOP=\"$4\" -d \"$5\" -f -",
                "sh",
                String.join("\n", edits),
                server.dumpPath(),
                server.program("psql"),
                options.allowErrors() ? "0" : "1",
                SqlNames.connectionString(database));
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
