package dev.dryrun;

import dev.dryrun.plan.BadInput;
import dev.dryrun.plan.Migration;
import dev.dryrun.postgres.Dump;
import dev.dryrun.report.Inputs;
import dev.dryrun.signoff.Gate;
import dev.dryrun.signoff.SignOff;
import dev.dryrun.signoff.SignOffText;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** The record of a sign-off as it lies on disk, and the files that are about to be deployed. */
public final class DeploymentGate {

    private final SignOff record;

    private DeploymentGate(SignOff record) {
        this.record = record;
    }

    /** Reads a record; throws {@link BadInput} where it is none, or was edited. */
    public static DeploymentGate read(Path file) {
        if (!Files.isRegularFile(file)) {
            throw new BadInput(
                    "--record " + file + (Files.exists(file) ? " is not a file" : " does not exist"),
                    "give the file that dryrun sign-off --record wrote");
        }
        try {
            return new DeploymentGate(SignOffText.read(Files.readString(file)));
        } catch (SignOffText.Unreadable e) {
            throw new BadInput("--record " + file + " cannot be used: " + e.getMessage(), e.hint());
        } catch (CharacterCodingException e) {
            throw new BadInput(
                    "--record " + file + " cannot be used: it is not text in UTF-8",
                    "give the file that dryrun sign-off --record wrote");
        } catch (IOException e) {
            throw new BadInput("reading --record " + file + " failed: " + e, "check its permissions");
        }
    }

    public SignOff record() {
        return record;
    }

    /** What is to be true of the run besides the migration's files. */
    public record Conditions(Optional<Path> dump, Optional<Duration> maxAge, Instant now) {}

    /** Why these scripts stay out; nothing where they were signed off. */
    public List<String> reasons(Migration.Scripts scripts, Conditions conditions) {
        MigrationInput migration = MigrationInput.read(
                scripts,
                record.migration().singleTransaction(),
                () -> record.dump().database());
        return new Gate(record)
                .reasons(new Gate.Question(
                        migration.files().stream()
                                .map(file -> new Inputs.MigrationFile(
                                        file.path().toString(), file.sha256(), file.format(), file.transaction()))
                                .toList(),
                        conditions.dump().map(path -> Dump.read(path).sha256()),
                        conditions.maxAge(),
                        conditions.now()));
    }
}
