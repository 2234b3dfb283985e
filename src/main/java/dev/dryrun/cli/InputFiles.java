package dev.dryrun.cli;

import dev.dryrun.plan.BadInput;
import dev.dryrun.plan.Migration;
import dev.dryrun.plan.Plan;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;

/** The files that a plan names, checked before anything slow or costly is begun. */
final class InputFiles {

    private InputFiles() {}

    /** Throws {@link BadInput} for the first that cannot be used. Makes the results directory when it is missing. */
    static void check(Plan plan) {
        checkRead(plan);
        checkResults(plan.results().directory());
    }

    /** The same for what is only read, where nothing will be written. */
    static void checkRead(Plan plan) {
        checkDump(plan.dump());
        if (plan.migration() instanceof Migration.Scripts scripts) {
            scripts.paths().forEach(InputFiles::checkMigration);
        }
    }

    /** The same for scripts, and for a dump if one is given. */
    static void checkRead(Migration.Scripts scripts, Optional<Path> dump) {
        dump.ifPresent(InputFiles::checkDump);
        scripts.paths().forEach(InputFiles::checkMigration);
    }

    private static void checkDump(Path dump) {
        if (!Files.isReadable(dump.resolve("toc.dat"))) {
            checkFile("--dump", dump, "give it a file or a directory that pg_dump wrote");
        }
    }

    private static void checkMigration(Path path) {
        if (Files.isDirectory(path) && Files.isReadable(path)) {
            return;
        }
        checkFile("--migration", path, "give it an SQL script, or a directory of them");
    }

    private static void checkFile(String option, Path file, String hint) {
        if (Files.notExists(file)) {
            throw new BadInput(option + " " + file + " does not exist", "check the path");
        }
        if (Files.isDirectory(file)) {
            throw new BadInput(option + " " + file + " is a directory", hint);
        }
        if (!Files.isReadable(file)) {
            throw new BadInput(
                    option + " " + file + " cannot be read", "check its permissions and those of its directory");
        }
        // It is read more than once, which a pipe does not allow.
        if (!Files.isRegularFile(file)) {
            throw new BadInput(option + " " + file + " is not a regular file", hint);
        }
    }

    private static void checkResults(Path results) {
        String hint = "choose a directory that you may write to with --results";
        try {
            // A link to a directory is one, too, which createDirectories alone would refuse.
            if (!Files.isDirectory(results)) {
                Files.createDirectories(results);
            }
        } catch (IOException e) {
            throw new BadInput("--results " + results + " cannot be made a directory", hint);
        }
        try {
            // Only trying tells: root may write to everything, but not to a file system that is read-only or full.
            Files.writeString(
                    Files.createTempFile(results, ".dryrun-", ".tmp"), "?", StandardOpenOption.DELETE_ON_CLOSE);
        } catch (IOException e) {
            throw new BadInput("--results " + results + " cannot be written to", hint);
        }
        checkLatest(results.resolve("latest"));
    }

    /** The link is replaced at the end of each run; what somebody else has put there is not ours to replace. */
    private static void checkLatest(Path latest) {
        if (Files.exists(latest, LinkOption.NOFOLLOW_LINKS) && !Files.isSymbolicLink(latest)) {
            throw new BadInput(
                    latest + " is not the link to the latest run, for which dryrun needs that name",
                    "move it away, or choose another directory with --results");
        }
    }
}
