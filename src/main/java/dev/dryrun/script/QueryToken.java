package dev.dryrun.script;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * A word, a sign or a value in the text of one query, for those who look for names and parameters in it.
 *
 * @param text as written; of a name, as Postgres keeps it
 * @param quoted a name in double quotes, which is no keyword
 * @param start its offset in the query
 */
public record QueryToken(Kind kind, String text, boolean quoted, int start, int end) {

    /** What a token is. */
    public enum Kind {
        /** An identifier or a keyword. */
        NAME,
        /** {@code $1}. */
        PARAMETER,
        /** All characters of an operator, {@code ::} included. */
        OPERATOR,
        /** One of {@code ( ) [ ] , . ; :}. */
        PUNCTUATION,
        /** A number or a string. */
        VALUE,
        /** What is opened and never closed. */
        CUT_OFF
    }

    private static final String OPERATOR_CHARACTERS = "+-*/<>=~!@#%^&|`?";

    /** The tokens of a query, without comments. */
    public static List<QueryToken> in(String sql) {
        List<QueryToken> tokens = new ArrayList<>();
        Lexer lexer = new Lexer(sql);
        for (Token token = lexer.next(); !token.is(Token.Kind.END); token = lexer.next()) {
            QueryToken next = of(token);
            int last = tokens.size() - 1;
            if (next.kind == Kind.OPERATOR && last >= 0 && tokens.get(last).continuedBy(next)) {
                QueryToken begun = tokens.remove(last);
                next = new QueryToken(Kind.OPERATOR, begun.text + next.text, false, begun.start, next.end);
            }
            tokens.add(next);
        }
        return tokens;
    }

    /** The names in a text of SQL, of a function's body as well: those in its strings in dollar quotes included. */
    public static Set<String> names(String sql) {
        return Identifiers.in(sql);
    }

    private boolean continuedBy(QueryToken next) {
        boolean cast = text.equals("::") || next.text.equals("::");
        return kind == Kind.OPERATOR && end == next.start && !cast;
    }

    private static QueryToken of(Token token) {
        String text = token.text();
        if (!token.closed()) {
            return new QueryToken(Kind.CUT_OFF, text, false, token.start(), token.end());
        }
        return switch (token.kind()) {
            case WORD -> new QueryToken(Kind.NAME, QuotedName.folded(text), false, token.start(), token.end());
            case QUOTED_IDENTIFIER ->
                new QueryToken(Kind.NAME, QuotedName.unquoted(text), true, token.start(), token.end());
            case STRING, DOLLAR_STRING, NUMBER -> new QueryToken(Kind.VALUE, text, false, token.start(), token.end());
            default -> new QueryToken(sign(text), text, false, token.start(), token.end());
        };
    }

    private static Kind sign(String text) {
        if (text.startsWith("$") && text.length() > 1) {
            return Kind.PARAMETER;
        }
        boolean operator = text.equals("::") || OPERATOR_CHARACTERS.indexOf(text.charAt(0)) >= 0;
        return operator ? Kind.OPERATOR : Kind.PUNCTUATION;
    }

    /** Whether this is one of these keywords, given in lower case. */
    public boolean isWord(Set<String> words) {
        return kind == Kind.NAME && !quoted && words.contains(text.toLowerCase(Locale.ROOT));
    }

    public boolean isWord(String word) {
        return isWord(Set.of(word));
    }

    public boolean isSign(String sign) {
        return (kind == Kind.PUNCTUATION || kind == Kind.OPERATOR) && text.equals(sign);
    }

    public boolean isParameter() {
        return kind == Kind.PARAMETER;
    }

    /** The number of a parameter. */
    public int number() {
        return Integer.parseInt(text.substring(1));
    }

    /** A name that a table or a column can have; keywords among them are for the caller to tell. */
    public boolean isName() {
        return kind == Kind.NAME;
    }
}
