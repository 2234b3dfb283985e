package dev.dryrun.analysis;

import dev.dryrun.observe.LockSpan;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.function.ToLongFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Locks that last from one number to another (of steps, of nanoseconds), found by one in between without looking at all. */
final class LockIndex {

    private final List<LockSpan> locks;
    private final long[] from;
    private final long[] to;
    /** The greatest end up to each. */
    private final long[] latest;

    LockIndex(List<LockSpan> locks, ToLongFunction<LockSpan> from, ToLongFunction<LockSpan> to) {
        this.locks = locks.stream().sorted(Comparator.comparingLong(from)).toList();
        this.from = this.locks.stream().mapToLong(from).toArray();
        this.to = this.locks.stream().mapToLong(to).toArray();
        this.latest = this.to.clone();
        Arrays.parallelPrefix(latest, Math::max);
    }

    /** Those that had begun by then and had not ended before, the last to begin first. */
    Stream<LockSpan> at(long point) {
        return IntStream.iterate(begun(point) - 1, i -> i - 1)
                .takeWhile(i -> i >= 0 && latest[i] >= point)
                .filter(i -> to[i] >= point)
                .mapToObj(locks::get);
    }

    /** How many begin at the point or before. */
    private int begun(long point) {
        int low = 0;
        for (int high = from.length; low < high; ) {
            int middle = (low + high) >>> 1;
            if (from[middle] <= point) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }
}
