package dev.dryrun.script;

/** One thing that a script asks for when it is run. */
public sealed interface Command permits Step, Echo, Reconnect, Note, Refusal {

    /** The file's name as the user gave it. */
    String file();

    /** The line in the file, from 1. */
    int line();
}
