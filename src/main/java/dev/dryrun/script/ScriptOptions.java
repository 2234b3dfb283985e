package dev.dryrun.script;

import java.util.Map;

/**
 * How a script is read.
 *
 * @param singleTransaction puts BEGIN before the first step and COMMIT after the last, as {@code psql -1} does
 * @param variables those of psql that are set before the first line
 */
public record ScriptOptions(boolean singleTransaction, Map<String, String> variables) {

    public ScriptOptions {
        variables = Map.copyOf(variables);
    }

    /** Each statement for itself, and no variables. */
    public static ScriptOptions plain() {
        return new ScriptOptions(false, Map.of());
    }
}
