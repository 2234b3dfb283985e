package dev.dryrun.load;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/** The names that a misspelled one may have been meant to be. */
final class NearNames {

    private static final int MOST = 3;

    private NearNames() {}

    /**
     * The nearest first, by the fewest characters to change; none that differs in more than a third of them. A schema may
     * have been left out.
     */
    static List<String> of(String name, Collection<String> all) {
        String wanted = name.toLowerCase(Locale.ROOT);
        int most = Math.max(2, wanted.length() / 3);
        return all.stream()
                .filter(each -> nearest(wanted, each) <= most)
                .sorted(Comparator.comparingInt((String each) -> nearest(wanted, each))
                        .thenComparing(Comparator.naturalOrder()))
                .limit(MOST)
                .toList();
    }

    private static int nearest(String wanted, String name) {
        String folded = name.toLowerCase(Locale.ROOT);
        int whole = distance(wanted, folded);
        return folded.contains(".")
                ? Math.min(whole, distance(wanted, folded.substring(folded.indexOf('.') + 1)))
                : whole;
    }

    private static int distance(String one, String other) {
        int[] last = new int[other.length() + 1];
        for (int j = 0; j <= other.length(); j++) {
            last[j] = j;
        }
        for (int i = 1; i <= one.length(); i++) {
            int diagonal = last[0];
            last[0] = i;
            for (int j = 1; j <= other.length(); j++) {
                int changed = diagonal + (one.charAt(i - 1) == other.charAt(j - 1) ? 0 : 1);
                diagonal = last[j];
                last[j] = Math.min(changed, 1 + Math.min(last[j], last[j - 1]));
            }
        }
        return last[other.length()];
    }
}
