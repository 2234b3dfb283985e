package dev.dryrun.script;

import dev.dryrun.script.Token.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * A partition that a statement detaches without blocking queries of its parent: a first transaction marks it as being
 * detached, and another one, which may be left to FINALIZE, locks it.
 *
 * @see <a href="https://www.postgresql.org/docs/current/sql-altertable.html">ALTER TABLE</a>
 */
public record Detachment(Form form, Optional<String> schema, String name) {

    /** The last word of the statement. */
    public enum Form {
        CONCURRENTLY,
        FINALIZE
    }

    /** Empty for a step that does nothing of the kind. */
    public static Optional<Detachment> of(Step step) {
        List<Token> tokens = tokens(step.sql());
        return step.kind().equals("ALTER TABLE") && !tokens.isEmpty()
                ? form(tokens.get(tokens.size() - 1)).flatMap(form -> of(form, tokens))
                : Optional.empty();
    }

    private static Optional<Form> form(Token last) {
        for (Form form : Form.values()) {
            if (last.isWord(form.name().toLowerCase(Locale.ROOT))) {
                return Optional.of(form);
            }
        }
        return Optional.empty();
    }

    private static Optional<Detachment> of(Form form, List<Token> tokens) {
        for (int i = 1; i < tokens.size(); i++) {
            if (tokens.get(i - 1).isWord("DETACH") && tokens.get(i).isWord("PARTITION")) {
                return named(form, tokens.subList(i + 1, tokens.size() - 1));
            }
        }
        return Optional.empty();
    }

    /** Of a name with a schema or without; any other leaves nothing told. */
    private static Optional<Detachment> named(Form form, List<Token> name) {
        boolean qualified = name.size() == 3 && name.get(1).isSymbol('.');
        if (name.size() != 1 && !qualified) {
            return Optional.empty();
        }
        Optional<String> schema = qualified ? Optional.of(identifier(name.get(0))) : Optional.empty();
        return Optional.of(new Detachment(form, schema, identifier(name.get(name.size() - 1))));
    }

    private static String identifier(Token token) {
        return token.is(Kind.QUOTED_IDENTIFIER) ? QuotedName.unquoted(token.text()) : QuotedName.folded(token.text());
    }

    private static List<Token> tokens(String sql) {
        List<Token> tokens = new ArrayList<>();
        Lexer lexer = new Lexer(sql);
        for (Token token = lexer.next(); !token.is(Kind.END); token = lexer.next()) {
            tokens.add(token);
        }
        return tokens;
    }
}
