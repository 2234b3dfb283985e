package dev.dryrun.script;

import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Turns an identifier as written into the name that Postgres keeps. */
final class QuotedName {

    private static final Pattern UNICODE_ESCAPE =
            Pattern.compile("\\\\(?:([0-9A-Fa-f]{4})|\\+([0-9A-Fa-f]{6})|(\\\\))");

    private QuotedName() {}

    /** Folds an identifier without quotes: ASCII letters only, as Postgres does with UTF-8 databases. */
    static String folded(String word) {
        StringBuilder folded = new StringBuilder(word);
        for (int at = 0; at < folded.length(); at++) {
            char c = folded.charAt(at);
            if (c >= 'A' && c <= 'Z') {
                folded.setCharAt(at, (char) (c + ('a' - 'A')));
            }
        }
        return folded.toString();
    }

    /** Takes the quotes off {@code "…"} or {@code U&"…"}; a UESCAPE clause is not looked for. */
    static String unquoted(String quoted) {
        String name =
                quoted.substring(quoted.indexOf('"') + 1, quoted.length() - 1).replace("\"\"", "\"");
        return quoted.startsWith("\"")
                ? name
                : UNICODE_ESCAPE.matcher(name).replaceAll(match -> Matcher.quoteReplacement(character(match)));
    }

    private static String character(MatchResult escape) {
        if (escape.group(3) != null) {
            return "\\";
        }
        String hex = escape.group(1) != null ? escape.group(1) : escape.group(2);
        int codePoint = Integer.parseInt(hex, 16);
        return Character.isValidCodePoint(codePoint) ? Character.toString(codePoint) : escape.group();
    }
}
