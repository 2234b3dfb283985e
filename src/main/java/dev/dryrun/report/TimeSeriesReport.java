package dev.dryrun.report;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.dryrun.analysis.Analysis;
import dev.dryrun.analysis.QueueDepth;
import dev.dryrun.load.LoadResult;
import dev.dryrun.load.TimeSeries;
import dev.dryrun.load.TimeSeries.Bucket;
import dev.dryrun.observe.BlockedSpan;
import dev.dryrun.observe.Observations;
import dev.dryrun.time.Moment;
import dev.dryrun.time.Phases;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * The load over time, as timeseries.json has it: arrays by column, one value for each interval, in the order of
 * timeseries.schema.json. Times count from the start of the migration, and unlike those of the steps they include what
 * dryrun itself spent inside it; {@code phases} says when each step began on this axis.
 */
public record TimeSeriesReport(
        int schemaVersion,
        @JsonProperty("startMs") Duration start,
        @JsonProperty("intervalMs") Duration interval,
        List<Phase> phases,
        Columns columns) {

    static final int VERSION = 1;

    /** A stretch of the run: the warm-up, a step, or the cool-down. A step that was tried again began more than once. */
    public record Phase(
            Phases.Kind kind,
            Optional<Integer> step,
            @JsonProperty("startMs") Duration start) {}

    /** The columns, all of the same length; times are absent in intervals in which no request was due. */
    public record Columns(
            List<Long> requests,
            List<Long> errors,
            @JsonProperty("p50Ms") List<Optional<Duration>> p50,
            @JsonProperty("p99Ms") List<Optional<Duration>> p99,
            @JsonProperty("maxMs") List<Optional<Duration>> max,
            List<Long> completed,
            List<Double> waiting,
            List<Integer> blocked) {}

    /** The text of the file. */
    public String render() {
        return JsonReport.compact(this);
    }

    /** What was felt over time; empty without a load. */
    public static Optional<TimeSeriesReport> of(Observations seen, Analysis analysis) {
        return seen.load()
                .map(load -> of(load, seen.locks().blocked(), analysis.time().start()));
    }

    static TimeSeriesReport of(LoadResult load, List<BlockedSpan> blocked, Moment migrationStart) {
        TimeSeries series = load.series();
        int intervals = series.buckets().size();
        return new TimeSeriesReport(
                VERSION,
                series.start().since(migrationStart),
                series.interval(),
                series.phases().stream()
                        .map(phase -> new Phase(
                                phase.kind(),
                                Optional.of(phase.step()).filter(step -> step > 0),
                                phase.start().since(migrationStart)))
                        .toList(),
                columns(series.buckets(), QueueDepth.over(blocked, series.start(), series.interval(), intervals)));
    }

    private static Columns columns(List<Bucket> buckets, List<Integer> blocked) {
        return new Columns(
                buckets.stream().map(Bucket::requests).toList(),
                buckets.stream().map(Bucket::errors).toList(),
                times(buckets, bucket -> bucket.response().p50()),
                times(buckets, bucket -> bucket.response().p99()),
                times(buckets, bucket -> bucket.response().max()),
                buckets.stream().map(Bucket::completed).toList(),
                buckets.stream().map(Bucket::waiting).toList(),
                blocked);
    }

    private static List<Optional<Duration>> times(List<Bucket> buckets, Function<Bucket, Duration> time) {
        return buckets.stream()
                .map(bucket ->
                        Optional.of(bucket).filter(each -> each.requests() > 0).map(time))
                .toList();
    }
}
