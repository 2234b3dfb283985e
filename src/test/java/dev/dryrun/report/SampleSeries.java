package dev.dryrun.report;

import dev.dryrun.time.Phases;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/** A load over time for the reports of tests: calm, but for a stretch in which it stands still. */
final class SampleSeries {

    private static final int BASELINE_SECONDS = 5;

    private SampleSeries() {}

    /** Of the steps of a report, with some seconds before and after them. */
    static TimeSeriesReport of(Report report, Duration length) {
        List<TimeSeriesReport.Phase> phases = new ArrayList<>();
        phases.add(new TimeSeriesReport.Phase(
                Phases.Kind.WARM_UP, Optional.empty(), Duration.ofSeconds(-BASELINE_SECONDS)));
        for (StepReport step : report.steps()) {
            step.timing()
                    .start()
                    .ifPresent(start -> phases.add(
                            new TimeSeriesReport.Phase(Phases.Kind.STEP, Optional.of(step.number()), start)));
        }
        phases.add(new TimeSeriesReport.Phase(
                Phases.Kind.COOL_DOWN,
                Optional.empty(),
                report.inputs().migration().duration()));
        return new TimeSeriesReport(
                1, Duration.ofSeconds(-BASELINE_SECONDS), Duration.ofMillis(100), phases, columns((int)
                        (length.toMillis() / 100)));
    }

    private static TimeSeriesReport.Columns columns(int size) {
        return new TimeSeriesReport.Columns(
                each(size, i -> 10L),
                each(size, i -> stalled(i) && i % 7 == 0 ? 2L : 0L),
                each(size, i -> time(i, 0.4)),
                each(size, i -> time(i, 0.9)),
                each(size, i -> time(i, 1.234567)),
                each(size, i -> stalled(i) ? 0L : 10L),
                each(size, i -> stalled(i) ? 12.25 : 0.0),
                each(size, i -> stalled(i) ? 16 : 0));
    }

    private static boolean stalled(int i) {
        return i % 200 >= 52 && i % 200 < 80;
    }

    private static Optional<Duration> time(int i, double milliseconds) {
        return i % 97 == 0
                ? Optional.empty()
                : Optional.of(SampleSteps.ms(stalled(i) ? 100 * (80 - i % 200) : milliseconds * (1 + i % 13 / 7.0)));
    }

    private static <T> List<T> each(int size, IntFunction<T> value) {
        return IntStream.range(0, size).mapToObj(value).toList();
    }
}
