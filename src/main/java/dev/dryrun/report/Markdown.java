package dev.dryrun.report;

import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Writes foreign text so that Markdown (GitHub's) shows it as it is; the one place that escapes. */
public final class Markdown {

    private static final Pattern BACKTICKS = Pattern.compile("`+");
    /** No name is longer; a message may be, and report.json has the whole of it. */
    private static final int LONGEST = 600;

    private static final int NAMES_SHOWN = 10;

    /** What hides itself, or what comes after it, from a reader: marks that turn the direction of writing. */
    private static final Pattern UNSEEN = Pattern.compile("[\\u061C\\u200E\\u200F\\u202A-\\u202E\\u2066-\\u2069]");

    /** What GitHub would take for a person to be told, or for an issue to be linked. */
    private static final Pattern REFERENCE = Pattern.compile("@(?=[\\p{Alnum}_-])|#(?=\\d)|(?i:\\bgh)(?=-\\d)");

    private static final Pattern SPECIAL = Pattern.compile("[\\\\`*\\[\\]~|$]|(?<!\\p{Alnum})_|_(?!\\p{Alnum})");

    private Markdown() {}

    /** Plain text in one line, for sentences and table cells. */
    public static String text(String text) {
        return SPECIAL.matcher(html(text)).replaceAll(match -> Matcher.quoteReplacement("\\" + match.group()));
    }

    /** Text in one line inside a tag of HTML, where Markdown's own signs mean nothing. */
    static String html(String text) {
        String line = REFERENCE.matcher(line(text)).replaceAll("$0\u200B");
        return line.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }

    /** One line of not too many characters, each of which can be seen. */
    private static String line(String text) {
        return seen(Excerpt.line(text, LONGEST));
    }

    /** With a mark in place of what hides itself. */
    static String seen(String text) {
        return UNSEEN.matcher(text).replaceAll("\uFFFD");
    }

    /** Names as code, the first ten of them and how many more there are. */
    static String names(List<String> names) {
        int hidden = names.size() - NAMES_SHOWN;
        return names.stream().limit(NAMES_SHOWN).map(Markdown::code).collect(Collectors.joining(", "))
                + (hidden > 0 ? " and " + Figures.count(hidden) + " more" : "");
    }

    /** A line on what is left out of a list, if anything is. */
    static String more(int all, int shown, String noun) {
        return all <= shown ? "" : "And " + Figures.count(all - shown, noun) + " more, in report.json.\n\n";
    }

    /** What is there to be unfolded under a line of plain text. */
    public static String folded(String summary, String body) {
        return body.isEmpty()
                ? ""
                : "<details><summary>" + html(summary) + "</summary>\n\n" + body.stripTrailing() + "\n\n</details>\n\n";
    }

    /** A code span in one line. A pipe would end a table cell even inside one, so that needs HTML. */
    public static String code(String code) {
        String line = line(code);
        if (line.isEmpty()) {
            return "";
        }
        if (line.contains("|")) {
            return "<code>" + text(line) + "</code>";
        }
        String ticks = "`".repeat(longestBackticks(line) + 1);
        String pad = line.startsWith("`") || line.endsWith("`") ? " " : "";
        return ticks + pad + line + pad + ticks;
    }

    /** A fenced block that nothing in {@code body} can close. */
    static String fence(String language, String body) {
        String ticks = "`".repeat(Math.max(3, longestBackticks(body) + 1));
        String lines = body.replace("\r\n", "\n").replaceAll("[\\p{Cc}\\p{Zl}\\p{Zp}&&[^\n\t]]", "\uFFFD");
        return ticks + language + "\n" + seen(lines) + "\n" + ticks + "\n\n";
    }

    /** The head of a table. A heading that ends in a colon stands above numbers, which are set flush right. */
    public static String head(String... headings) {
        String names = row(Arrays.stream(headings)
                .map(heading -> heading.replaceAll(":$", ""))
                .toList());
        String rules = row(Arrays.stream(headings)
                .map(heading -> heading.endsWith(":") ? "---:" : "---")
                .toList());
        return names + rules;
    }

    /** A row of cells that are Markdown already. */
    public static String row(List<String> cells) {
        return cells.stream().collect(Collectors.joining(" | ", "| ", " |\n"));
    }

    static String row(String... cells) {
        return row(Arrays.asList(cells));
    }

    private static int longestBackticks(String text) {
        return BACKTICKS
                .matcher(text)
                .results()
                .mapToInt(run -> run.group().length())
                .max()
                .orElse(0);
    }
}
