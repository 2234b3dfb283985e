package dev.dryrun;

import dev.dryrun.observe.Work;
import dev.dryrun.plan.BadInput;
import dev.dryrun.plan.Migration;
import dev.dryrun.plan.Plan;
import dev.dryrun.postgres.Dump;
import dev.dryrun.script.FileNote;
import dev.dryrun.script.MigrationFormat;
import dev.dryrun.script.MigrationSource;
import dev.dryrun.script.Part;
import dev.dryrun.script.Script;
import dev.dryrun.script.ScriptOptions;
import dev.dryrun.script.SourceText;
import dev.dryrun.script.Step;
import dev.dryrun.script.ToolScript;
import dev.dryrun.script.TransactionMode;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What the user gave, read and understood before anything is started: the dump's header and the whole migration. */
record Input(Dump dump, List<MigrationFile> files, Script script, List<FileNote> notes) {

    /** A file of the migration, its content identified by its SHA-256, and how its tool runs it. */
    record MigrationFile(Path path, String sha256, MigrationFormat format, TransactionMode transaction) {}

    Input {
        files = List.copyOf(files);
        notes = List.copyOf(notes);
    }

    static Input read(Plan plan) {
        if (plan.migration() instanceof Migration.Scripts scripts) {
            return read(plan, scripts);
        }
        refuseSingleTransaction(plan);
        return new Input(Dump.read(plan.dump()), List.of(), new Script(List.of()), List.of());
    }

    private static Input read(Plan plan, Migration.Scripts scripts) {
        MigrationPaths found = MigrationPaths.find(scripts.paths());
        List<MigrationFile> files = new ArrayList<>();
        List<Part> parts = new ArrayList<>();
        List<FileNote> notes = new ArrayList<>(found.notes());
        for (MigrationPaths.Found each : found.files()) {
            byte[] bytes = bytes(each.path());
            ToolScript script = read(each, bytes, plan, scripts);
            files.add(new MigrationFile(each.path(), sha256(bytes), script.format(), script.transaction()));
            parts.addAll(script.parts());
            notes.addAll(script.notes());
        }
        Map<String, String> variables = ofPsql(files) ? scripts.variables() : Map.of();
        Script script = Script.parse(parts, new ScriptOptions(plan.steps().singleTransaction(), variables));
        return new Input(Dump.read(plan.dump()), files, script, notes);
    }

    /** The migration's statements in order. */
    List<String> statements() {
        return script.steps().stream().map(Step::sql).toList();
    }

    private static void refuseSingleTransaction(Plan plan) {
        if (plan.steps().singleTransaction()) {
            throw new BadInput(
                    "--single-transaction does not go with --migration-command: the tool decides about its transactions",
                    "leave it out, and tell the tool");
        }
    }

    /** What the trial is to run. */
    Work work(Plan plan, ResultsDirectory results) {
        return plan.migration() instanceof Migration.ExternalCommand command
                ? new Work.OfCommand(command.text(), results.file("command.log"))
                : new Work.OfScript(script);
    }

    /** Only psql replaces its variables; what {@code --set} gives to Flyway are placeholders, with names of their own. */
    private static boolean ofPsql(List<MigrationFile> files) {
        return files.stream().anyMatch(file -> file.format() == MigrationFormat.PSQL);
    }

    private static ToolScript read(MigrationPaths.Found found, byte[] bytes, Plan plan, Migration.Scripts scripts) {
        Optional<SourceText> settings = found.settings().map(path -> text(path, bytes(path)));
        ToolScript script = ToolScript.read(
                new MigrationSource(text(found.path(), bytes), found.byName(), settings, scripts.variables()));
        return plan.steps().singleTransaction() ? script.inSingleTransaction() : script;
    }

    private static byte[] bytes(Path path) {
        try {
            return Files.readAllBytes(path);
        } catch (IOException e) {
            throw new BadInput("the migration " + path + " cannot be read: " + e.getMessage(), "check the file");
        }
    }

    private static SourceText text(Path path, byte[] bytes) {
        try {
            return new SourceText(
                    path.toString(),
                    StandardCharsets.UTF_8
                            .newDecoder()
                            .decode(ByteBuffer.wrap(bytes))
                            .toString());
        } catch (CharacterCodingException e) {
            throw new BadInput("the migration " + path + " is not UTF-8 text", "convert it to UTF-8");
        }
    }

    private static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
