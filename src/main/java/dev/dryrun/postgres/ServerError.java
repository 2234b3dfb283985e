package dev.dryrun.postgres;

import java.util.Map;
import java.util.Optional;

/**
 * What the server said of a statement that failed. {@code position} counts characters of the statement from 1.
 *
 * @see <a href="https://www.postgresql.org/docs/current/protocol-error-fields.html">Error and notice fields</a>
 */
public record ServerError(
        String severity,
        String sqlState,
        String message,
        Optional<String> detail,
        Optional<String> hint,
        Optional<Integer> position) {

    static ServerError of(Map<Character, String> fields) {
        return new ServerError(
                fields.getOrDefault('V', fields.getOrDefault('S', "ERROR")),
                fields.getOrDefault('C', "XX000"),
                fields.getOrDefault('M', ""),
                Optional.ofNullable(fields.get('D')),
                Optional.ofNullable(fields.get('H')),
                Optional.ofNullable(fields.get('P')).map(Integer::valueOf));
    }

    /** The session is gone with this error, not only the statement. */
    public boolean endsSession() {
        return severity.equals("FATAL") || severity.equals("PANIC");
    }
}
