package dev.dryrun.load;

import dev.dryrun.time.Moment;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;

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

    /**
     * From a moment to the end of the last interval with a request over the limit before a second without one; empty if
     * there was no such second before the load ended.
     */
    Optional<Duration> after(Moment moment, Duration limit, Moment end) {
        long limitMicros = limit.toNanos() / NANOS_PER_MICRO;
        Moment last = moment;
        for (long i = index(moment); i < worstMicros.length; i++) {
            Moment from = start.plus(Duration.ofNanos(i * interval));
            if (from.since(last).compareTo(QUIET) >= 0) {
                break;
            }
            if (worstMicros[(int) i] > limitMicros) {
                last = from.plus(Duration.ofNanos(interval));
            }
        }
        return end.since(last).compareTo(QUIET) < 0 ? Optional.empty() : Optional.of(last.since(moment));
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
