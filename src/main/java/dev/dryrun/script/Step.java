package dev.dryrun.script;

import java.nio.CharBuffer;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * One statement (or group of statements joined with {@code \;}) as it is sent to the server.
 *
 * @param number from 1 over all files of the migration
 * @param line of the statement's first token, after leading comments
 * @param sql verbatim, without leading comments and the final semicolon
 * @param kind in words, for the reader: {@code ALTER TABLE}, {@code CREATE INDEX CONCURRENTLY}
 */
public record Step(int number, String file, int line, String sql, String kind, Protocol protocol) implements Command {

    public Step {
        if (number < 1 || line < 1) {
            throw new IllegalArgumentException("step " + number + " on line " + line);
        }
        if (sql.isBlank() || kind.isBlank()) {
            throw new IllegalArgumentException("step " + number + " has no text or no kind");
        }
    }

    /**
     * What a migration tool sent as one text: a statement, or several, or (empty) none at all. It stands in no file, so
     * its file has no name.
     */
    public static Optional<Step> received(int number, String text) {
        List<String> statements = Statements.in(text);
        if (statements.isEmpty()) {
            return Optional.empty();
        }
        boolean single = statements.size() == 1;
        Protocol protocol = single ? new Protocol.Extended() : new Protocol.SimpleGroup(statements.size());
        String sql = single ? statements.get(0).strip() : text.strip();
        return Optional.of(new Step(number, "", 1, sql, StatementKind.of(sql, protocol), protocol));
    }

    /** Whether it begins, ends or shapes a transaction (BEGIN, COMMIT, SAVEPOINT, SET TRANSACTION …). */
    public boolean controlsTransaction() {
        if (protocol instanceof Protocol.SimpleGroup) {
            return Statements.in(sql).stream().map(StatementKind::of).anyMatch(StatementKind::controlsTransaction);
        }
        return StatementKind.controlsTransaction(kind);
    }

    /** The rows that follow the statement, where it is a COPY FROM STDIN. */
    public Optional<CharBuffer> copyData() {
        return protocol instanceof Protocol.CopyIn copy
                ? Optional.of(copy.rows().chars())
                : Optional.empty();
    }

    /** Every name and keyword that the statement mentions, as {@link Identifiers} describes. */
    public Set<String> identifiers() {
        return Identifiers.in(sql);
    }

    Step numbered(int newNumber) {
        return new Step(newNumber, file, line, sql, kind, protocol);
    }
}
