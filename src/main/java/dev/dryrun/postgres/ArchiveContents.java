package dev.dryrun.postgres;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/** Reads what a dump asks of its server: of a plain one that is known already, of an archive pg_restore tells it. */
final class ArchiveContents {

    private static final Duration DEADLINE = Duration.ofHours(1);

    private static final Pattern TABLE = Pattern.compile("^\\d+; \\d+ \\d+ TABLE DATA ");
    private static final Pattern BUILT = Pattern.compile("^\\d+; \\d+ \\d+ (?:INDEX|CONSTRAINT|FK CONSTRAINT) ");

    private ArchiveContents() {}

    static DumpContents read(PostgresServer server, Dump dump) {
        return dump.contents().orElseGet(() -> ofArchive(server, dump));
    }

    /** Reads the statements that pg_restore would run for the schema, owners and grants included. */
    private static DumpContents ofArchive(PostgresServer server, Dump dump) {
        DumpScan scan = new DumpScan();
        call(server, dump, scan::accept, "--create", "--schema-only", "--file=-");
        int[] tables = {0};
        int[] built = {0};
        call(
                server,
                dump,
                line -> {
                    tables[0] += TABLE.matcher(line).find() ? 1 : 0;
                    built[0] += BUILT.matcher(line).find() ? 1 : 0;
                },
                "--list");
        scan.requireSchema(dump.path(), tables[0]);
        DumpContents schema = scan.contents(dump.databaseName());
        return new DumpContents(
                schema.database(), schema.roles(), schema.extensions(), schema.tablespaces(), tables[0], built[0]);
    }

    private static void call(PostgresServer server, Dump dump, Consumer<String> stdout, String... options) {
        List<String> arguments = new ArrayList<>(List.of(options));
        Optional<ProgramInput> input = dump.isStreamed() ? Optional.of(dump::open) : Optional.empty();
        if (input.isEmpty()) {
            arguments.add(server.dumpPath());
        }
        ProgramResult result = server.run(
                ProgramCall.of(DEADLINE, "pg_restore", arguments.toArray(String[]::new)),
                ProgramStreams.to(stdout).from(input));
        new RestoreErrors(dump.path().toString(), result).judge(false);
    }
}
