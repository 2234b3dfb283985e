package dev.dryrun.script;

import dev.dryrun.script.Token.Kind;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * How deep a statement is nested, counted as psql counts: by parentheses everywhere, and by BEGIN, CASE and END in
 * statements that begin with CREATE FUNCTION or PROCEDURE, for bodies in {@code BEGIN ATOMIC … END}.
 */
final class Nesting {

    private static final Set<String> ROUTINE_BEGINNINGS =
            Set.of("create function", "create procedure", "create or replace function", "create or replace procedure");
    private static final int LONGEST_BEGINNING = 4;

    private int parentheses;
    private int blocks;
    private Optional<Token> outermost = Optional.empty();
    private int words;
    private String beginning = "";
    private boolean routine;

    void take(Token token) {
        if (token.isSymbol('(')) {
            remember(token);
            parentheses++;
        } else if (token.isSymbol(')')) {
            parentheses = Math.max(0, parentheses - 1);
        } else if (token.is(Kind.WORD)) {
            takeWord(token);
        }
    }

    private void takeWord(Token token) {
        if (words++ < LONGEST_BEGINNING) {
            beginning = (beginning + " " + token.text().toLowerCase(Locale.ROOT)).strip();
            routine |= ROUTINE_BEGINNINGS.contains(beginning);
        }
        if (!routine || parentheses > 0) {
            return;
        }
        if (token.isWord("begin") || blocks > 0 && token.isWord("case")) {
            remember(token);
            blocks++;
        } else if (token.isWord("end")) {
            blocks = Math.max(0, blocks - 1);
        }
    }

    private void remember(Token opening) {
        if (atTop()) {
            outermost = Optional.of(opening);
        }
    }

    /** Whether a semicolon here ends the statement. */
    boolean atTop() {
        return parentheses == 0 && blocks == 0;
    }

    /** The outermost parenthesis or BEGIN that is still open. */
    Optional<Token> stillOpen() {
        return atTop() ? Optional.empty() : outermost;
    }

    /** A new statement begins; as in psql a semicolon that does not end the text leaves open parentheses open. */
    void beginStatement() {
        words = 0;
        beginning = "";
        routine = false;
    }

    /** What is open is forgotten, as psql does after a forced send. */
    void reset() {
        parentheses = 0;
        blocks = 0;
        beginStatement();
    }
}
