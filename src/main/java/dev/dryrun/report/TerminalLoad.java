package dev.dryrun.report;

import dev.dryrun.report.LoadReport.Latencies;
import dev.dryrun.report.LoadReport.StepLoad;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.ToLongFunction;

/** What the application felt, in a few lines of a terminal. */
final class TerminalLoad {

    private TerminalLoad() {}

    /** Before the migration, the worst of it, and what it came to. */
    static List<String> felt(Report report) {
        List<String> lines = new ArrayList<>();
        report.conditions()
                .load()
                .baseline()
                .flatMap(phase -> times(phase.latencies()))
                .ifPresent(times -> lines.add("before: " + times));
        worst(report)
                .flatMap(step -> step.contention()
                        .load()
                        .flatMap(load -> times(load.latencies()))
                        .map(times -> "worst, in step " + step.number() + ": " + times))
                .ifPresent(lines::add);
        String sums = sums(report);
        if (!sums.isEmpty()) {
            lines.add(sums);
        }
        return lines;
    }

    private static Optional<StepReport> worst(Report report) {
        return report.steps().stream()
                .filter(step -> slowest(step).isPresent())
                .max(Comparator.comparing(step -> slowest(step).orElseThrow()));
    }

    private static Optional<Duration> slowest(StepReport step) {
        return step.contention().load().flatMap(load -> load.latencies().max());
    }

    private static Optional<String> times(Latencies latencies) {
        return latencies
                .max()
                .map(max -> "p50 " + Figures.duration(latencies.p50()) + ", p99 " + Figures.duration(latencies.p99())
                        + ", max " + Figures.duration(max));
    }

    private static String sums(Report report) {
        List<StepLoad> loads = report.steps().stream()
                .flatMap(step -> step.contention().load().stream())
                .toList();
        List<String> parts = new ArrayList<>();
        add(parts, sum(loads, StepLoad::over100ms), " over 100 ms");
        add(parts, sum(loads, StepLoad::over1s), " over 1 s");
        Duration empty = loads.stream().map(load -> load.pool().empty()).reduce(Duration.ZERO, Duration::plus);
        if (!empty.isZero()) {
            parts.add("no connection free for " + Figures.duration(empty));
        }
        add(parts, sum(loads, load -> load.pool().timedOut()), " got no connection");
        return parts.isEmpty() ? "" : "in the steps: " + String.join(", ", parts);
    }

    private static void add(List<String> parts, long count, String what) {
        if (count > 0) {
            parts.add(Figures.count(count) + what);
        }
    }

    private static long sum(List<StepLoad> loads, ToLongFunction<StepLoad> figure) {
        return loads.stream().mapToLong(figure).sum();
    }
}
