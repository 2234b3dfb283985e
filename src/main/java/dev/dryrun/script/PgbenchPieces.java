package dev.dryrun.script;

import dev.dryrun.plan.BadInput;
import dev.dryrun.script.Token.Kind;
import java.util.ArrayList;
import java.util.List;

/** Splits a script of pgbench into its statements and commands, where pgbench does. */
public final class PgbenchPieces {

    /** A part of a script. */
    public sealed interface Piece {

        int line();

        /** A statement, or several that {@code \;} joins. */
        record Sql(String text, int line) implements Piece {}

        /** A backslash command with its name in lower case, and what follows on its line. */
        record Command(String name, String arguments, int line) implements Piece {}
    }

    private final String text;
    private final Place place;
    private final Lexer lexer;
    private final Nesting nesting = new Nesting();
    private final List<Piece> pieces = new ArrayList<>();
    private final StringBuilder statement = new StringBuilder();
    private int start;
    private int copied;

    private PgbenchPieces(SourceText source) {
        text = source.withoutByteOrderMark();
        place = new Place(source.file(), text);
        lexer = new Lexer(text);
    }

    /** @throws BadInput where a quote, comment or parenthesis is not closed */
    public static List<Piece> of(SourceText source) {
        return new PgbenchPieces(source).read();
    }

    private List<Piece> read() {
        boolean empty = true;
        for (Token token = lexer.next(); !token.is(Kind.END); token = lexer.next()) {
            if (!token.closed()) {
                throw place.refuse(token.start(), "a quote or comment is not closed", "close it");
            }
            if (token.is(Kind.BACKSLASH)) {
                end(empty, token.start());
                empty = true;
                command(token.start());
            } else if (token.isSymbol(';') && nesting.atTop()) {
                end(empty, token.start());
                empty = true;
            } else {
                if (empty) {
                    start = token.start();
                    copied = start;
                    empty = false;
                }
                take(token);
            }
        }
        nesting.stillOpen().ifPresent(open -> {
            throw place.refuse(open.start(), "a parenthesis or BEGIN is not closed", "close it");
        });
        end(empty, text.length());
        return pieces;
    }

    private void take(Token token) {
        if (token.is(Kind.ESCAPED)) {
            statement.append(text, copied, token.start());
            copied = token.start() + 1;
        }
        nesting.take(token);
    }

    private void end(boolean empty, int end) {
        if (!empty) {
            String sql = statement.append(text, copied, end).toString().strip();
            pieces.add(new Piece.Sql(sql, place.line(start)));
        }
        statement.setLength(0);
        nesting.reset();
    }

    /** Reaches to the end of the line, and over it where a backslash stands there. */
    private void command(int backslash) {
        int end = Quotes.endOfLine(text, backslash);
        while (end > backslash + 1 && text.charAt(end - 1) == '\\' && end < text.length()) {
            int next = text.startsWith("\r\n", end) ? end + 2 : end + 1;
            end = Quotes.endOfLine(text, next);
        }
        String[] words = text.substring(backslash + 1, end)
                .replaceAll("\\\\\\r?\\n", " ")
                .strip()
                .split("\\s+", 2);
        pieces.add(new Piece.Command(
                QuotedName.folded(words[0]), words.length > 1 ? words[1] : "", place.line(backslash)));
        lexer.resumeAt(end);
    }
}
