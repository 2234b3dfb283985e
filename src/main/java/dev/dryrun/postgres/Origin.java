package dev.dryrun.postgres;

import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Whose words a message is. Its SQLSTATE does not tell: RAISE takes any, {@code unique_violation} among them.
 *
 * @see <a href="https://www.postgresql.org/docs/current/protocol-error-fields.html">The fields R, F and W</a>
 */
public enum Origin {
    /** The server's, about a statement as somebody has written it. */
    SERVER,
    /** The server's, about a statement that a function has put together: a name in it may be a value. */
    BUILT,
    /** A function's, or another server's: they may say anything. */
    RAISED,
    /** Nobody said. */
    UNKNOWN;

    private static final Set<String> RAISING = Set.of("exec_stmt_raise", "dblink_res_error", "pgfdw_report_error");
    private static final Pattern FOREIGN = Pattern.compile("(?:.*/)?(?:plperl|plpy|pltcl|lwgeom).*");
    private static final Pattern PLACE = Pattern.compile("(?m)^\\t?(?<language>PL/\\S+|PL/pgSQL) .*$");
    private static final Pattern WRITTEN = Pattern.compile(
            "^\\t?PL/pgSQL .* (?:line \\d+ (?:at (?:statement block|assignment|IF|CASE|LOOP|WHILE|FOR with integer loop variable"
                    + "|FOR over SELECT rows|FOR over cursor|FOREACH over array|EXIT|CONTINUE|RETURN|RETURN NEXT|ASSERT"
                    + "|SQL statement|GET (?:STACKED )?DIAGNOSTICS|FETCH|MOVE|CLOSE|PERFORM|CALL|DO|COMMIT|ROLLBACK)"
                    + "|during .*)|during .*|while .*|near line \\d+)$");
    private static final Pattern RAISE = Pattern.compile("(?m)^\\t?PL/pgSQL .* line \\d+ at RAISE$");

    /** @param fields of an error or a notice, as the protocol has them */
    static Origin of(Map<Character, String> fields) {
        String routine = fields.get('R');
        if (routine == null) {
            return UNKNOWN;
        }
        if (RAISING.contains(routine)
                || FOREIGN.matcher(fields.getOrDefault('F', "")).matches()) {
            return RAISED;
        }
        String where = fields.getOrDefault('W', "");
        boolean built = ofContext(where) != SERVER || fields.containsKey('q') && where.isEmpty();
        return built ? BUILT : SERVER;
    }

    /** What the server's log tells of it, which names no routine. */
    static Origin ofContext(String context) {
        if (RAISE.matcher(context).find()) {
            return RAISED;
        }
        Origin origin = SERVER;
        Matcher place = PLACE.matcher(context);
        while (place.find()) {
            if (!place.group("language").equals("PL/pgSQL")) {
                return RAISED;
            }
            origin = WRITTEN.matcher(place.group()).matches() ? origin : BUILT;
        }
        return origin;
    }
}
