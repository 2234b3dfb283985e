package dev.dryrun.script;

import dev.dryrun.script.Token.Kind;
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;

/**
 * The names that a statement mentions, so that the tables among them can be found. Everything that reads as an
 * identifier counts, keywords and function bodies in dollar quotes included; strings and comments do not.
 */
final class Identifiers {

    private final Set<String> names = new LinkedHashSet<>();
    private final Deque<String> unread = new ArrayDeque<>();
    private Optional<String> lastName = Optional.empty();
    private Optional<String> qualifier = Optional.empty();

    private Identifiers() {}

    /**
     * Each name as Postgres keeps it: in lower case unless quoted, without quotes. A dotted name adds its parts and
     * each neighbouring pair: {@code a.b.c} gives a, b, c, a.b and b.c.
     */
    static Set<String> in(String sql) {
        Identifiers identifiers = new Identifiers();
        identifiers.unread.add(sql);
        while (!identifiers.unread.isEmpty()) {
            identifiers.read(identifiers.unread.remove());
        }
        return Collections.unmodifiableSet(identifiers.names);
    }

    private void read(String sql) {
        Lexer lexer = new Lexer(sql);
        forgetName();
        for (Token token = lexer.next(); !token.is(Kind.END); token = lexer.next()) {
            if (token.is(Kind.WORD)) {
                add(QuotedName.folded(token.text()));
            } else if (token.is(Kind.QUOTED_IDENTIFIER) && token.closed()) {
                add(QuotedName.unquoted(token.text()));
            } else if (token.isSymbol('.')) {
                qualifier = lastName;
                lastName = Optional.empty();
            } else {
                forgetName();
                lookInside(token, lexer);
            }
        }
    }

    private void lookInside(Token token, Lexer lexer) {
        if (token.is(Kind.DOLLAR_STRING) && token.closed()) {
            int tag = Quotes.endOfDollarTag(token.source(), token.start()) - token.start();
            unread.add(token.source().substring(token.start() + tag, token.end() - tag));
        } else if (!token.closed()) {
            // A body in another language: its apostrophe or quote opens nothing.
            lexer.resumeAt(token.start() + 1);
        }
    }

    private void add(String name) {
        names.add(name);
        qualifier.ifPresent(schema -> names.add(schema + "." + name));
        qualifier = Optional.empty();
        lastName = Optional.of(name);
    }

    private void forgetName() {
        lastName = Optional.empty();
        qualifier = Optional.empty();
    }
}
