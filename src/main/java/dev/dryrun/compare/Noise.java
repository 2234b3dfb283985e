package dev.dryrun.compare;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.dryrun.report.LoadReport;
import dev.dryrun.report.LoadReport.Phase;
import dev.dryrun.report.Report;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;

/**
 * How far figures of the same work scatter on the machines that these runs took place on: what the warm-ups tell, in which
 * nothing but the load ran. docs/compare.md says how and why.
 *
 * @param usual ms by which times differ by chance: from the median to the 99th percentile of a request in the warm-up
 * @param tail the same of extreme values: from the median to the longest request
 * @param relative the share of a value that is no difference: by how much the warm-ups differed from each other
 * @param errors errors that the warm-ups' own let expect
 * @param measured whether there were warm-ups to derive it from
 */
public record Noise(
        @JsonProperty("usualMs") double usual,
        @JsonProperty("tailMs") double tail,
        double relative,
        double errors,
        boolean measured) {

    /** Nobody feels less, and no warm-up is so quiet that more could not be chance. */
    private static final double LEAST_USUAL = 10;

    private static final double LEAST_TAIL = 50;
    private static final double LEAST_RELATIVE = 0.1;

    /** Without a warm-up nothing is known; two runs on an idle machine stay within these. */
    private static final Noise ASSUMED = new Noise(50, 200, 0.25, 0, false);

    /** Of fewer requests a 99th percentile says too little. */
    private static final long ENOUGH_REQUESTS = 50;

    /** Pages are written in full after a checkpoint, which falls where it falls. */
    private static final double BYTES_RELATIVE = 0.25;

    private static final double LEAST_BYTES = 1 << 20;

    static Noise of(Report before, Report after) {
        return of(List.of(before, after));
    }

    /** Of one run alone, before there is another: by how much they will differ is not known. */
    static Noise of(Report baseline) {
        return of(List.of(baseline));
    }

    private static Noise of(List<Report> runs) {
        List<Phase> warmUps = runs.stream().flatMap(run -> usable(run).stream()).toList();
        if (warmUps.size() < runs.size()) {
            return ASSUMED;
        }
        return new Noise(
                Math.max(LEAST_USUAL, largest(warmUps, phase -> spread(phase, LoadReport.Latencies::p99))),
                Math.max(LEAST_TAIL, largest(warmUps, phase -> spread(phase, LoadReport.Latencies::max))),
                Math.max(
                        LEAST_RELATIVE,
                        Stream.<Function<LoadReport.Latencies, Optional<Duration>>>of(
                                        LoadReport.Latencies::p50, LoadReport.Latencies::p90)
                                .mapToDouble(percentile -> unlikeness(warmUps, percentile))
                                .max()
                                .orElseThrow()),
                runs.stream().mapToDouble(Noise::expectedErrors).max().orElseThrow(),
                true);
    }

    private static Optional<Phase> usable(Report run) {
        return run.conditions()
                .load()
                .baseline()
                .filter(phase -> phase.requests() >= ENOUGH_REQUESTS)
                .filter(phase -> Stream.of(
                                phase.latencies().p50(),
                                phase.latencies().p90(),
                                phase.latencies().p99(),
                                phase.latencies().max())
                        .allMatch(Optional::isPresent));
    }

    private static double largest(List<Phase> warmUps, ToDoubleFunction<Phase> of) {
        return warmUps.stream().mapToDouble(of).max().orElseThrow();
    }

    private static double spread(Phase phase, Function<LoadReport.Latencies, Optional<Duration>> to) {
        return millis(phase, to) - millis(phase, LoadReport.Latencies::p50);
    }

    private static double millis(Phase phase, Function<LoadReport.Latencies, Optional<Duration>> percentile) {
        return Range.millis(percentile.apply(phase.latencies()).orElseThrow());
    }

    /** By what share the larger of two percentiles is larger. */
    private static double unlikeness(
            List<Phase> warmUps, Function<LoadReport.Latencies, Optional<Duration>> percentile) {
        double largest = largest(warmUps, phase -> millis(phase, percentile));
        double smallest = -largest(warmUps, phase -> -millis(phase, percentile));
        return smallest > 0 ? largest / smallest - 1 : 0;
    }

    private static double expectedErrors(Report run) {
        Phase warmUp = usable(run).orElseThrow();
        return (double) warmUp.errors() / warmUp.requests() * RunFigures.requests(run);
    }

    /** What two values have to be apart by to be a difference. */
    double margin(Measure measure, Range before, Range after) {
        double smaller = Math.min(before.atMost(), after.atMost());
        return switch (measure.spread()) {
            case USUAL -> Math.max(usual, relative * smaller);
            case TAIL -> Math.max(tail, relative * smaller);
            // Twice the standard deviation of what happens by chance (Poisson).
            case CHANCE -> errors + 2 * Math.sqrt(before.atMost() + after.atMost());
            case BYTES -> Math.max(LEAST_BYTES, BYTES_RELATIVE * smaller);
        };
    }

    /** Larger is worse in every measure. Where the bounds overlap, nothing is known to differ. */
    Trend trend(Measure measure, Range before, Range after) {
        double margin = margin(measure, before, after);
        if (after.atLeast() - before.atMost() > margin) {
            return Trend.WORSE;
        }
        return before.atLeast() - after.atMost() > margin ? Trend.BETTER : Trend.SAME;
    }
}
