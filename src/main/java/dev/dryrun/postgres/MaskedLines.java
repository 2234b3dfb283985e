package dev.dryrun.postgres;

import dev.dryrun.script.MaskedSql;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Lines in which a client program (psql, pg_restore, a migration tool) passes on the server's errors, without values. */
public final class MaskedLines {

    private static final Pattern FIELD =
            Pattern.compile("^(?<head>.*?\\b(?<field>DETAIL|CONTEXT|HINT|Detail|Where|Hint): *)(?<text>.*)$");
    private static final Pattern COMMAND = Pattern.compile("^(?<head>(?:Command was|STATEMENT): *)(?<sql>.*)$");
    private static final Pattern ERROR = Pattern.compile("\\b(?:ERROR|FATAL|WARNING|NOTICE|INFO):");
    private static final Pattern ROWS = Pattern.compile("^(COPY [^,\"]+, line \\d+).*");
    private static final Pattern VALUE = Pattern.compile("(?<=: |value )\".*");

    private MaskedLines() {}

    /** One line. */
    public static String of(String line) {
        Matcher command = COMMAND.matcher(line);
        if (command.matches()) {
            return command.group("head") + MaskedSql.of(command.group("sql"));
        }
        Matcher field = FIELD.matcher(line);
        if (field.matches()) {
            return field.group("head") + masked(field.group("field"), field.group("text"));
        }
        String text = MaskedError.values(line).orElse(line);
        return ERROR.matcher(line).find() ? VALUE.matcher(text).replaceAll("\"" + MaskedError.VALUE + "\"") : text;
    }

    private static String masked(String field, String text) {
        return switch (field) {
            case "DETAIL", "Detail" -> MaskedError.values(text).orElse(MaskedError.VALUE);
            case "CONTEXT", "Where" -> {
                Matcher rows = ROWS.matcher(text);
                yield rows.matches() ? rows.group(1) : MaskedError.VALUE;
            }
            default -> text;
        };
    }
}
