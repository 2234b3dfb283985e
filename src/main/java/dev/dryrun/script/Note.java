package dev.dryrun.script;

/** What psql would have done here and a dry run leaves out, because it changes nothing for the database. */
public record Note(String file, int line, String text) implements Command {}
