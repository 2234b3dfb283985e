package dev.dryrun.profile;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads the text of an expression word by word. */
final class ExpressionScanner {

    /** A word of an expression; words of letters are in lower case, variables without their colon. */
    record Word(Kind kind, String text) {

        boolean is(String expected) {
            return kind != Kind.VARIABLE && text.equals(expected);
        }
    }

    /** What a word is. */
    enum Kind {
        INTEGER,
        DOUBLE,
        VARIABLE,
        KEYWORD,
        NAME,
        SYMBOL,
        END
    }

    private static final Set<String> KEYWORDS = Set.of(
            "and", "or", "not", "is", "isnull", "notnull", "case", "when", "then", "else", "end", "null", "true",
            "false");

    private static final Pattern WORD = Pattern.compile("\\s*(?:(?<variable>:" + Interpolation.NAME + ")"
            + "|(?<double>\\d+\\.\\d*(?:[eE][+-]?\\d+)?|\\.\\d+(?:[eE][+-]?\\d+)?|\\d+[eE][+-]?\\d+)"
            + "|(?<integer>\\d+)|(?<name>[A-Za-z][A-Za-z0-9_]*)"
            + "|(?<symbol><>|!=|<=|>=|<<|>>|[-+*/%=<>|&#~(),]))");

    private final List<Word> words = new ArrayList<>();
    private int at;

    ExpressionScanner(String text) throws ExpressionFault {
        Matcher matcher = WORD.matcher(text);
        int end = 0;
        while (!text.substring(end).isBlank()) {
            matcher.region(end, text.length());
            if (!matcher.lookingAt()) {
                String rest = text.substring(end).strip();
                throw new ExpressionFault("unexpected \"" + rest.substring(0, rest.offsetByCodePoints(0, 1)) + "\"");
            }
            words.add(word(matcher));
            end = matcher.end();
        }
    }

    private static Word word(Matcher match) {
        if (match.group("variable") != null) {
            return new Word(Kind.VARIABLE, match.group("variable").substring(1));
        }
        if (match.group("name") != null) {
            String name = match.group("name").toLowerCase(Locale.ROOT);
            return new Word(KEYWORDS.contains(name) ? Kind.KEYWORD : Kind.NAME, name);
        }
        Kind kind = match.group("double") != null
                ? Kind.DOUBLE
                : match.group("integer") != null ? Kind.INTEGER : Kind.SYMBOL;
        return new Word(kind, match.group().strip());
    }

    Word peek() {
        return at < words.size() ? words.get(at) : new Word(Kind.END, "");
    }

    Word next() {
        Word word = peek();
        at++;
        return word;
    }

    /** Passes over the word if it is the next. */
    boolean passed(String text) {
        boolean found = peek().is(text);
        at += found ? 1 : 0;
        return found;
    }

    void pass(String text) throws ExpressionFault {
        if (!passed(text)) {
            throw unexpected("\"" + text + "\"");
        }
    }

    ExpressionFault unexpected(String wanted) {
        Word word = peek();
        String found = word.kind() == Kind.END ? "it ends" : "there is \"" + word.text() + "\"";
        return new ExpressionFault(found + " where " + wanted + " is expected");
    }
}
