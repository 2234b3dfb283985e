package dev.dryrun.profile;

import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;

/** Finds the name that somebody has probably meant. */
public final class NearName {

    private NearName() {}

    /** The one with the fewest letters to change, if those are less than half of them. */
    public static Optional<String> of(String written, Collection<String> names) {
        return names.stream()
                .min(Comparator.comparingInt((String name) -> distance(written, name))
                        .thenComparing(Comparator.naturalOrder()))
                .filter(name -> distance(written, name) * 2 < Math.max(2, name.length()));
    }

    /** {@code ; did you mean x?}, or nothing. */
    public static String question(String written, Collection<String> names) {
        return of(written, names).map(name -> "; did you mean " + name + "?").orElse("");
    }

    /** Letters to add, take out or exchange (Levenshtein's distance). */
    private static int distance(String one, String other) {
        int[] before = new int[other.length() + 1];
        for (int j = 0; j <= other.length(); j++) {
            before[j] = j;
        }
        for (int i = 1; i <= one.length(); i++) {
            int[] now = new int[other.length() + 1];
            now[0] = i;
            for (int j = 1; j <= other.length(); j++) {
                int exchanged = before[j - 1] + (one.charAt(i - 1) == other.charAt(j - 1) ? 0 : 1);
                now[j] = Math.min(exchanged, Math.min(before[j], now[j - 1]) + 1);
            }
            before = now;
        }
        return before[other.length()];
    }
}
