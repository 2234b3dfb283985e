package dev.dryrun.script;

import dev.dryrun.script.Template.Mark;
import java.util.ArrayList;
import java.util.List;

/**
 * The statement that is being read, from its first token on, with marks on its variables and on what psql takes out
 * (commands in the middle of a statement, the backslash of {@code \;}).
 */
final class Pending {

    private static final int NOTHING = -1;

    private final String source;
    private final boolean takesVariables;
    private List<Mark> marks = List.of();
    private int start = NOTHING;
    private boolean joined;

    Pending(String source, boolean takesVariables) {
        this.source = source;
        this.takesVariables = takesVariables;
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
            start = token.start();
        }
        if (takesVariables && token.is(Token.Kind.VARIABLE)) {
            mark(new Mark(token.start(), token.end(), true));
        }
    }

    /** Takes a character in without its backslash. A semicolon before everything else separates nothing. */
    void takeEscaped(Token token) {
        boolean semicolon = token.text().equals("\\;");
        if (!isEmpty()) {
            joined |= semicolon;
            leaveOut(token.start(), token.start() + 1);
        } else if (!semicolon) {
            start = token.start() + 1;
        }
    }

    boolean hasVariables() {
        return marks.stream().anyMatch(Mark::variable);
    }

    /** Leaves a stretch of the source out of the statement, if one has begun. */
    void leaveOut(int from, int to) {
        if (!isEmpty()) {
            mark(new Mark(from, to, false));
        }
    }

    private void mark(Mark mark) {
        if (marks.isEmpty()) {
            marks = new ArrayList<>();
        }
        marks.add(mark);
    }

    /** The statement up to {@code end}, without white space at its end. */
    Template upTo(int end) {
        int last = end;
        int at = marks.size() - 1;
        while (last > start) {
            if (at >= 0 && marks.get(at).to() == last && !marks.get(at).variable()) {
                last = marks.get(at--).from();
            } else if (Lexer.isSpace(source.charAt(last - 1))) {
                last--;
            } else {
                break;
            }
        }
        return new Template(source, start, last, marks.subList(0, at + 1));
    }

    void clear() {
        marks = List.of();
        start = NOTHING;
        joined = false;
    }
}
