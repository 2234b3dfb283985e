package dev.dryrun.script;

import dev.dryrun.script.Token.Kind;

/**
 * Reads SQL token by token by the rules of psql's own scanner ({@code src/fe_utils/psqlscan.l} of PostgreSQL) with
 * {@code standard_conforming_strings} on. White space and comments are passed over.
 */
final class Lexer {

    private final String text;
    private int position;

    Lexer(String text) {
        this.text = text;
    }

    /** The offset behind the last token. */
    int position() {
        return position;
    }

    /** Goes on at another offset, past text that is no SQL. */
    void resumeAt(int offset) {
        position = offset;
    }

    /** The next token; for ever {@link Kind#END} when there is none left. */
    Token next() {
        while (position < text.length()) {
            if (isSpace(text.charAt(position))) {
                position++;
            } else if (text.startsWith("--", position)) {
                position = Quotes.endOfLine(text, position);
            } else if (text.startsWith("/*", position)) {
                Token comment = upTo(Kind.COMMENT, Quotes.endOfComment(text, position));
                if (!comment.closed()) {
                    return comment;
                }
            } else {
                return token(text.charAt(position));
            }
        }
        return upTo(Kind.END, position);
    }

    private Token token(char first) {
        if (first == '\'') {
            return string(position, false);
        }
        if (first == '"') {
            return upTo(Kind.QUOTED_IDENTIFIER, Quotes.endOfIdentifier(text, position));
        }
        if (startsIdentifier(first)) {
            return wordOrPrefixedQuote(first);
        }
        if (isDigit(first)) {
            return upTo(Kind.NUMBER, endOfDigits(position));
        }
        return switch (first) {
            case '$' -> dollar();
            case '\\' -> backslash();
            case ':' -> colon();
            default -> upTo(Kind.SYMBOL, position + 1);
        };
    }

    private Token wordOrPrefixedQuote(char first) {
        boolean unicode = first == 'u' || first == 'U';
        if (unicode && text.startsWith("&\"", position + 1)) {
            return upTo(Kind.QUOTED_IDENTIFIER, Quotes.endOfIdentifier(text, position + 2));
        }
        if (unicode && text.startsWith("&'", position + 1)) {
            return string(position + 2, false);
        }
        if ("eEbBxXnN".indexOf(first) >= 0 && text.startsWith("'", position + 1)) {
            return string(position + 1, first == 'e' || first == 'E');
        }
        return upTo(Kind.WORD, endOfWord(position));
    }

    private Token string(int quote, boolean backslashEscapes) {
        return upTo(Kind.STRING, Quotes.endOfString(text, quote, backslashEscapes));
    }

    private Token dollar() {
        int endOfTag = Quotes.endOfDollarTag(text, position);
        if (endOfTag != Quotes.MISSING) {
            return upTo(Kind.DOLLAR_STRING, Quotes.endOfDollarString(text, position, endOfTag));
        }
        return upTo(Kind.SYMBOL, endOfDigits(position + 1));
    }

    private Token colon() {
        if (text.startsWith("::", position) || text.startsWith(":=", position)) {
            return upTo(Kind.SYMBOL, position + 2);
        }
        int end = Reference.end(text, position);
        return end == Quotes.MISSING ? upTo(Kind.SYMBOL, position + 1) : upTo(Kind.VARIABLE, end);
    }

    private Token backslash() {
        boolean escaped = text.startsWith(";", position + 1) || text.startsWith(":", position + 1);
        return escaped ? upTo(Kind.ESCAPED, position + 2) : upTo(Kind.BACKSLASH, position + 1);
    }

    /** Letters behind the digits are no identifier of their own: exponents, hexadecimal digits, or a mistake. */
    private int endOfDigits(int start) {
        int end = start;
        while (end < text.length() && isDigit(text.charAt(end))) {
            end++;
        }
        return end > start && end < text.length() && startsIdentifier(text.charAt(end)) ? endOfWord(end) : end;
    }

    private int endOfWord(int start) {
        int end = start + 1;
        while (end < text.length() && continuesIdentifier(text.charAt(end))) {
            end++;
        }
        return end;
    }

    private Token upTo(Kind kind, int end) {
        boolean closed = end != Quotes.MISSING;
        Token token = new Token(kind, text, position, closed ? end : text.length(), closed);
        position = token.end();
        return token;
    }

    static boolean isSpace(char c) {
        return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f';
    }

    /** Every character outside ASCII counts as a letter, as it does in Postgres. */
    static boolean startsIdentifier(char c) {
        return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c == '_' || c >= 0x80;
    }

    static boolean continuesIdentifier(char c) {
        return startsIdentifier(c) || isDigit(c) || c == '$';
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }
}
