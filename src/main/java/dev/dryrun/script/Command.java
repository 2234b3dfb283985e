package dev.dryrun.script;

/** One thing that a script asks for: a statement for the server, or words for the reader. */
public sealed interface Command permits Step, Echo {

    /** The file's name as the user gave it. */
    String file();

    /** The line in the file, from 1. */
    int line();
}
