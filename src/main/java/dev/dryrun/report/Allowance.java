package dev.dryrun.report;

import java.util.function.IntFunction;

/** How many characters of a text of limited length are left for what is still to be said. */
final class Allowance {

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

    int left() {
        return left;
    }
}
