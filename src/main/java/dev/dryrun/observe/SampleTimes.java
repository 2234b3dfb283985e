package dev.dryrun.observe;

import dev.dryrun.time.Moment;
import dev.dryrun.time.Span;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.HdrHistogram.Histogram;

/** Keeps account of when samples were taken and what they cost, and how long the interval has to be. Not thread-safe. */
final class SampleTimes {

    private static final int COST_SHARE = 5;
    private static final int DIGITS = 3;
    /** 500 readings a second cost a load of pgbench nothing measurable, 1,000 do. */
    private static final Duration CLOSE = Duration.ofMillis(2);
    /** Enough for a median that a few samples which waited for a processor do not move. */
    private static final int RECENT = 31;

    private static final Duration SILENT = Duration.ofSeconds(1);
    private static final int WIDE_GAP = 20;
    private static final int MOST_SILENCES = 100;

    private final Duration interval;
    private final Histogram gaps = new Histogram(DIGITS);
    private final Histogram costs = new Histogram(DIGITS);
    private Duration effective;
    private final long[] recentCosts = new long[RECENT];
    private int recent;
    private long missed;
    private Moment lastAsked;
    private final List<Silence> silences = new ArrayList<>();

    SampleTimes(Duration interval) {
        this.interval = interval;
        this.effective = interval;
    }

    /** {@code wallMoved} is by how much the wall clock was moved since the last one, if it was. */
    void add(LockReading reading, Optional<Duration> wallMoved) {
        listen(reading, wallMoved);
        add(reading);
    }

    /** Between two readings so far apart something stood still; a slow server or a busy machine is not that slow. */
    private void listen(LockReading reading, Optional<Duration> wallMoved) {
        Duration wide = effective.multipliedBy(WIDE_GAP);
        Duration least = wide.compareTo(SILENT) > 0 ? wide : SILENT;
        if (lastAsked != null && silences.size() < MOST_SILENCES) {
            Span unseen = new Span(lastAsked, reading.answered());
            if (wallMoved.isPresent() || unseen.length().compareTo(least) > 0) {
                silences.add(new Silence(unseen, wallMoved));
            }
        }
    }

    List<Silence> silences() {
        return List.copyOf(silences);
    }

    void add(LockReading reading) {
        long cost = reading.answered().since(reading.asked()).toNanos();
        costs.recordValue(cost / 1000);
        recentCosts[recent++ % RECENT] = cost;
        if (lastAsked != null) {
            gaps.recordValue(Math.max(0, reading.asked().since(lastAsked).toNanos() / 1000));
        }
        lastAsked = reading.asked();
    }

    /** The time from the start of one sample to that of the next. */
    Duration currentInterval() {
        Duration needed = Duration.ofNanos(usualCostNanos() * COST_SHARE);
        Duration current = needed.compareTo(interval) > 0 ? needed : interval;
        effective = current.compareTo(effective) > 0 ? current : effective;
        return current;
    }

    private long usualCostNanos() {
        long[] sorted = Arrays.copyOf(recentCosts, Math.min(recent, RECENT));
        Arrays.sort(sorted);
        return sorted.length == 0 ? 0 : sorted[sorted.length / 2];
    }

    /** When the next sample is due; times that have passed already are missed, not caught up with. */
    Moment nextAfter(Moment due, Moment now, boolean closely) {
        Duration step = closely && interval.compareTo(CLOSE) > 0 ? CLOSE : currentInterval();
        Moment next = due.plus(step);
        while (next.isBefore(now)) {
            missed++;
            next = next.plus(step);
        }
        return next;
    }

    Sampling result() {
        return new Sampling(
                interval,
                effective,
                costs.getTotalCount(),
                missed,
                micros(gaps.getValueAtPercentile(50)),
                micros(gaps.getValueAtPercentile(99)),
                micros(gaps.getMaxValue()),
                micros(costs.getValueAtPercentile(50)));
    }

    private static Duration micros(long micros) {
        return Duration.of(micros, ChronoUnit.MICROS);
    }
}
