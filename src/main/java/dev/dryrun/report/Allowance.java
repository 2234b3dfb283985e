package dev.dryrun.report;

import java.util.function.IntFunction;

/** How many characters of a text of limited length are left for what is still to be said. */
final class Allowance {

    private static final int FOR_END = 500;

    private int left;

    Allowance(int characters) {
        this.left = characters;
    }

    /** What has to be said; whoever says it sees to it that it is short. */
    String always(String text) {
        left -= text.length();
        return text;
    }

    /** What gets so many characters at most, and says what fits into them. */
    String within(int most, IntFunction<String> part) {
        return always(part.apply(Math.max(0, Math.min(most, left))));
    }

    /** Whether the text still fits; if it does, its characters are taken. */
    boolean take(String text) {
        boolean fits = text.length() <= left;
        left -= fits ? text.length() : 0;
        return fits;
    }

    /** The last resort, where what always has to be said was long: ends with the line that still fits, and says so. */
    static String cut(String text, int most) {
        if (text.length() <= most) {
            return text;
        }
        String kept = text.substring(0, text.lastIndexOf('\n', most - FOR_END) + 1);
        StringBuilder all = new StringBuilder(kept);
        if (kept.lines().filter(line -> line.startsWith("```")).count() % 2 == 1) {
            all.append("```\n");
        }
        long open = kept.lines().filter(line -> line.startsWith("<details")).count()
                - kept.lines().filter(line -> line.startsWith("</details")).count();
        all.append("\n</details>\n".repeat((int) Math.max(0, open)));
        return all.append("\n**The rest does not fit here; report.json has it.**\n")
                .toString();
    }

    int left() {
        return left;
    }
}
