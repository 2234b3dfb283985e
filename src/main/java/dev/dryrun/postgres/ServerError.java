package dev.dryrun.postgres;

import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What the server said of a statement that failed. {@code position} counts characters of the statement from 1;
 * {@code origin} tells whose words these are.
 *
 * @see <a href="https://www.postgresql.org/docs/current/protocol-error-fields.html">Error and notice fields</a>
 */
public record ServerError(
        String severity,
        String sqlState,
        String message,
        Optional<String> detail,
        Optional<String> hint,
        Optional<Integer> position,
        Origin origin) {

    private static final Pattern PARAMETER = Pattern.compile("\\$\\d+");
    private static final Pattern PREPARE = Pattern.compile("^prepare\\b", Pattern.CASE_INSENSITIVE);

    /** What the server was not even asked, or could not say, in its own terms. */
    public static ServerError ofOurs(String severity, String sqlState, String message) {
        return new ServerError(
                severity, sqlState, message, Optional.empty(), Optional.empty(), Optional.empty(), Origin.UNKNOWN);
    }

    static ServerError of(Map<Character, String> fields) {
        return new ServerError(
                fields.getOrDefault('V', fields.getOrDefault('S', "ERROR")),
                fields.getOrDefault('C', "XX000"),
                fields.getOrDefault('M', ""),
                Optional.ofNullable(fields.get('D')),
                Optional.ofNullable(fields.get('H')),
                Optional.ofNullable(fields.get('P')).map(Integer::valueOf),
                Origin.of(fields));
    }

    /** A parameter outside PREPARE is an error of the statement; that we sent no value for it is ours and no news. */
    ServerError ofSimpleQuery(String sql) {
        Matcher parameter = PARAMETER.matcher(sql);
        boolean ours = message.startsWith("bind message supplies 0 parameters")
                || sqlState.equals("42P18")
                        && message.contains("of parameter $")
                        && !PREPARE.matcher(sql).find();
        return ours && parameter.find()
                ? new ServerError(
                        severity, "42P02", "there is no parameter " + parameter.group(), detail, hint, position, origin)
                : this;
    }

    /** The session is gone with this error, not only the statement. */
    public boolean endsSession() {
        return severity.equals("FATAL") || severity.equals("PANIC");
    }
}
