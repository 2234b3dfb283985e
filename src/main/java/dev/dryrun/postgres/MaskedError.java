package dev.dryrun.postgres;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What the server said of a statement, without the user's data in it. Names of relations, columns and constraints stay,
 * and so does every word that the statement itself holds, where that is the user's own.
 */
public final class MaskedError {

    /** Takes the place of a value. */
    static final String VALUE = "…";

    /** The classes of errors that the server's own messages have; what functions raise has P0 or a code of its own. */
    private static final Pattern SERVERS_OWN =
            Pattern.compile("|(?:0[0-9A-Z]|2[0-9A-Z]|3[0-9A-Z]|4[0-9A-Z]|5[0-9A-Z]|F0|HV|XX|72).*");

    /** RAISE NOTICE and RAISE WARNING take these unless they are told another; the server's own do so as well. */
    private static final Pattern RAISED_OR_NOT = Pattern.compile("00000|01000");

    private static final Pattern QUOTED = Pattern.compile("\"(.*)\"|\".*", Pattern.DOTALL);
    private static final Pattern WORD = Pattern.compile("\\S+");
    private static final Pattern MARKS = Pattern.compile("^\\W+|\\W+$", Pattern.UNICODE_CHARACTER_CLASS);
    private static final Pattern KEY = Pattern.compile("\\) ?= ?\\(.*\\)", Pattern.DOTALL);
    private static final Pattern ROW = Pattern.compile("contains \\(.*\\)", Pattern.DOTALL);

    private MaskedError() {}

    /** @param sql the statement, of which nothing is masked */
    public static ServerError of(ServerError error, String sql) {
        return new ServerError(
                error.severity(),
                error.sqlState(),
                message(error.sqlState(), error.message(), sql),
                error.detail().map(text -> detail(error.sqlState(), text, sql)),
                error.hint().map(text -> isServersOwn(error.sqlState()) ? text : words(text, sql)),
                error.position());
    }

    static String message(String sqlState, String message, String sql) {
        if (!isServersOwn(sqlState)) {
            return words(message, sql);
        }
        // A syntax error in a statement that a function has put together quotes what it was put together from.
        boolean quotesData = sqlState.startsWith("22") || sqlState.startsWith("42601");
        return quotesData ? quoted(message, sql).replaceAll("0x[0-9a-f]{2}", VALUE) : message;
    }

    static String detail(String sqlState, String detail, String sql) {
        if (sqlState.startsWith("23") || sqlState.startsWith("44")) {
            return values(detail).orElse(VALUE);
        }
        return sqlState.startsWith("22") || !isServersOwn(sqlState) ? words(detail, sql) : detail;
    }

    /** A detail that tells of a row or key in one of the server's forms, without its values. */
    static Optional<String> values(String detail) {
        Matcher key = KEY.matcher(detail);
        if (key.find()) {
            return Optional.of(key.replaceFirst(")=(" + VALUE + ")"));
        }
        Matcher row = ROW.matcher(detail);
        return row.find() ? Optional.of(row.replaceFirst("contains (" + VALUE + ")")) : Optional.empty();
    }

    private static boolean isServersOwn(String sqlState) {
        return SERVERS_OWN.matcher(sqlState).matches()
                && !RAISED_OR_NOT.matcher(sqlState).matches();
    }

    private static String quoted(String message, String sql) {
        return QUOTED.matcher(message)
                .replaceAll(match -> Matcher.quoteReplacement(
                        match.group(1) != null && holds(sql, match.group(1)) ? match.group() : "\"" + VALUE + "\""));
    }

    /** Only the words that the statement holds as well. */
    static String words(String text, String sql) {
        return WORD.matcher(text)
                .replaceAll(match -> Matcher.quoteReplacement(
                        holds(sql, MARKS.matcher(match.group()).replaceAll("")) ? match.group() : VALUE))
                .replaceAll(VALUE + "(?:\\s+" + VALUE + ")+", VALUE);
    }

    private static boolean holds(String sql, String text) {
        return !text.isEmpty() && sql.contains(text);
    }
}
