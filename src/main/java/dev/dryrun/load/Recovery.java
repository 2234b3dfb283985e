package dev.dryrun.load;

import dev.dryrun.time.Moment;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * How long after a step the response times were back at the baseline. They are back when for a second no request was due
 * that took longer than the limit: twice the 99th percentile of the baseline, or that percentile and 20 ms, whichever is
 * more. For this the longest response time of every 10 ms of due time is kept; in runs of more than three hours, of every
 * 20 ms, and so on.
 */
final class Recovery {

    private static final int MOST = 1 << 20;
    private static final long NANOS_PER_MICRO = 1000;
    private static final long NANOS = Duration.ofMillis(10).toNanos();
    private static final Duration QUIET = Duration.ofSeconds(1);
    private static final Duration LEAST_MARGIN = Duration.ofMillis(20);

    private final Moment start;
    private int[] worstMicros = new int[1024];
    private long interval = NANOS;

    Recovery(Moment start) {
        this.start = start;
    }

    /** The longest response time that counts as usual. */
    static Duration limit(Duration baselineP99) {
        Duration twice = baselineP99.multipliedBy(2);
        Duration more = baselineP99.plus(LEAST_MARGIN);
        return twice.compareTo(more) > 0 ? twice : more;
    }

    /** A request that was due then had this response time. */
    void due(Moment due, Duration response) {
        while (index(due) >= MOST) {
            fold();
        }
        int index = (int) index(due);
        if (index >= worstMicros.length) {
            worstMicros = Arrays.copyOf(worstMicros, Math.max(index + 1, worstMicros.length * 2));
        }
        long micros = Math.min(Integer.MAX_VALUE, response.toNanos() / NANOS_PER_MICRO);
        worstMicros[index] = (int) Math.max(worstMicros[index], micros);
    }

    /** When it was back after each of many moments, all held against one limit. */
    final class Course {

        /** The intervals over the limit, in their order. */
        private final int[] over;
        /** For each of these the last one before a second without any. */
        private final int[] lastOfRun;

        private Course(Duration limit) {
            long limitMicros = limit.toNanos() / NANOS_PER_MICRO;
            over = IntStream.range(0, worstMicros.length)
                    .filter(i -> worstMicros[i] > limitMicros)
                    .toArray();
            lastOfRun = new int[over.length];
            for (int i = over.length - 1; i >= 0; i--) {
                boolean last = i == over.length - 1
                        || begin(over[i + 1]).since(begin(over[i] + 1)).compareTo(QUIET) >= 0;
                lastOfRun[i] = last ? over[i] : lastOfRun[i + 1];
            }
        }

        /**
         * From a moment to the end of the last interval with a request over the limit before a second without one; empty
         * if there was no such second before the load ended.
         */
        Optional<Duration> after(Moment moment, Moment end) {
            int found = Arrays.binarySearch(over, (int) Math.min(Integer.MAX_VALUE, index(moment)));
            int first = found < 0 ? -found - 1 : found;
            boolean none =
                    first == over.length || begin(over[first]).since(moment).compareTo(QUIET) >= 0;
            Moment last = none ? moment : begin(lastOfRun[first] + 1);
            return end.since(last).compareTo(QUIET) < 0 ? Optional.empty() : Optional.of(last.since(moment));
        }
    }

    /** Held against this limit, once all requests are known. */
    Course course(Duration limit) {
        return new Course(limit);
    }

    private Moment begin(int index) {
        return start.plus(Duration.ofNanos(index * interval));
    }

    private long index(Moment moment) {
        return Math.max(0, Math.floorDiv(moment.nanos() - start.nanos(), interval));
    }

    private void fold() {
        for (int i = 0; i < worstMicros.length; i += 2) {
            int second = i + 1 < worstMicros.length ? worstMicros[i + 1] : 0;
            worstMicros[i / 2] = Math.max(worstMicros[i], second);
        }
        Arrays.fill(worstMicros, (worstMicros.length + 1) / 2, worstMicros.length, 0);
        interval *= 2;
    }
}
