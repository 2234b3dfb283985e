package dev.dryrun.profile;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Writes the values of variables into a statement wherever it names them, in strings and names too, as pgbench does. */
final class Interpolation {

    static final String NAME = "[\\p{L}_\\x80-\\uFFFF][\\p{L}\\d_\\x80-\\uFFFF]*";

    private static final Pattern REFERENCE = Pattern.compile(":+(?<name>" + NAME + ")?");

    private Interpolation() {}

    /** The statement with the values of those variables that there are; {@code ::} begins no variable. */
    static String fill(String sql, Draws draws) {
        Matcher reference = REFERENCE.matcher(sql);
        StringBuilder filled = new StringBuilder();
        while (reference.find()) {
            String name = reference.group("name");
            boolean kept = reference.group().startsWith("::") || name == null || !draws.has(name);
            reference.appendReplacement(
                    filled, Matcher.quoteReplacement(kept ? reference.group() : value(draws, name)));
        }
        return reference.appendTail(filled).toString();
    }

    private static String value(Draws draws, String name) {
        return draws.get(name).orElse("NULL");
    }
}
