package dev.dryrun.script;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Whether something holds; {@code MAYBE} where only the run of the script can tell. */
enum Truth {
    YES,
    NO,
    MAYBE;

    static Truth of(boolean holds) {
        return holds ? YES : NO;
    }

    Truth and(Truth other) {
        if (this == NO || other == NO) {
            return NO;
        }
        return this == YES && other == YES ? YES : MAYBE;
    }

    Truth not() {
        return switch (this) {
            case YES -> NO;
            case NO -> YES;
            case MAYBE -> MAYBE;
        };
    }

    Truth or(Truth other) {
        return not().and(other.not()).not();
    }

    /** The boolean words of psql, of which the first letters do where they are clear; empty for any other text. */
    static Optional<Boolean> ofWord(String text) {
        String word = text.toLowerCase(Locale.ROOT);
        if (isBeginning(word, "true", 1) || isBeginning(word, "yes", 1) || isBeginning(word, "on", 2)) {
            return Optional.of(true);
        }
        if (isBeginning(word, "false", 1) || isBeginning(word, "no", 1) || isBeginning(word, "off", 2)) {
            return Optional.of(false);
        }
        return List.of("0", "1").contains(word) ? Optional.of(word.equals("1")) : Optional.empty();
    }

    private static boolean isBeginning(String word, String whole, int atLeast) {
        return word.length() >= atLeast && whole.startsWith(word);
    }
}
