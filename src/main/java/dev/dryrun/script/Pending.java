package dev.dryrun.script;

/**
 * The statement that is being read: its text so far, verbatim from its first token on, less what psql takes out
 * (commands in the middle of a statement, the backslash of {@code \;}).
 */
final class Pending {

    private static final int NOTHING = -1;

    private final String source;
    private final StringBuilder pieces = new StringBuilder();
    private int start = NOTHING;
    private int pieceStart;
    private boolean joined;

    Pending(String source) {
        this.source = source;
    }

    boolean isEmpty() {
        return start == NOTHING;
    }

    /** The offset of the statement's first token. */
    int start() {
        return start;
    }

    /** Whether a {@code \;} stands in it. */
    boolean isJoined() {
        return joined;
    }

    void take(Token token) {
        if (isEmpty()) {
            startAt(token.start());
        }
    }

    /** Takes a character in without its backslash. A semicolon before everything else separates nothing. */
    void takeEscaped(Token token) {
        boolean semicolon = token.text().equals("\\;");
        if (!isEmpty()) {
            joined |= semicolon;
            leaveOut(token.start(), token.start() + 1);
        } else if (!semicolon) {
            startAt(token.start() + 1);
        }
    }

    private void startAt(int offset) {
        start = offset;
        pieceStart = offset;
    }

    /** Leaves a stretch of the source out of the statement, if one has begun. */
    void leaveOut(int from, int to) {
        if (!isEmpty()) {
            pieces.append(source, pieceStart, from);
            pieceStart = to;
        }
    }

    /** The statement's text up to {@code end}, without white space at its end. */
    String textUpTo(int end) {
        int length = pieces.append(source, pieceStart, end).length();
        while (length > 0 && Lexer.isSpace(pieces.charAt(length - 1))) {
            length--;
        }
        return pieces.substring(0, length);
    }

    void clear() {
        pieces.setLength(0);
        start = NOTHING;
        joined = false;
    }
}
