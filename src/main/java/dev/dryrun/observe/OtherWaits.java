package dev.dryrun.observe;

import dev.dryrun.time.Span;
import java.time.Duration;
import java.util.Set;

/**
 * Waits that one other speaks for: no longer than that one, with the same statement, for the same lock (or for rows of
 * transactions), within the same step. How many they were, how long at the most all together, within which time, and who
 * waited.
 */
public record OtherWaits(int step, long count, Duration total, Span within, Set<Integer> pids) {

    public OtherWaits {
        pids = Set.copyOf(pids);
    }
}
