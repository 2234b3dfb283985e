package dev.dryrun.script;

import dev.dryrun.script.Token.Kind;
import java.util.HashSet;
import java.util.Set;
import java.util.regex.Pattern;

/** What a statement itself holds, as wholes: a part of a number or of a word is none of its words. */
public final class StatementWords {

    private static final Pattern SPACE = Pattern.compile("\\s+");
    private static final Pattern MARKS = Pattern.compile("^\\W+|\\W+$", Pattern.UNICODE_CHARACTER_CLASS);
    private static final Pattern DOLLARS = Pattern.compile("^\\$[^$]*\\$|\\$[^$]*\\$$");
    private static final int DEEPEST = 4;

    private final Set<String> tokens = new HashSet<>();
    private final Set<String> literals = new HashSet<>();
    private final Set<String> spoken = new HashSet<>();

    private StatementWords() {}

    public static StatementWords of(String sql) {
        StatementWords words = new StatementWords();
        words.read(sql, 0);
        return words;
    }

    /** Whether this is a name, a word or a literal of it. */
    public boolean hold(String text) {
        return tokens.contains(text) || literals.contains(text);
    }

    /** Whether this is the value of a string or number in it. */
    public boolean holdValue(String text) {
        return literals.contains(text);
    }

    /** Whether this is a word of one of its strings, which is where the texts stand that functions raise. */
    public boolean say(String word) {
        return spoken.contains(word);
    }

    /** A word without the marks around it. */
    public static String bare(String word) {
        return MARKS.matcher(word).replaceAll("");
    }

    private boolean read(String sql, int depth) {
        Lexer lexer = new Lexer(sql);
        boolean strings = false;
        for (Token token = lexer.next(); !token.is(Kind.END); token = lexer.next()) {
            String text = token.text();
            tokens.add(text);
            switch (token.kind()) {
                case QUOTED_IDENTIFIER ->
                    tokens.add(text.replaceAll("^\"|\"$", "").replace("\"\"", "\""));
                case NUMBER -> literals.add(text);
                case STRING -> string(text);
                case DOLLAR_STRING -> body(DOLLARS.matcher(text).replaceAll(""), depth);
                default -> {
                    continue;
                }
            }
            strings |= token.is(Kind.STRING) || token.is(Kind.DOLLAR_STRING);
        }
        return strings;
    }

    private void string(String text) {
        String value = text.replaceAll("^[A-Za-z&]*'|'$", "").replace("''", "'");
        literals.add(value);
        say(value, spoken);
    }

    /** The body of a function has strings of its own; one without any is a string itself. */
    private void body(String text, int depth) {
        literals.add(text);
        boolean hasStrings = depth < DEEPEST && read(text, depth + 1);
        if (!hasStrings && depth > 0) {
            say(text, spoken);
        }
    }

    private static void say(String text, Set<String> words) {
        SPACE.splitAsStream(text)
                .map(StatementWords::bare)
                .filter(word -> !word.isEmpty())
                .forEach(words::add);
    }
}
