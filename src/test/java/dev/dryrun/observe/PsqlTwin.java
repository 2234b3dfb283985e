package dev.dryrun.observe;

import dev.dryrun.plan.StepPlan;
import dev.dryrun.postgres.PostgresServer;
import dev.dryrun.postgres.ProgramCall;
import dev.dryrun.script.Include;
import dev.dryrun.script.Part;
import dev.dryrun.script.Script;
import dev.dryrun.script.ScriptOptions;
import dev.dryrun.script.SourceText;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Runs the same script by dryrun and by the real psql, each in a fresh database, and tells what each leaves. */
final class PsqlTwin {

    private static final Duration DEADLINE = Duration.ofMinutes(1);

    /** Whether the script went through, and the database after it as pg_dump writes it. */
    record Outcome(boolean succeeded, String dump) {}

    private final Rehearsal rehearsal;
    private final Path directory;

    PsqlTwin(Rehearsal rehearsal, Path directory) {
        this.rehearsal = rehearsal;
        this.directory = directory;
    }

    Outcome byDryrun(String given, Path file) throws IOException, SQLException {
        rehearsal.given(given);
        Script script = Script.parse(
                List.of(Part.asWritten(read(file))),
                new ScriptOptions(false, Map.of(), Optional.of(rehearsal.database()), this::included));
        StepPlan plan = new StepPlan(false, Optional.empty(), Optional.empty(), Duration.ofMillis(5));
        boolean succeeded = rehearsal.perform(script, plan).seen().ran().stream()
                .allMatch(step -> step.error().isEmpty());
        return new Outcome(succeeded, dump());
    }

    Outcome byPsql(String given, Path file) throws IOException, SQLException, InterruptedException {
        rehearsal.given(given);
        PostgresServer server = rehearsal.server();
        ProcessBuilder psql =
                new ProcessBuilder(server.program("psql"), "-X", "-v", "ON_ERROR_STOP=1", "-f", file.toString());
        psql.environment().put("PGHOST", server.host());
        psql.environment().put("PGPORT", String.valueOf(server.port()));
        psql.environment().put("PGUSER", server.user());
        psql.environment().put("PGPASSWORD", server.password());
        psql.environment().put("PGDATABASE", rehearsal.database());
        psql.directory(directory.toFile())
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve("psql.out").toFile());
        return new Outcome(psql.start().waitFor() == 0, dump());
    }

    private String dump() {
        String dump = rehearsal
                .server()
                .run(ProgramCall.of(DEADLINE, "pg_dump", "--dbname=" + rehearsal.database()))
                .stdout();
        // The key behind these two is a new one each time.
        return dump.lines()
                .filter(line -> !line.startsWith("\\restrict") && !line.startsWith("\\unrestrict"))
                .collect(Collectors.joining("\n"));
    }

    private SourceText included(Include include) {
        Path base = include.relativeTo().map(from -> Path.of(from).getParent()).orElse(directory);
        return read(base.resolve(include.path()));
    }

    private static SourceText read(Path file) {
        try {
            return new SourceText(file.normalize().toString(), Files.readString(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
