package dev.dryrun.script;

/** A {@code \connect} to the same database: the session ends with all that it holds, and another begins. */
public record Reconnect(String file, int line) implements Command {}
