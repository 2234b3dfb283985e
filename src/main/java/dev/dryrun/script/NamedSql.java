package dev.dryrun.script;

import dev.dryrun.script.Token.Kind;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * SQL whose parameters have names, {@code WHERE id = :id}, as the driver takes it.
 *
 * @param sql with {@code ?} for each parameter, and {@code ??} for each question mark of an operator
 * @param names of the parameters in their order
 * @param elsewhere names that stand behind a colon where a parameter cannot: in strings and quoted names, or as part of a
 *     word
 * @param statements how many statements it holds
 * @param fault what keeps it from being sent
 */
public record NamedSql(String sql, List<String> names, Set<String> elsewhere, int statements, Optional<String> fault) {

    private static final Pattern MENTIONED =
            Pattern.compile("(?<!:):([A-Za-z_\\x80-\\uFFFF][A-Za-z0-9_\\x80-\\uFFFF]*)");

    public NamedSql {
        names = List.copyOf(names);
        elsewhere = Set.copyOf(elsewhere);
    }

    /** Reads it as psql's scanner would. A semicolon at its end is left out. */
    public static NamedSql of(String text) {
        StringBuilder sql = new StringBuilder();
        List<String> names = new ArrayList<>();
        Optional<String> fault = Optional.empty();
        Set<String> elsewhere = new HashSet<>();
        Lexer lexer = new Lexer(text);
        int from = 0;
        int end = 0;
        for (Token token = lexer.next(); !token.is(Kind.END); token = lexer.next()) {
            if (isQuote(token)) {
                MENTIONED.matcher(token.text()).results().forEach(found -> elsewhere.add(found.group(1)));
            }
            if (!token.isSymbol(';')) {
                end = token.end();
            }
            if (isParameter(token)) {
                if (token.start() > 0 && Lexer.continuesIdentifier(text.charAt(token.start() - 1))) {
                    elsewhere.add(token.text().substring(1));
                }
                names.add(token.text().substring(1));
                sql.append(text, from, token.start()).append('?');
                from = token.end();
            } else if (token.isSymbol('?')) {
                sql.append(text, from, token.end()).append('?');
                from = token.end();
            }
            fault = fault.isPresent() ? fault : faultOf(token);
        }
        String whole = end > from ? sql.append(text, from, end).toString() : sql.toString();
        return new NamedSql(whole.strip(), names, elsewhere, Statements.in(text).size(), fault);
    }

    /** The text with the question marks of operators doubled, and the variables as they are. */
    public static String doubled(String text) {
        StringBuilder sql = new StringBuilder();
        Lexer lexer = new Lexer(text);
        int from = 0;
        for (Token token = lexer.next(); !token.is(Kind.END); token = lexer.next()) {
            if (token.isSymbol('?')) {
                sql.append(text, from, token.end()).append('?');
                from = token.end();
            }
        }
        return sql.append(text.substring(from)).toString();
    }

    private static Optional<String> faultOf(Token token) {
        if (!token.closed()) {
            return Optional.of("a quote or comment in it is not closed");
        }
        if (token.is(Kind.VARIABLE) && "'\"{".indexOf(token.text().charAt(1)) >= 0) {
            return Optional.of(token.text() + " is psql's; a parameter is written " + ":"
                    + Reference.of(token.text()).name() + ", and needs no quotes");
        }
        if (token.is(Kind.SYMBOL) && token.text().startsWith("$") && token.end() - token.start() > 1) {
            return Optional.of(token.text() + " is a parameter without a name; write :name");
        }
        return Optional.empty();
    }

    private static boolean isParameter(Token token) {
        return token.is(Kind.VARIABLE) && Lexer.startsIdentifier(token.text().charAt(1));
    }

    private static boolean isQuote(Token token) {
        return token.is(Kind.STRING) || token.is(Kind.DOLLAR_STRING) || token.is(Kind.QUOTED_IDENTIFIER);
    }
}
