package dev.dryrun.load;

import dev.dryrun.time.Moment;
import dev.dryrun.time.Phases;
import java.time.Duration;
import java.util.List;

/**
 * The load over time, in intervals of the same length that follow one another from {@code start}, for charts. The
 * intervals are 100 ms long; where that would be more than 36,000 of them, they are twice as long, and so on.
 *
 * @param phases every beginning of one, those of steps that were run again included
 */
public record TimeSeries(Moment start, Duration interval, List<Bucket> buckets, List<Phases.Phase> phases) {

    public static final TimeSeries NONE = new TimeSeries(Moment.ORIGIN, Duration.ofMillis(100), List.of(), List.of());

    public TimeSeries {
        buckets = List.copyOf(buckets);
        phases = List.copyOf(phases);
    }

    /**
     * One interval.
     *
     * @param requests that were due in it
     * @param errors those of them that failed, timed out, or were stuck at the end
     * @param response from due to done, of the requests that were due in it; percentiles to 1 %, the maximum exact
     * @param completed requests that succeeded in it, whenever they were due
     * @param waiting how many requests waited for a connection of the pool, on average over the interval
     */
    public record Bucket(long requests, long errors, Latency response, long completed, double waiting) {}
}
