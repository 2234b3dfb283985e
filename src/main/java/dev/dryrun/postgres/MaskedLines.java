package dev.dryrun.postgres;

import dev.dryrun.script.MaskedSql;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Lines in which a client program (psql, pg_restore, a migration tool) passes on the server's errors, without values. */
public final class MaskedLines {

    private static final Pattern FIELD =
            Pattern.compile("^(?<head>.*?\\b(?<field>DETAIL|CONTEXT|HINT|Detail|Where|Hint): *)(?<text>.*)$");
    private static final Pattern COMMAND =
            Pattern.compile("^(?<head>(?:Command was|STATEMENT|QUERY|LINE \\d+): *)(?<sql>.*)$");
    private static final Pattern ERROR = Pattern.compile("\\b(?:ERROR|FATAL|WARNING|NOTICE|INFO):");

    /** After which the lines that have no head are more of the same. */
    private static final Pattern VALUES =
            Pattern.compile("\\b(?:DETAIL|CONTEXT|Detail|Where|QUERY|Command was|STATEMENT|LINE \\d+): ");

    /** With which something else begins. */
    private static final Pattern HEAD = Pattern.compile(
            "^\\s*(?:DETAIL|CONTEXT|HINT|Detail|Where|Hint|Position|QUERY|Command was|STATEMENT|LOCATION|LINE \\d+): "
                    + "|\\b(?:ERROR|FATAL|PANIC|WARNING|NOTICE|INFO|LOG|error|warning|hint): |^\\d{4}-\\d\\d-\\d\\d |^(?:pg_|psql)"
                    + "|^(?:\\tat |Caused by: )");

    private static final Pattern ROWS = Pattern.compile("^(COPY [^,\"]+, line \\d+).*");
    private static final Pattern VALUE = Pattern.compile("(?<=: |value )\".*");

    /** Whether the text before goes on, with nothing in a line that says so. */
    private boolean withinValue;

    private MaskedLines() {}

    /** For lines that come one after another: a value may have several of them. */
    public static UnaryOperator<String> stateful() {
        return new MaskedLines()::next;
    }

    /** A whole text, or one line. */
    public static String of(String text) {
        return text.lines().map(stateful()).collect(Collectors.joining("\n"));
    }

    private String next(String line) {
        boolean isHead = HEAD.matcher(line).find();
        if (withinValue && !isHead) {
            return MaskedError.VALUE;
        }
        withinValue = opens(line);
        return line(line);
    }

    /** The fields that hold values, and messages whose quotation marks or brackets are not closed, go on. */
    private static boolean opens(String line) {
        boolean open =
                ERROR.matcher(line).find() && line.chars().filter(c -> c == '"').count() % 2 == 1;
        return open || VALUES.matcher(line).find();
    }

    private static String line(String line) {
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
