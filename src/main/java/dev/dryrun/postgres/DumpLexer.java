package dev.dryrun.postgres;

/**
 * Follows the SQL of a plain dump byte by byte, so that a line inside a function's body or a text is never taken for a
 * statement of pg_dump's own.
 */
final class DumpLexer {

    /** What the next byte belongs to. */
    private enum State {
        CODE,
        LINE_COMMENT,
        BLOCK_COMMENT,
        STRING,
        ESCAPE_STRING,
        NAME,
        TAG,
        BODY
    }

    private final StringBuilder tag = new StringBuilder();
    private State state = State.CODE;
    private State text = State.STRING;
    private int depth;
    private int matched;
    private int before;
    private int previous;
    private boolean escaped;

    /** Whether what follows is neither in a quotation nor in a comment. */
    boolean inCode() {
        return state == State.CODE || state == State.TAG;
    }

    void accept(byte[] bytes, int from, int to) {
        for (int at = from; at < to; at++) {
            int next = bytes[at] & 0xff;
            step(next);
            before = previous;
            previous = next;
        }
    }

    private void step(int next) {
        switch (state) {
            case CODE -> code(next);
            case LINE_COMMENT -> state = next == '\n' ? State.CODE : state;
            case BLOCK_COMMENT -> blockComment(next);
            case STRING -> state = next == '\'' ? State.CODE : state;
            case ESCAPE_STRING -> escapeString(next);
            case NAME -> state = next == '"' ? State.CODE : state;
            case TAG -> tag(next);
            case BODY -> body(next);
            default -> throw new IllegalStateException("no such state: " + state);
        }
    }

    private void code(int next) {
        if (next == '\'') {
            // A doubled quote leaves the text, and enters it again as what it was.
            if (previous != '\'') {
                boolean escapes = (previous | 0x20) == 'e' && !isNamePart(before);
                text = escapes ? State.ESCAPE_STRING : State.STRING;
            }
            state = text;
        } else if (next == '"') {
            state = State.NAME;
        } else if (next == '-' && previous == '-') {
            state = State.LINE_COMMENT;
        } else if (next == '*' && previous == '/') {
            state = State.BLOCK_COMMENT;
            depth = 1;
            previous = 0;
        } else if (next == '$' && !isNamePart(previous)) {
            state = State.TAG;
            tag.setLength(0);
            tag.append('$');
        }
    }

    private void blockComment(int next) {
        if (next == '/' && previous == '*') {
            depth--;
        } else if (next == '*' && previous == '/') {
            depth++;
        }
        state = depth == 0 ? State.CODE : state;
    }

    private void escapeString(int next) {
        if (escaped) {
            escaped = false;
        } else if (next == '\\') {
            escaped = true;
        } else if (next == '\'') {
            state = State.CODE;
        }
    }

    private void tag(int next) {
        if (next == '$') {
            tag.append('$');
            state = State.BODY;
            matched = 0;
        } else if (isNamePart(next)) {
            tag.append((char) next);
        } else {
            // A parameter or a lone sign; the byte may begin something itself.
            state = State.CODE;
            code(next);
        }
    }

    private void body(int next) {
        if (next == tag.charAt(matched)) {
            matched++;
        } else {
            matched = next == '$' ? 1 : 0;
        }
        if (matched == tag.length()) {
            state = State.CODE;
        }
    }

    private static boolean isNamePart(int character) {
        return character >= 'a' && character <= 'z'
                || character >= 'A' && character <= 'Z'
                || character >= '0' && character <= '9'
                || character == '_'
                || character >= 0x80;
    }
}
