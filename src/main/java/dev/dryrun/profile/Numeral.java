package dev.dryrun.profile;

import java.util.Locale;
import java.util.regex.Pattern;

/** Reads text as pgbench reads the value of a variable: null, a truth value, an integer, or a double. */
final class Numeral {

    private static final Pattern INTEGER = Pattern.compile("\\s*[+-]?\\d+\\s*");
    private static final Pattern DOUBLE =
            Pattern.compile("\\s*[+-]?(?:\\d+\\.?\\d*|\\.\\d+)(?:[eE][+-]?\\d+)?|(?i:[+-]?(?:inf|infinity|nan))");

    private Numeral() {}

    static Value read(String text, String variable) {
        String word = text.toLowerCase(Locale.ROOT);
        if (word.equals("null")) {
            return Value.NULL;
        }
        // Beginnings count, as in psql, but an o alone may be on or off.
        if (!word.isEmpty() && ("true".startsWith(word) || "yes".startsWith(word) || word.equals("on"))) {
            return new Value.Truth(true);
        }
        if (!word.isEmpty() && ("false".startsWith(word) || "no".startsWith(word))
                || word.equals("of")
                || word.equals("off")) {
            return new Value.Truth(false);
        }
        try {
            return number(word);
        } catch (NumberFormatException neither) {
            throw new DrawFailure("the variable " + variable + " holds no number, and an expression needs one");
        }
    }

    private static Value number(String word) {
        if (INTEGER.matcher(word).matches()) {
            return new Value.Whole(Long.parseLong(word.strip()));
        }
        if (!DOUBLE.matcher(word).matches()) {
            throw new NumberFormatException();
        }
        String java = word.strip()
                .replace("infinity", "inf")
                .replace("inf", "Infinity")
                .replace("nan", "NaN");
        return new Value.Real(Double.parseDouble(java));
    }
}
