package dev.dryrun.postgres;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The run of pg_restore or psql that puts a dump into its database. */
final class RestoreRun {

    private static final Duration DEADLINE = Duration.ofHours(24);

    private final PostgresServer server;
    private final Dump dump;
    private final RestoreOptions options;

    RestoreRun(PostgresServer server, Dump dump, RestoreOptions options) {
        this.server = server;
        this.dump = dump;
        this.options = options;
    }

    /** How many tables are restored at a time: what reads a stream takes one after the other, and so does a tar archive. */
    int jobs() {
        return dump.format().isParallel() && !dump.isStreamed() ? options.jobs() : 1;
    }

    /**
     * Restores into a database that is there.
     *
     * @param knownSettings the names of the server's settings
     */
    ProgramResult run(String database, Set<String> knownSettings, RestoreProgress progress) {
        // What psql prints for the statements of a plain dump (setval and the like) is of no interest.
        ProgramStreams streams = new ProgramStreams(input(knownSettings, progress), line -> {}, progress::isComplaint);
        List<String> arguments = new ArrayList<>();
        if (dump.format() == DumpFormat.PLAIN) {
            arguments.addAll(psqlArguments(database));
        } else {
            arguments.addAll(restoreArguments(database));
        }
        String program = dump.format() == DumpFormat.PLAIN ? "psql" : "pg_restore";
        return server.run(ProgramCall.of(DEADLINE, program, arguments.toArray(String[]::new)), streams);
    }

    private Optional<ProgramInput> input(Set<String> knownSettings, RestoreProgress progress) {
        if (!dump.isStreamed()) {
            return Optional.empty();
        }
        if (dump.format() != DumpFormat.PLAIN) {
            return Optional.of(progress::open);
        }
        RestoreEdits edits = new RestoreEdits(knownSettings, Restricting.isKnown(server.version()));
        return Optional.of(() -> new DumpText(progress.open(), progress.counted(edits)));
    }

    private List<String> psqlArguments(String database) {
        return List.of(
                "-X",
                "-q",
                "-v",
                "ON_ERROR_STOP=" + (options.allowErrors() ? "0" : "1"),
                "-d",
                SqlNames.connectionString(database),
                "-f",
                "-");
    }

    private List<String> restoreArguments(String database) {
        List<String> arguments = new ArrayList<>(List.of(
                "--verbose",
                "--no-tablespaces",
                "--no-security-labels",
                "--dbname=" + SqlNames.connectionString(database)));
        if (jobs() > 1) {
            arguments.add("--jobs=" + jobs());
        }
        // A newer pg_restore sets what this server does not know: errors that RestoreErrors sorts out afterwards.
        if (!options.allowErrors() && server.restoreMajor() <= server.major()) {
            arguments.add("--exit-on-error");
        }
        if (!dump.isStreamed()) {
            arguments.add(server.dumpPath());
        }
        return arguments;
    }
}
