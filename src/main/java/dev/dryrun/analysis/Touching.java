package dev.dryrun.analysis;

import dev.dryrun.time.Moment;
import dev.dryrun.time.Span;
import java.util.Comparator;
import java.util.List;

/** Tells of very many spans whether any of them touches a time, its ends included. */
final class Touching {

    private final long[] starts;
    /** The latest end of each span and those that start before it. */
    private final long[] ends;

    Touching(List<Span> spans) {
        List<Span> inTime =
                spans.stream().sorted(Comparator.comparing(Span::from)).toList();
        starts = inTime.stream().mapToLong(span -> span.from().nanos()).toArray();
        ends = inTime.stream().mapToLong(span -> span.to().nanos()).toArray();
        for (int i = 1; i < ends.length; i++) {
            ends[i] = Math.max(ends[i - 1], ends[i]);
        }
    }

    boolean any(Moment from, Moment to) {
        int low = 0;
        for (int high = starts.length; low < high; ) {
            int middle = (low + high) >>> 1;
            if (starts[middle] <= to.nanos()) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low > 0 && ends[low - 1] >= from.nanos();
    }
}
