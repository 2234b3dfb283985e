package dev.dryrun.compare;

import dev.dryrun.report.LoadReport;
import dev.dryrun.report.LoadReport.Phase;
import dev.dryrun.report.LoadReport.StepLoad;
import dev.dryrun.report.Report;
import dev.dryrun.report.StepReport;
import dev.dryrun.time.DurationBounds;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/** The figures of a run as a whole, and those of one of its steps. */
final class RunFigures {

    /** Of fewer requests the 99th percentile is the longest. */
    private static final long ENOUGH_FOR_P99 = 100;

    private RunFigures() {}

    /** @param sameSteps whether both ran the same steps: else how long they took and wrote is not for the same work */
    static List<Difference> of(Report before, Report after, Noise noise, boolean sameSteps) {
        List<Difference> figures = new ArrayList<>();
        for (Measure measure : Measure.values()) {
            Difference difference = Difference.of(noise, measure, ofRun(measure, before), ofRun(measure, after));
            boolean counts = sameSteps || measure != Measure.DURATION && measure != Measure.WAL;
            if (difference.isThere()) {
                figures.add(counts ? difference : difference.uncounted());
            }
        }
        return figures;
    }

    private static Optional<Range> ofRun(Measure measure, Report run) {
        return switch (measure) {
            case DURATION -> Optional.of(Range.of(run.inputs().migration().duration()));
            case READS_BLOCKED -> Optional.of(longest(run, StepReport.Blocking::reads));
            case WRITES_BLOCKED -> Optional.of(longest(run, StepReport.Blocking::writes));
            case ROWS_BLOCKED -> Optional.of(longest(run, StepReport.Blocking::rows));
            case P99 -> loads(run).flatMap(load -> p99(load).stream()).max(Comparator.comparing(Range::atMost));
            case MAX -> max(run);
            case ERRORS ->
                run.isWithoutLoad() ? Optional.empty() : Optional.of(Range.exactly(Math.max(0, errors(run))));
            case WAL -> wal(run);
            case LOCK_WAIT, LOCK_HOLD -> Optional.empty();
        };
    }

    /** Of a step that ran; absent where it has no such figure. */
    static Optional<Range> ofStep(Measure measure, StepReport step) {
        if (step.isSkipped()) {
            return Optional.empty();
        }
        Optional<StepLoad> load = step.contention().load();
        return switch (measure) {
            case DURATION -> step.timing().duration().map(Range::of);
            case READS_BLOCKED -> Optional.of(Range.of(step.blocking().reads()));
            case WRITES_BLOCKED -> Optional.of(Range.of(step.blocking().writes()));
            case ROWS_BLOCKED -> Optional.of(Range.of(step.blocking().rows()));
            case P99 -> load.flatMap(RunFigures::p99);
            case MAX -> load.flatMap(felt -> felt.latencies().max()).map(Range::of);
            case WAL -> step.volume().walBytes().map(RunFigures::bytes);
            case ERRORS, LOCK_WAIT, LOCK_HOLD -> Optional.empty();
        };
    }

    /** Requests that were due from the first step on. */
    static long requests(Report run) {
        return loads(run).mapToLong(StepLoad::requests).sum()
                + run.conditions().load().coolDown().map(Phase::requests).orElse(0L);
    }

    private static long errors(Report run) {
        LoadReport load = run.conditions().load();
        return loads(run).mapToLong(StepLoad::errors).sum()
                + load.coolDown().map(Phase::errors).orElse(0L)
                + load.delays().stuck();
    }

    private static Range longest(Report run, Function<StepReport.Blocking, DurationBounds> of) {
        return Range.longest(run.steps().stream().map(step -> Range.of(of.apply(step.blocking()))));
    }

    private static Stream<StepLoad> loads(Report run) {
        return run.steps().stream().flatMap(step -> step.contention().load().stream());
    }

    private static Optional<Range> p99(StepLoad load) {
        return load.requests() < ENOUGH_FOR_P99
                ? Optional.empty()
                : load.latencies().p99().map(Range::of);
    }

    /** Who was due after the last step may have waited for what it left behind. */
    private static Optional<Range> max(Report run) {
        Stream<Optional<Duration>> after = run.conditions().load().coolDown().stream()
                .map(phase -> phase.latencies().max());
        return Stream.concat(loads(run).map(load -> load.latencies().max()), after)
                .flatMap(Optional::stream)
                .max(Comparator.naturalOrder())
                .map(Range::of);
    }

    /** Absent where that of any step could not be told from the load's. */
    private static Optional<Range> wal(Report run) {
        List<Optional<Long>> all = run.steps().stream()
                .filter(step -> !step.isSkipped())
                .map(step -> step.volume().walBytes())
                .toList();
        return all.stream().anyMatch(Optional::isEmpty)
                ? Optional.empty()
                : Optional.of(
                        bytes(all.stream().mapToLong(Optional::orElseThrow).sum()));
    }

    private static Range bytes(long bytes) {
        return Range.exactly(Math.max(0, bytes));
    }
}
