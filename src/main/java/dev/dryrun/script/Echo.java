package dev.dryrun.script;

/** An {@code \echo} of the script: words for the reader at this point of the migration. */
public record Echo(String file, int line, String text) implements Command {

    public Echo {
        if (line < 1) {
            throw new IllegalArgumentException("line " + line);
        }
    }
}
