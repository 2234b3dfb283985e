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

/**
 * Draws the locks over the time of the migration: the relations that others could not use for longest come first. A lock on
 * an index that blocks nobody stands in the row of its table.
 */
final class HtmlTimeline {

    private static final int ROWS = 20;
    private static final int BARS = 4000;
    private static final int TICKS = 6;
    private static final int STATEMENT_WIDTH = 100;

    /** The locks of one relation, and for how long they kept others out. */
    private record Lane(String relation, List<Bar> bars, List<Duration> blocked) {

        private Duration longest() {
            return blocked.stream().max(Comparator.naturalOrder()).orElse(Duration.ZERO);
        }

        private Row row() {
            return new Row(relation, longest().isZero() ? "" : "≤ " + Figures.duration(longest()), drawn(bars));
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
                steps.addAll(bars(step));
                step.contention().locks().stream()
                        .filter(lock -> !lock.request().created())
                        .forEach(lock -> add(lanes, step, lock));
            }
        }
        List<Lane> sorted = lanes.values().stream()
                .sorted(Comparator.comparing(Lane::longest).reversed())
                .toList();
        return new Timeline(
                from,
                to,
                end,
                widest(steps),
                sorted.stream().limit(ROWS).map(Lane::row).toList(),
                ticks(from, to),
                more(sorted, steps));
    }

    private static String more(List<Lane> lanes, List<Bar> steps) {
        List<String> hidden = new ArrayList<>();
        if (lanes.size() > ROWS) {
            hidden.add(
                    "The " + ROWS + " relations that were blocked for longest are drawn; report.json has the locks on "
                            + Figures.count(lanes.size() - ROWS) + " more.");
        }
        if (steps.size() > BARS) {
            hidden.add("Of " + Figures.count(steps.size(), "step") + " the " + Figures.count(BARS)
                    + " longest are drawn.");
        }
        long bars = lanes.stream()
                .limit(ROWS)
                .mapToLong(lane -> Math.max(0, lane.bars().size() - BARS / ROWS))
                .sum();
        if (bars > 0) {
            hidden.add(Figures.count(bars, "lock")
                    + " that block less than others on the same relation, or for shorter," + " are left out.");
        }
        return String.join(" ", hidden);
    }

    private static void add(Map<String, Lane> lanes, StepReport step, Lock lock) {
        String relation = lock.blocksOthers()
                ? lock.request().relation()
                : lock.request().table().orElse(lock.request().relation());
        Lane lane = lanes.computeIfAbsent(relation, name -> new Lane(name, new ArrayList<>(), new ArrayList<>()));
        String look = lock.blocksReads() ? "both" : lock.blocksWrites() ? "writes" : "other";
        String told = "Step " + step.number() + ": "
                + StrongestLock.sqlSpelling(lock.request().mode()) + " on "
                + lock.request().relation() + ", waited " + Figures.bounds(lock.waited()) + ", held "
                + Figures.bounds(lock.held());
        for (StepLocks.Interval interval : lock.intervals()) {
            double requested = millis(interval.requested());
            double released = millis(interval.released());
            double granted = interval.granted().map(HtmlTimeline::millis).orElse(released);
            if (granted - requested >= 1) {
                lane.bars().add(new Bar(requested, granted, look + " waiting", "", told));
            }
            if (released > granted || interval.granted().isPresent()) {
                lane.bars().add(new Bar(granted, released, look, "", told));
            }
        }
        if (lock.blocksOthers()) {
            lane.blocked().add(blocked(step, lock));
        }
    }

    /** From request to release at most, which its step knows better than the sum of two upper bounds. */
    private static Duration blocked(StepReport step, Lock lock) {
        Duration sum = lock.waited().atMost().plus(lock.held().atMost());
        Duration longest = lock.blocksReads()
                ? step.blocking().reads().atMost()
                : step.blocking().writes().atMost();
        return longest.isZero() || longest.compareTo(sum) > 0 ? sum : longest;
    }

    /** What blocks more is drawn over what blocks less, and rather than that where there are too many. */
    private static List<Bar> drawn(List<Bar> bars) {
        return bars.stream()
                .sorted(Comparator.comparingInt(Bar::height).thenComparing(bar -> bar.to() - bar.from()))
                .skip(Math.max(0, bars.size() - BARS / ROWS))
                .toList();
    }

    /** In the order of time. */
    private static List<Bar> widest(List<Bar> steps) {
        return steps.stream()
                .sorted(Comparator.comparing((Bar bar) -> bar.from() - bar.to()))
                .limit(BARS)
                .sorted(Comparator.comparing(Bar::from))
                .toList();
    }

    /** One bar, or one for each try. */
    private static List<Bar> bars(StepReport step) {
        List<StepTry> tries = step.result().tries();
        if (tries.isEmpty()) {
            return List.of(bar(
                    step,
                    step.timing().start().orElseThrow(),
                    step.timing().duration().orElseThrow(),
                    step.isFailed() ? ", failed" : ""));
        }
        List<Bar> bars = new ArrayList<>();
        for (StepTry one : tries) {
            bars.add(bar(
                    step,
                    one.start(),
                    one.duration(),
                    ", try " + (bars.size() + 1) + " of " + tries.size() + " " + JsonReport.word(one.outcome())));
        }
        return bars;
    }

    private static Bar bar(StepReport step, Duration start, Duration duration, String ending) {
        String look = ending.endsWith("failed") ? "failed" : step.number() % 2 == 0 ? "even" : "odd";
        return new Bar(
                millis(start),
                millis(start.plus(duration)),
                look,
                Integer.toString(step.number()),
                "Step " + step.number() + ending + ", " + Figures.duration(duration) + ": "
                        + Excerpt.line(step.statement().sql(), STATEMENT_WIDTH));
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
