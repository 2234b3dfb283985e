package dev.dryrun.cli;

import dev.dryrun.plan.BadInput;
import dev.dryrun.plan.NoVerdict;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Writes what an option asks to have in a file. */
final class OutputFile {

    private OutputFile() {}

    static void write(String option, Path file, String text) {
        try {
            Files.writeString(file, text);
        } catch (FileSystemException e) {
            throw new BadInput(option + " " + file + " cannot be written: " + e, "choose another place");
        } catch (IOException e) {
            throw new NoVerdict("writing " + file + " failed: " + e, "choose another place with " + option, e);
        }
    }
}
