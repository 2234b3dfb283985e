package dev.dryrun.report;

import dev.dryrun.report.StepLocks.Lock;
import dev.dryrun.report.html.Timeline;
import dev.dryrun.report.html.Timeline.Bar;
import dev.dryrun.report.html.Timeline.Row;
import dev.dryrun.report.html.Timeline.Tick;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Draws the locks over the time of the migration: the relations that others could not use for longest come first. */
final class HtmlTimeline {

    private static final List<String> LOOKS = List.of("other", "writes", "both");
    private static final int ROWS = 24;
    private static final int BARS = 4000;
    private static final int TICKS = 8;
    private static final int STATEMENT_WIDTH = 100;

    /** The locks of one relation, and for how long they kept others out. */
    private record Lane(String relation, List<Bar> bars, List<Duration> blocked) {

        private Duration longest() {
            return blocked.stream().max(Comparator.naturalOrder()).orElse(Duration.ZERO);
        }
    }

    private HtmlTimeline() {}

    static Timeline of(Report report, Optional<HtmlSeries> series) {
        double end = Math.max(1, millis(report.inputs().migration().duration()));
        double from = series.map(HtmlSeries::from).orElse(0.0);
        double to = Math.max(end, series.map(HtmlSeries::to).orElse(0.0));
        List<Bar> steps = new ArrayList<>();
        Map<String, Lane> lanes = new LinkedHashMap<>();
        for (StepReport step : report.steps()) {
            if (!step.isSkipped()) {
                steps.add(bar(step));
                step.contention().locks().stream()
                        .filter(lock -> !lock.request().created())
                        .forEach(lock -> add(lanes, step, lock));
            }
        }
        List<Lane> sorted = lanes.values().stream()
                .sorted(Comparator.comparing(Lane::longest).reversed())
                .toList();
        List<Row> rows = sorted.stream()
                .limit(ROWS)
                .map(lane -> new Row(lane.relation(), drawn(lane)))
                .toList();
        int hidden = sorted.size() - rows.size();
        return new Timeline(
                from,
                to,
                steps.stream().limit(BARS).toList(),
                rows,
                ticks(from, to),
                hidden == 0 ? "" : Figures.count(hidden, "relation") + " with shorter locks are in report.json.");
    }

    private static void add(Map<String, Lane> lanes, StepReport step, Lock lock) {
        Lane lane = lanes.computeIfAbsent(
                lock.request().relation(), name -> new Lane(name, new ArrayList<>(), new ArrayList<>()));
        String look = lock.blocksReads() ? "both" : lock.blocksWrites() ? "writes" : "other";
        String told = "Step " + step.number() + ": " + lock.request().mode() + " on "
                + lock.request().relation() + ", waited " + Figures.bounds(lock.waited()) + ", held "
                + Figures.bounds(lock.held());
        for (StepLocks.Interval interval : lock.intervals()) {
            double requested = millis(interval.requested());
            double released = millis(interval.released());
            double granted = interval.granted().map(HtmlTimeline::millis).orElse(released);
            if (granted - requested >= 1) {
                lane.bars().add(new Bar(requested, granted, look + " waiting", "", told));
            }
            lane.bars().add(new Bar(granted, released, look, "", told));
        }
        if (lock.blocksOthers()) {
            lane.blocked().add(lock.waited().atMost().plus(lock.held().atMost()));
        }
    }

    /** What blocks more is drawn over what blocks less, and rather than that where there are too many. */
    private static List<Bar> drawn(Lane lane) {
        return lane.bars().stream()
                .sorted(Comparator.comparing(
                        (Bar bar) -> LOOKS.indexOf(bar.look().split(" ")[0])))
                .skip(Math.max(0, lane.bars().size() - BARS / ROWS))
                .toList();
    }

    private static Bar bar(StepReport step) {
        double start = millis(step.timing().start().orElseThrow());
        Duration duration = step.timing().duration().orElseThrow();
        String told = "Step " + step.number() + ", " + Figures.duration(duration) + ": "
                + Excerpt.line(step.statement().sql(), STATEMENT_WIDTH);
        return new Bar(
                start,
                start + millis(duration),
                step.isFailed() ? "failed" : step.number() % 2 == 0 ? "even" : "odd",
                Integer.toString(step.number()),
                told);
    }

    /** At round numbers: 1, 2 or 5 times a power of ten. */
    private static List<Tick> ticks(double from, double to) {
        double rough = (to - from) / TICKS;
        double power = Math.pow(10, Math.floor(Math.log10(rough)));
        double step = rough / power < 2 ? 2 * power : rough / power < 5 ? 5 * power : 10 * power;
        List<Tick> ticks = new ArrayList<>();
        for (long i = (long) Math.ceil(from / step); i * step <= to - 0.03 * (to - from); i++) {
            ticks.add(new Tick(i * step, label(i * step)));
        }
        return ticks;
    }

    private static String label(double millis) {
        Duration absolute = Duration.ofNanos(Math.round(Math.abs(millis) * 1e6));
        return (millis < 0 ? "-" : "") + Figures.exact(absolute);
    }

    private static double millis(Duration duration) {
        return duration.toNanos() / 1e6;
    }
}
