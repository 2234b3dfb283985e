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
import dev.dryrun.script.Script;
import dev.dryrun.script.TransactionMode;
import java.nio.file.Path;
import java.util.List;
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
        MigrationInput migration =
                MigrationInput.read(scripts, plan.steps().singleTransaction(), () -> Dump.databaseName(plan.dump()));
        DisturbedSteps.check(plan, migration.script());
        LoadInput load = load(plan);
        // The whole dump is read last: a mistake in the script need not wait for that.
        return new Input(
                Dump.read(plan.dump()), migration.files(), Optional.of(migration.script()), migration.notes(), load);
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
                ? new Work.OfCommand(
                        command.text(),
                        results.file("command.log"),
                        plan.results().showValues())
                : new Work.OfScript(script.orElseThrow());
    }
}
