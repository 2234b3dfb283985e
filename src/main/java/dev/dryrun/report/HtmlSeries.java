package dev.dryrun.report;

import dev.dryrun.time.Phases;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The load over time as the charts of report.html take it, on the axis of the steps: what dryrun itself spent inside the
 * migration is cut out.
 */
record HtmlSeries(
        List<Double> timeMs,
        List<Integer> blocked,
        List<Double> poolWaiting,
        List<Double> duePerSecond,
        List<Double> completedPerSecond,
        Times times,
        List<Long> errors) {

    /** Response times; absent where no request was due. */
    record Times(List<Optional<Double>> maxMs, List<Optional<Double>> p99Ms, List<Optional<Double>> p50Ms) {

        private static Times of(TimeSeriesReport.Columns columns) {
            return new Times(brief(columns.max()), brief(columns.p99()), brief(columns.p50()));
        }

        /** To the hundredth of a ms, as what is measured is not known better and an hour has 36,000 of each. */
        private static List<Optional<Double>> brief(List<Optional<Duration>> times) {
            return times.stream()
                    .map(time -> time.map(exact -> Math.round(exact.toNanos() / 1e4) / 1e2))
                    .toList();
        }
    }

    /** A step begins: on the axis of the load, and on that of the steps. */
    private record Anchor(double load, double steps) {}

    static HtmlSeries of(Report report, TimeSeriesReport series) {
        List<Anchor> anchors = anchors(report, series);
        double interval = millis(series.interval());
        double start = millis(series.start());
        List<Double> times = new ArrayList<>();
        int passed = 0;
        for (int i = 0; i < series.columns().requests().size(); i++) {
            double load = start + i * interval;
            while (passed < anchors.size() && anchors.get(passed).load() <= load) {
                passed++;
            }
            times.add(Math.round(1e3 * place(load, anchors, passed)) / 1e3);
        }
        TimeSeriesReport.Columns columns = series.columns();
        double perSecond = 1000 / interval;
        return new HtmlSeries(
                times,
                columns.blocked(),
                columns.waiting(),
                columns.requests().stream().map(count -> count * perSecond).toList(),
                columns.completed().stream().map(count -> count * perSecond).toList(),
                Times.of(columns),
                columns.errors());
    }

    double from() {
        return timeMs.isEmpty() ? 0 : Math.min(0, timeMs.get(0));
    }

    double to() {
        return timeMs.isEmpty() ? 0 : timeMs.get(timeMs.size() - 1);
    }

    private static List<Anchor> anchors(Report report, TimeSeriesReport series) {
        double end = millis(report.inputs().migration().duration());
        List<Anchor> anchors = new ArrayList<>();
        Map<Integer, Integer> begun = new HashMap<>();
        for (TimeSeriesReport.Phase phase : series.phases()) {
            double load = millis(phase.start());
            if (phase.kind() == Phases.Kind.COOL_DOWN) {
                anchors.add(new Anchor(load, end));
            }
            phase.step().ifPresent(step -> {
                int time = begun.merge(step, 1, Integer::sum);
                beginning(report.step(step), time).ifPresent(at -> anchors.add(new Anchor(load, millis(at))));
            });
        }
        return anchors;
    }

    /** Where a step began for the first, the second … time. */
    private static Optional<Duration> beginning(StepReport step, int time) {
        List<StepTry> tries = step.result().tries();
        return time <= tries.size()
                ? Optional.of(tries.get(time - 1).start())
                : step.timing().start();
    }

    /** Time passes alike on both axes from one anchor on, but never beyond the next. */
    private static double place(double load, List<Anchor> anchors, int passed) {
        if (passed == 0) {
            return load;
        }
        Anchor last = anchors.get(passed - 1);
        double place = last.steps() + load - last.load();
        return passed < anchors.size() ? Math.min(place, anchors.get(passed).steps()) : place;
    }

    private static double millis(Duration duration) {
        return duration.toNanos() / 1e6;
    }
}
