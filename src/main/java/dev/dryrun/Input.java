package dev.dryrun;

import dev.dryrun.observe.Work;
import dev.dryrun.plan.BadInput;
import dev.dryrun.plan.LoadSource;
import dev.dryrun.plan.Migration;
import dev.dryrun.plan.Plan;
import dev.dryrun.postgres.Dump;
import dev.dryrun.profile.LoadInput;
import dev.dryrun.profile.StatementsFile;
import dev.dryrun.script.FileNote;
import dev.dryrun.script.MigrationFormat;
import dev.dryrun.script.MigrationSource;
import dev.dryrun.script.Part;
import dev.dryrun.script.Script;
import dev.dryrun.script.ScriptOptions;
import dev.dryrun.script.SourceText;
import dev.dryrun.script.ToolScript;
import dev.dryrun.script.TransactionMode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What the user gave, read and understood before anything is started: the dump's header, the whole migration, the load. */
record Input(Dump dump, List<MigrationFile> files, Optional<Script> script, List<FileNote> notes, LoadInput load) {

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
        if (plan.migration() instanceof Migration.ExternalCommand command) {
            refuseSingleTransaction(plan);
            DisturbedSteps.checkCommand(plan);
            CommandLookup.check(command.text());
        }
        LoadInput load = load(plan);
        return new Input(Dump.read(plan.dump()), List.of(), Optional.empty(), List.of(), load);
    }

    private static Input read(Plan plan, Migration.Scripts scripts) {
        MigrationPaths found = MigrationPaths.find(scripts.paths());
        List<MigrationFile> files = new ArrayList<>();
        List<Part> parts = new ArrayList<>();
        List<FileNote> notes = new ArrayList<>(found.notes());
        for (MigrationPaths.Found each : found.files()) {
            ToolScript script = read(each, plan, scripts);
            String sha256 = SourceFiles.sha256(each.path());
            files.add(new MigrationFile(each.path(), sha256, script.format(), script.transaction()));
            parts.addAll(script.parts());
            notes.addAll(script.notes());
        }
        SourceFiles sources = new SourceFiles();
        ScriptOptions options = new ScriptOptions(
                plan.steps().singleTransaction(),
                ofPsql(files) ? scripts.variables() : Map.of(),
                Optional.of(Dump.databaseName(plan.dump())),
                sources::include);
        Script script = Script.parse(parts, options);
        sources.included()
                .forEach((path, sha256) ->
                        files.add(new MigrationFile(path, sha256, MigrationFormat.PSQL, TransactionMode.AS_WRITTEN)));
        DisturbedSteps.check(plan, script);
        LoadInput load = load(plan);
        // The whole dump is read last: a mistake in the script need not wait for that.
        return new Input(Dump.read(plan.dump()), files, Optional.of(script), notes, load);
    }

    private static LoadInput load(Plan plan) {
        if (plan.load().source() instanceof LoadSource.Statements statements) {
            return StatementsFile.read(SourceFiles.read(statements.file(), "--load-from-statements"));
        }
        return plan.load().source() instanceof LoadSource.Files files ? LoadFiles.read(files, plan) : LoadInput.DERIVED;
    }

    /** The migration's statements in order, as far as they are known before it runs; those of a command are not. */
    Iterable<String> statements() {
        return script.map(Script::statements).orElse(List.of());
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
                : new Work.OfScript(script.orElseThrow());
    }

    /** Only psql replaces its variables; what {@code --set} gives to Flyway are placeholders, with names of their own. */
    private static boolean ofPsql(List<MigrationFile> files) {
        return files.stream().anyMatch(file -> file.format() == MigrationFormat.PSQL);
    }

    private static ToolScript read(MigrationPaths.Found found, Plan plan, Migration.Scripts scripts) {
        Optional<SourceText> settings = found.settings().map(SourceFiles::read);
        ToolScript script = ToolScript.read(
                new MigrationSource(SourceFiles.read(found.path()), found.byName(), settings, scripts.variables()));
        return plan.steps().singleTransaction() ? script.inSingleTransaction() : script;
    }
}
