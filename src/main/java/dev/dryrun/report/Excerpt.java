package dev.dryrun.report;

import java.util.Optional;
import java.util.regex.Pattern;

/** The part of a statement that fits where it is shown. Characters are counted as Postgres does, not as Java does. */
public final class Excerpt {

    /** So many times what is shown is a text of which the rest need not be read: it may be one of many megabytes. */
    private static final int LONG = 16;

    private static final String CUT = "…";

    /** What a line of text shows as one space. */
    private static final Pattern BLANK = Pattern.compile("[\\s\\p{Cc}\\p{Zl}\\p{Zp}]+");

    private Excerpt() {}

    /** The text in one line of at most {@code width} characters, without anything that a terminal would act upon. */
    public static String line(String text, int width) {
        if (text.length() / LONG > width) {
            String begin = oneLine(text.substring(0, LONG * width));
            if (length(begin) > width) {
                return cut(begin, width);
            }
        }
        return cut(oneLine(text), width);
    }

    /** The whole text in one line. */
    static String oneLine(String text) {
        return BLANK.matcher(text).replaceAll(" ").strip();
    }

    /** At most {@code width} characters of a text that is one line already. */
    static String cut(String line, int width) {
        if (length(line) <= width) {
            return line;
        }
        return line.substring(0, line.offsetByCodePoints(0, width - 1)).stripTrailing() + CUT;
    }

    static int length(String text) {
        return text.codePointCount(0, text.length());
    }

    /** The line of {@code sql} that holds the position (counted from 1) and a caret below it; empty outside of it. */
    static Optional<String> caret(String sql, int position, int width) {
        if (position < 1 || position > length(sql) + 1) {
            return Optional.empty();
        }
        int at = sql.offsetByCodePoints(0, position - 1);
        int start = sql.lastIndexOf('\n', at - 1) + 1;
        int end = sql.indexOf('\n', at) < 0 ? sql.length() : sql.indexOf('\n', at);
        String line = sql.substring(start, end)
                .replaceAll("[\\p{Cc}\\p{Zl}\\p{Zp}]", " ")
                .stripTrailing();
        return Optional.of(windowed(line, sql.codePointCount(start, at), width));
    }

    private static String windowed(String line, int column, int width) {
        int from = Math.max(0, column - width * 2 / 3);
        String before = from == 0 ? "" : CUT;
        String rest = line.substring(line.offsetByCodePoints(0, Math.min(from, length(line))));
        return before + cut(rest, width - before.length()) + "\n" + " ".repeat(before.length() + column - from) + "^";
    }
}
