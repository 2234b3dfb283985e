package dev.dryrun.script;

import dev.dryrun.plan.BadInput;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * How a script is read.
 *
 * @param singleTransaction puts BEGIN before the first step and COMMIT after the last, as {@code psql -1} does
 * @param variables those of psql that are set before the first line
 * @param database the name of the only database there will be
 * @param includes reads a file that the script includes, or throws {@link BadInput}
 */
public record ScriptOptions(
        boolean singleTransaction,
        Map<String, String> variables,
        Optional<String> database,
        Function<Include, SourceText> includes) {

    public ScriptOptions {
        variables = Map.copyOf(variables);
    }

    /** Without a name for the database and without included files. */
    public ScriptOptions(boolean singleTransaction, Map<String, String> variables) {
        this(singleTransaction, variables, Optional.empty(), ScriptOptions::noFile);
    }

    /** Each statement for itself, and no variables. */
    public static ScriptOptions plain() {
        return new ScriptOptions(false, Map.of());
    }

    private static SourceText noFile(Include include) {
        throw new BadInput(include.askedAt() + ": " + include.path() + " cannot be read", "give the script as a file");
    }
}
