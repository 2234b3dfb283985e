package dev.dryrun.script;

import dev.dryrun.script.Token.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The statements of a file that a migration tool hands to its driver, with their places. What only psql understands is
 * refused: to the server it would be a syntax error.
 */
final class ToolStatements {

    /** One statement, from its first token up to and with its semicolon. */
    record Statement(int start, int end, String sql) {

        String kind() {
            return StatementKind.of(sql);
        }
    }

    private final SourceText source;
    private final MigrationFormat format;
    private final Lexer lexer;
    private final Nesting nesting = new Nesting();
    private final List<Statement> statements = new ArrayList<>();
    private Optional<Token> first = Optional.empty();
    private Optional<Token> unclosed = Optional.empty();

    private ToolStatements(SourceText source, MigrationFormat format) {
        this.source = source;
        this.format = format;
        this.lexer = new Lexer(source.text());
        lexer.resumeAt(source.text().length() - source.withoutByteOrderMark().length());
    }

    static ToolStatements in(SourceText source, MigrationFormat format) {
        ToolStatements all = new ToolStatements(source, format);
        all.read();
        return all;
    }

    List<Statement> list() {
        return statements;
    }

    /** The quote, comment, parenthesis or body that the text opens and does not close. */
    Optional<Token> stillOpen() {
        return unclosed.or(nesting::stillOpen);
    }

    private void read() {
        for (Token token = lexer.next(); !token.is(Kind.END); token = lexer.next()) {
            if (!token.closed()) {
                unclosed = Optional.of(token);
            }
            if (token.is(Kind.BACKSLASH) || token.is(Kind.ESCAPED)) {
                throw source.place()
                        .refuse(
                                token.start(),
                                "a psql command in a file for " + format.text(),
                                format.text() + " would send it to the server, which knows no backslash commands");
            }
            take(token);
        }
        end(source.text().length(), source.text().length());
    }

    private void take(Token token) {
        if (token.isSymbol(';') && nesting.atTop()) {
            end(token.start(), token.end());
            nesting.reset();
        } else {
            nesting.take(token);
            first = first.or(() -> Optional.of(token));
        }
    }

    private void end(int endOfSql, int end) {
        if (first.isPresent()) {
            int start = first.get().start();
            statements.add(new Statement(start, end, source.text().substring(start, endOfSql)));
            first = Optional.empty();
            passRows(statements.get(statements.size() - 1));
        }
    }

    private void passRows(Statement statement) {
        if (!InlineRows.follow(statement.sql())) {
            return;
        }
        if (!format.sendsRows()) {
            throw source.place()
                    .refuse(
                            statement.start(),
                            "COPY FROM STDIN in a file for " + format.text(),
                            format.text() + " has no rows to send: write INSERT");
        }
        lexer.resumeAt(InlineRows.read(source.text(), statement.end()).end());
    }
}
