package dev.dryrun.postgres;

import dev.dryrun.plan.BadInput;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.time.Duration;
import java.util.Set;

/** What has to be made before a dump can be restored: its database and the roles that it names. */
record DumpContents(DatabaseDefinition database, Set<String> roles) {

    private static final Duration DEADLINE = Duration.ofHours(1);
    private static final int HEAD_LINES = 200;
    private static final int LONGEST_LINE = 1 << 16;

    DumpContents {
        roles = Set.copyOf(roles);
    }

    static DumpContents read(PostgresServer server, Dump dump) {
        return dump.format() == DumpFormat.CUSTOM ? ofArchive(server, dump) : ofPlain(dump);
    }

    /** Reads the statements that pg_restore would run for the schema, owners and grants included. */
    private static DumpContents ofArchive(PostgresServer server, Dump dump) {
        RoleScan roles = new RoleScan();
        DatabaseDefinition.Reader database = new DatabaseDefinition.Reader();
        ProgramResult result = server.run(
                ProgramCall.of(DEADLINE, "pg_restore", "--create", "--schema-only", "--file=-", server.dumpPath()),
                line -> {
                    roles.accept(line);
                    database.accept(line);
                });
        new RestoreErrors(dump.path().toString(), result).judge(false);
        return new DumpContents(database.definition(dump.databaseName()), roles.roles());
    }

    private static DumpContents ofPlain(Dump dump) {
        RoleScan roles = new RoleScan();
        DatabaseDefinition.Reader database = new DatabaseDefinition.Reader();
        int[] lines = {0};
        LineSplitter splitter = new LineSplitter(
                line -> {
                    roles.accept(line);
                    if (lines[0]++ < HEAD_LINES) {
                        database.accept(line);
                    }
                },
                LONGEST_LINE);
        try (InputStream in = Files.newInputStream(dump.path())) {
            splitter.addAll(in);
        } catch (IOException e) {
            throw new BadInput("the dump " + dump.path() + " cannot be read: " + e.getMessage(), "check the file");
        }
        return new DumpContents(database.definition(dump.databaseName()), roles.roles());
    }
}
