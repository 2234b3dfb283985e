package dev.dryrun.script;

import dev.dryrun.script.Token.Kind;
import java.util.HashSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * The names that the columns of a query's result may have. Each comes from a word of the query (an alias, a column, a
 * function, a keyword such as {@code case}), unless a star brings in what the query does not name.
 */
final class ResultNames {

    private static final Set<String> FIRST_WORDS = Set.of("select", "with", "insert", "update", "delete", "merge");

    /** Names of types that a cast gives to a column though the query spells them otherwise. */
    private static final Set<String> OF_TYPES = Set.of(
            "bool",
            "bpchar",
            "float4",
            "float8",
            "int2",
            "int4",
            "int8",
            "numeric",
            "time",
            "timestamp",
            "timestamptz",
            "timetz",
            "varbit",
            "varchar");

    private ResultNames() {}

    /** Keeps of the variables what can be said of them when a statement has succeeded and its answer is not known. */
    static void foresee(Instruction.Statement statement, Variables variables) {
        variables.set("ERROR", "false");
        variables.set("SQLSTATE", "00000");
        variables.forget("ROW_COUNT");
        if (statement.ending() instanceof Ending.Stored stored) {
            Optional<String> prefix = stored.prefix().argument(variables);
            Optional<Set<String>> names = possible(statement.text().raw());
            if (prefix.isPresent() && names.isPresent()) {
                names.get().stream()
                        .map(name -> prefix.get() + name)
                        .filter(name -> !SpecialVariables.isHooked(name))
                        .forEach(variables::forget);
            } else {
                variables.forgetAll(prefix.orElse(""));
            }
        }
    }

    /** Empty where it can be any name. A variable in the query may hold any words. */
    static Optional<Set<String>> possible(String sql) {
        Lexer lexer = new Lexer(sql);
        Token first = lexer.next();
        while (first.isSymbol('(')) {
            first = lexer.next();
        }
        if (!first.is(Kind.WORD) || !FIRST_WORDS.contains(first.text().toLowerCase(Locale.ROOT))) {
            return Optional.empty();
        }
        boolean opened = false;
        for (Token token = lexer.next(); !token.is(Kind.END); token = lexer.next()) {
            // Only the star of count(*) brings no columns.
            if (token.is(Kind.VARIABLE) || token.isSymbol('*') && !opened || token.isWord("table")) {
                return Optional.empty();
            }
            opened = token.isSymbol('(');
        }
        Set<String> names = new HashSet<>(Identifiers.in(sql));
        names.addAll(OF_TYPES);
        return Optional.of(names);
    }
}
