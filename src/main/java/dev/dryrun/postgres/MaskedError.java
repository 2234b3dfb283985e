package dev.dryrun.postgres;

import dev.dryrun.script.StatementWords;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.postgresql.util.PSQLException;
import org.postgresql.util.ServerErrorMessage;

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

    private static final String SYNTAX_ERROR = "42601";
    private static final String NOT_SHOWN = "(message of a function, not shown)";
    private static final Pattern QUOTED = Pattern.compile("\"(.*)\"|\".*", Pattern.DOTALL);
    private static final Pattern WORD = Pattern.compile("\\S+");
    private static final Pattern KEY = Pattern.compile("\\) ?= ?\\(.*\\)", Pattern.DOTALL);
    private static final Pattern ROW = Pattern.compile("contains \\(.*\\)", Pattern.DOTALL);

    private final String sqlState;
    private final Origin origin;
    private final StatementWords words;

    private MaskedError(String sqlState, Origin origin, String sql) {
        this.sqlState = sqlState;
        this.origin = origin;
        this.words = StatementWords.of(sql);
    }

    /** @param sql the statement, of which nothing is masked */
    public static ServerError of(ServerError error, String sql) {
        MaskedError masked = new MaskedError(error.sqlState(), error.origin(), sql);
        return new ServerError(
                error.severity(),
                error.sqlState(),
                masked.message(error.message()),
                error.detail().map(masked::detail),
                error.hint().map(text -> masked.isServersOwn() ? text : masked.words(text)),
                error.position(),
                error.origin());
    }

    /** Of an error that the driver reports, the line that tells what is wrong. */
    public static String message(SQLException failed) {
        String state = Optional.ofNullable(failed.getSQLState()).orElse("");
        String told = String.valueOf(failed.getMessage()).lines().findFirst().orElse("");
        ServerErrorMessage server = failed instanceof PSQLException reported ? reported.getServerErrorMessage() : null;
        Origin origin = server == null ? Origin.UNKNOWN : Origin.of(fields(server));
        MaskedError masked = new MaskedError(state, origin, "");
        return masked.isServersOwn() ? masked.message(told.replaceFirst("^ERROR: ", "")) : NOT_SHOWN;
    }

    private static Map<Character, String> fields(ServerErrorMessage error) {
        Map<Character, String> fields = new HashMap<>();
        fields.put('R', error.getRoutine());
        fields.put('F', error.getFile());
        fields.put('W', error.getWhere());
        fields.put('q', error.getInternalQuery());
        fields.values().removeIf(Objects::isNull);
        return fields;
    }

    static String message(String sqlState, String message, Origin origin) {
        return new MaskedError(sqlState, origin, "").message(message);
    }

    private String message(String message) {
        if (!isServersOwn()) {
            return words(message);
        }
        if (sqlState.startsWith("22")) {
            return quoted(message, words::holdValue).replaceAll("0x[0-9a-f]{2}", VALUE);
        }
        // What a function has put together is quoted by a syntax error, or taken for a name.
        boolean quotesData = sqlState.startsWith("42")
                && (origin == Origin.BUILT || sqlState.equals(SYNTAX_ERROR) && origin == Origin.UNKNOWN);
        return quotesData ? quoted(message, words::hold) : message;
    }

    private String detail(String detail) {
        if (sqlState.startsWith("23") || sqlState.startsWith("44")) {
            return values(detail).orElse(VALUE);
        }
        return sqlState.startsWith("22") || !isServersOwn() ? words(detail) : detail;
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

    private boolean isServersOwn() {
        boolean unclear =
                origin == Origin.UNKNOWN && RAISED_OR_NOT.matcher(sqlState).matches();
        return origin != Origin.RAISED && SERVERS_OWN.matcher(sqlState).matches() && !unclear;
    }

    private static String quoted(String message, Predicate<String> isStatements) {
        return QUOTED.matcher(message)
                .replaceAll(match -> Matcher.quoteReplacement(
                        match.group(1) != null && isStatements.test(match.group(1))
                                ? match.group()
                                : "\"" + VALUE + "\""));
    }

    /** Only the words that a string of the statement holds as well. */
    private String words(String text) {
        return WORD.matcher(text)
                .replaceAll(match ->
                        Matcher.quoteReplacement(words.say(StatementWords.bare(match.group())) ? match.group() : VALUE))
                .replaceAll(VALUE + "(?:\\s+" + VALUE + ")+", VALUE);
    }
}
