package dev.dryrun.analysis;

import dev.dryrun.observe.BlockedSpan;
import dev.dryrun.time.Moment;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.TreeMap;

/**
 * How many sessions stood behind the migration at most, in each of some equal stretches of time. Of very many waits, of
 * which only the longest are kept, the others are not counted here.
 */
public final class QueueDepth {

    private QueueDepth() {}

    /**
     * By stretch, the most sessions that waited at once for certain. A wait that nobody saw for longer than an instant
     * counts for that instant.
     */
    public static List<Integer> over(List<BlockedSpan> waits, Moment start, Duration interval, int stretches) {
        TreeMap<Moment, Integer> changes = new TreeMap<>();
        for (BlockedSpan wait : waits) {
            Moment from = wait.started().latest();
            changes.merge(from, 1, Integer::sum);
            changes.merge(Moment.later(wait.ended().earliest(), from.plus(Duration.ofNanos(1))), -1, Integer::sum);
        }
        Integer[] most = new Integer[stretches];
        Arrays.fill(most, 0);
        int depth = 0;
        long since = 0;
        for (var change : changes.entrySet()) {
            long now = change.getKey().since(start).toNanos();
            // So many have waited from the change before this one up to it.
            long first = Math.max(0, Math.floorDiv(since, interval.toNanos()));
            long last = Math.min(stretches - 1L, Math.floorDiv(now - 1, interval.toNanos()));
            for (long i = first; depth > 0 && i <= last; i++) {
                most[(int) i] = Math.max(most[(int) i], depth);
            }
            depth += change.getValue();
            since = now;
        }
        return List.of(most);
    }
}
