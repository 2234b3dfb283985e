package dev.dryrun.cli;

import dev.dryrun.plan.BadInput;
import dev.dryrun.plan.NoVerdict;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Writes what an option asks to have in a file. */
final class OutputFile {

    /** Something that is done to a file. */
    private interface Work {
        void run() throws IOException;
    }

    private OutputFile() {}

    static void write(String option, Path file, String text) {
        run(option, file, () -> Files.writeString(file, text));
    }

    /** For several files; one that is there will do. */
    static void makeDirectory(String option, Path directory) {
        run(option, directory, () -> Files.createDirectories(directory));
    }

    private static void run(String option, Path path, Work work) {
        try {
            work.run();
        } catch (FileSystemException e) {
            throw new BadInput(option + " " + path + " cannot be written: " + e, "choose another place");
        } catch (IOException e) {
            throw new NoVerdict("writing " + path + " failed: " + e, "choose another place with " + option, e);
        }
    }
}
