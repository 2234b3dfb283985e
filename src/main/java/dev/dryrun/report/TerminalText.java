package dev.dryrun.report;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jline.utils.WCWidth;

/** Text as a terminal shows it: without anything that it would act upon, and measured in its columns. */
public final class TerminalText {

    private static final String CUT = "…";

    /** The colours and cursor movements that tools write (ECMA-48, 5.4). */
    private static final Pattern SEQUENCE = Pattern.compile("(?:\u001b\\[|\u009b)[0-?]*[ -/]*[@-~]");

    /** What a terminal obeys, breaks a line at, or turns the direction of writing by. */
    private static final Pattern OBEYED =
            Pattern.compile("[\\s\\p{Cc}\\p{Zl}\\p{Zp}\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]+");

    /** A space, but not one between a number and its unit. */
    private static final Pattern BREAK = Pattern.compile(" (?!(?:ms|s|m|h)\\b)");

    private TerminalText() {}

    /** The text in one line. */
    public static String line(String text) {
        return OBEYED.matcher(SEQUENCE.matcher(text).replaceAll(""))
                .replaceAll(" ")
                .strip();
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
        int room = columns - 1;
        int end = 0;
        while (end < line.length() && room >= columns(line.codePointAt(end))) {
            room -= columns(line.codePointAt(end));
            end += Character.charCount(line.codePointAt(end));
        }
        return columns < 1 ? "" : line.substring(0, end).stripTrailing() + CUT;
    }

    /** The text in lines that fit, broken between words; longer words stay whole. */
    public static List<String> wrapped(String text, int columns) {
        List<String> lines = new ArrayList<>();
        StringBuilder line = new StringBuilder();
        for (String word : BREAK.split(line(text))) {
            if (!line.isEmpty() && columns(line.toString()) + 1 + columns(word) > columns) {
                lines.add(line.toString());
                line.setLength(0);
            }
            line.append(line.isEmpty() ? "" : " ").append(word);
        }
        lines.add(line.toString());
        return lines;
    }

    private static int columns(int character) {
        return Math.max(0, WCWidth.wcwidth(character));
    }
}
