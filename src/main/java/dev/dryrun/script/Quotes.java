package dev.dryrun.script;

/** Where quotes and comments end. Each method returns the offset behind the end, or {@link #MISSING}. */
final class Quotes {

    static final int MISSING = -1;

    private Quotes() {}

    /**
     * The end of a {@code '…'} string. Strings that only white space with a line break keeps apart are one string in
     * SQL, and the parts behind the first keep its escapes: {@code E'a'} newline {@code 'it\'s'}.
     *
     * @param quote the offset of the opening quote
     * @param backslashEscapes as in {@code E'…'}
     */
    static int endOfString(String text, int quote, boolean backslashEscapes) {
        int end = endOfPart(text, quote, backslashEscapes);
        while (end != MISSING) {
            int next = continuation(text, end);
            if (next == MISSING) {
                return end;
            }
            end = endOfPart(text, next, backslashEscapes);
        }
        return MISSING;
    }

    private static int endOfPart(String text, int quote, boolean backslashEscapes) {
        for (int at = quote + 1; at < text.length(); at++) {
            char c = text.charAt(at);
            if (c == '\\' && backslashEscapes) {
                at++;
            } else if (c == '\'') {
                if (!text.startsWith("'", at + 1)) {
                    return at + 1;
                }
                at++;
            }
        }
        return MISSING;
    }

    private static int continuation(String text, int end) {
        boolean lineBreak = false;
        for (int at = end; at < text.length(); ) {
            char c = text.charAt(at);
            if (Lexer.isSpace(c)) {
                lineBreak |= c == '\n' || c == '\r';
                at++;
            } else if (text.startsWith("--", at)) {
                at = endOfLine(text, at);
            } else {
                return c == '\'' && lineBreak ? at : MISSING;
            }
        }
        return MISSING;
    }

    /** The end of a {@code "…"} identifier, in which a quote is written twice. */
    static int endOfIdentifier(String text, int quote) {
        int at = text.indexOf('"', quote + 1);
        while (at >= 0 && text.startsWith("\"", at + 1)) {
            at = text.indexOf('"', at + 2);
        }
        return at < 0 ? MISSING : at + 1;
    }

    /** The end of a {@code $tag$} at {@code dollar}, or MISSING where that dollar opens no string. */
    static int endOfDollarTag(String text, int dollar) {
        int at = dollar + 1;
        if (at < text.length() && Lexer.startsIdentifier(text.charAt(at))) {
            while (at < text.length() && text.charAt(at) != '$' && Lexer.continuesIdentifier(text.charAt(at))) {
                at++;
            }
        }
        return text.startsWith("$", at) ? at + 1 : MISSING;
    }

    static int endOfDollarString(String text, int dollar, int endOfTag) {
        int close = text.indexOf(text.substring(dollar, endOfTag), endOfTag);
        return close < 0 ? MISSING : close + (endOfTag - dollar);
    }

    /** The end of a comment in slashes and stars; such comments nest. */
    static int endOfComment(String text, int start) {
        int depth = 1;
        int at = start + 2;
        while (depth > 0 && at < text.length()) {
            if (text.startsWith("/*", at)) {
                depth++;
                at += 2;
            } else if (text.startsWith("*/", at)) {
                depth--;
                at += 2;
            } else {
                at++;
            }
        }
        return depth > 0 ? MISSING : at;
    }

    /** The end of the line that {@code start} lies in; a carriage return ends a comment as a line feed does. */
    static int endOfLine(String text, int start) {
        int at = start;
        while (at < text.length() && text.charAt(at) != '\n' && text.charAt(at) != '\r') {
            at++;
        }
        return at;
    }
}
