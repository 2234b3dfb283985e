package dev.dryrun.report;

import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Writes foreign text so that Markdown (GitHub's) shows it as it is; the one place that escapes. */
final class Markdown {

    private static final Pattern BACKTICKS = Pattern.compile("`+");
    private static final Pattern SPECIAL = Pattern.compile("[\\\\`*\\[\\]~|$]|(?<!\\p{Alnum})_|_(?!\\p{Alnum})");

    private Markdown() {}

    /** Plain text in one line, for sentences and table cells. */
    static String text(String text) {
        return SPECIAL.matcher(html(text)).replaceAll(match -> Matcher.quoteReplacement("\\" + match.group()));
    }

    /** Text in one line inside a tag of HTML, where Markdown's own signs mean nothing. */
    static String html(String text) {
        String line = text.replaceAll("[\\s\\p{Cntrl}]+", " ").strip();
        return line.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }

    /** A code span in one line. A pipe would end a table cell even inside one, so that needs HTML. */
    static String code(String code) {
        String line = code.replaceAll("[\\s\\p{Cntrl}]+", " ").strip();
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
        return ticks + language + "\n" + body + "\n" + ticks + "\n\n";
    }

    /** The head of a table. A heading that ends in a colon stands above numbers, which are set flush right. */
    static String head(String... headings) {
        String names = row(Arrays.stream(headings)
                .map(heading -> heading.replaceAll(":$", ""))
                .toList());
        String rules = row(Arrays.stream(headings)
                .map(heading -> heading.endsWith(":") ? "---:" : "---")
                .toList());
        return names + rules;
    }

    /** A row of cells that are Markdown already. */
    static String row(List<String> cells) {
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
