package dev.dryrun.report;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jline.utils.WCWidth;

/** Text as a terminal shows it: without anything that it would act upon, and measured in its columns. */
public final class TerminalText {

    private static final int LONG = 16;
    private static final String CUT = "…";

    /** The colours and cursor movements that tools write (ECMA-48, 5.4). */
    private static final Pattern SEQUENCE = Pattern.compile("(?:\u001b\\[|\u009b)[0-?]*[ -/]*[@-~]");

    /** What a terminal obeys, breaks a line at, or turns the direction of writing by. */
    private static final String OBEYED = "\\p{Cc}\\p{Zl}\\p{Zp}\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069";

    private static final Pattern BLANK = Pattern.compile("[\\s" + OBEYED + "]+");
    private static final Pattern CONTROL = Pattern.compile("[" + OBEYED + "&&[^\t]]");

    /** A space, but not one between a number and its unit. */
    private static final Pattern BREAK = Pattern.compile(" (?!(?:ms|s|m|h)\\b)");

    private TerminalText() {}

    /** The text in one line. */
    public static String line(String text) {
        return oneLine(text).strip();
    }

    /** As much of the text as fits, in one line; the rest of a text of many megabytes is not read. */
    public static String excerpt(String text, int columns) {
        if (text.length() / LONG > columns) {
            String begin = line(text.substring(0, LONG * columns));
            if (columns(begin) > columns) {
                return cut(begin, columns);
            }
        }
        return cut(line(text), columns);
    }

    /** The text in its own lines, indented as it is. */
    public static String lines(String text) {
        return text.lines()
                .map(line -> CONTROL.matcher(withoutSequences(line)).replaceAll(" "))
                .collect(Collectors.joining("\n"));
    }

    /** A line that is drawn in colours, without them. */
    public static String withoutSequences(String text) {
        return SEQUENCE.matcher(text).replaceAll("");
    }

    /** How many columns a line takes: two for most of the East Asian characters and emoji, none for what combines. */
    public static int columns(String line) {
        return line.codePoints().map(TerminalText::columns).sum();
    }

    /** As much of a line as fits. */
    public static String cut(String line, int columns) {
        if (columns(line) <= columns) {
            return line;
        }
        if (columns < 2) {
            return columns < 1 ? "" : CUT;
        }
        int end = fitting(line, columns - 1);
        // The one character that is always taken may be a wide one.
        String shown = columns(line.substring(0, end)) < columns ? line.substring(0, end) : "";
        return shown.stripTrailing() + CUT;
    }

    /** The text in lines that fit, broken between words, and within those that are longer than a line. */
    public static List<String> wrapped(String text, int columns) {
        List<String> lines = new ArrayList<>();
        String line = "";
        for (String word : BREAK.split(line(text))) {
            String longer = line.isEmpty() ? word : line + " " + word;
            if (columns(longer) <= columns) {
                line = longer;
                continue;
            }
            if (!line.isEmpty()) {
                lines.add(line);
            }
            line = word;
            for (int end = fitting(line, columns); end < line.length(); end = fitting(line, columns)) {
                lines.add(line.substring(0, end));
                line = line.substring(end);
            }
        }
        lines.add(line);
        return lines;
    }

    /**
     * The line of {@code sql} that holds the position, which Postgres counts in characters from 1, and a line with a
     * caret below it; none where the position is outside of it.
     */
    static List<String> caret(String sql, int position, int columns) {
        if (position < 1 || position > sql.codePointCount(0, sql.length()) + 1) {
            return List.of();
        }
        int at = sql.offsetByCodePoints(0, position - 1);
        int start = sql.lastIndexOf('\n', at - 1) + 1;
        int end = sql.indexOf('\n', at) < 0 ? sql.length() : sql.indexOf('\n', at);
        String before = oneLine(sql.substring(start, at)).stripLeading();
        if (columns(before) > columns * 2 / 3) {
            int from = before.length() - fitting(reversed(before), columns * 2 / 3 - 1);
            before = CUT + before.substring(from);
        }
        int indent = columns(before);
        String rest = oneLine(sql.substring(at, end)).stripTrailing();
        return List.of(before + cut(rest, columns - indent), " ".repeat(indent) + "^");
    }

    private static String oneLine(String text) {
        return BLANK.matcher(withoutSequences(text)).replaceAll(" ");
    }

    private static String reversed(String line) {
        return new StringBuilder(line).reverse().toString();
    }

    /** Where a line has to end to fit; one character is taken in any case. */
    private static int fitting(String line, int columns) {
        int room = columns;
        int end = 0;
        while (end < line.length() && (end == 0 || room >= columns(line.codePointAt(end)))) {
            room -= columns(line.codePointAt(end));
            end += Character.charCount(line.codePointAt(end));
        }
        return end;
    }

    private static int columns(int character) {
        return Math.max(0, WCWidth.wcwidth(character));
    }
}
