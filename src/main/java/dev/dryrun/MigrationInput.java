package dev.dryrun;

import dev.dryrun.Input.MigrationFile;
import dev.dryrun.plan.Migration;
import dev.dryrun.script.FileNote;
import dev.dryrun.script.MigrationFormat;
import dev.dryrun.script.MigrationSource;
import dev.dryrun.script.Part;
import dev.dryrun.script.Script;
import dev.dryrun.script.ScriptOptions;
import dev.dryrun.script.SourceText;
import dev.dryrun.script.ToolScript;
import dev.dryrun.script.TransactionMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** The scripts of a migration, read and understood, with every file that they consist of: those that they include last. */
record MigrationInput(List<MigrationFile> files, Script script, List<FileNote> notes) {

    MigrationInput {
        files = List.copyOf(files);
        notes = List.copyOf(notes);
    }

    /** @param database gives the name of the database that they would run in; asked once the files are there */
    static MigrationInput read(Migration.Scripts scripts, boolean singleTransaction, Supplier<String> database) {
        MigrationPaths found = MigrationPaths.find(scripts.paths());
        List<MigrationFile> files = new ArrayList<>();
        List<Part> parts = new ArrayList<>();
        List<FileNote> notes = new ArrayList<>(found.notes());
        for (MigrationPaths.Found each : found.files()) {
            ToolScript script = read(each, singleTransaction, scripts);
            String sha256 = SourceFiles.sha256(each.path());
            files.add(new MigrationFile(each.path(), sha256, script.format(), script.transaction()));
            parts.addAll(script.parts());
            notes.addAll(script.notes());
        }
        SourceFiles sources = new SourceFiles();
        ScriptOptions options = new ScriptOptions(
                singleTransaction,
                ofPsql(files) ? scripts.variables() : Map.of(),
                Optional.of(database.get()),
                sources::include);
        Script script = Script.parse(parts, options);
        sources.included()
                .forEach((path, sha256) ->
                        files.add(new MigrationFile(path, sha256, MigrationFormat.PSQL, TransactionMode.AS_WRITTEN)));
        return new MigrationInput(files, script, notes);
    }

    /** Only psql replaces its variables; what {@code --set} gives to Flyway are placeholders, with names of their own. */
    private static boolean ofPsql(List<MigrationFile> files) {
        return files.stream().anyMatch(file -> file.format() == MigrationFormat.PSQL);
    }

    private static ToolScript read(MigrationPaths.Found found, boolean singleTransaction, Migration.Scripts scripts) {
        Optional<SourceText> settings = found.settings().map(SourceFiles::read);
        ToolScript script = ToolScript.read(
                new MigrationSource(SourceFiles.read(found.path()), found.byName(), settings, scripts.variables()));
        return singleTransaction ? script.inSingleTransaction() : script;
    }
}
