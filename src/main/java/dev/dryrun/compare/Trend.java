package dev.dryrun.compare;

import java.util.Collection;
import java.util.EnumSet;
import java.util.Set;

/** Which way something went from the earlier run to the later one. */
public enum Trend {
    /** No difference beyond the noise. */
    SAME,
    /** Another, and neither better nor worse for the application. */
    CHANGED,
    BETTER,
    /** Better in one respect and worse in another. */
    MIXED,
    WORSE;

    /** Of all of these together. */
    static Trend of(Collection<Trend> parts) {
        Set<Trend> all = parts.isEmpty() ? EnumSet.of(SAME) : EnumSet.copyOf(parts);
        boolean worse = all.contains(WORSE) || all.contains(MIXED);
        boolean better = all.contains(BETTER) || all.contains(MIXED);
        if (worse) {
            return better ? MIXED : WORSE;
        }
        if (better) {
            return BETTER;
        }
        return all.contains(CHANGED) ? CHANGED : SAME;
    }

    /** Whether anything got worse beyond the noise. */
    public boolean isWorse() {
        return this == WORSE || this == MIXED;
    }
}
