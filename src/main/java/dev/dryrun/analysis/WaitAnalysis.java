package dev.dryrun.analysis;

import dev.dryrun.analysis.BlockedSessions.BlockedQuery;
import dev.dryrun.observe.BlockedSpan;
import dev.dryrun.observe.Catalog;
import dev.dryrun.observe.LockObservations;
import dev.dryrun.observe.WaitedForSpan;
import dev.dryrun.time.Between;
import dev.dryrun.time.DurationBounds;
import dev.dryrun.time.Moment;
import dev.dryrun.time.Span;
import java.time.Duration;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Stream;

/** Who waited during a step: others behind the migration, and the migration behind others. */
final class WaitAnalysis {

    /** A wait, as far as it lies in the step: who waited, with what, for what, and how long at the most. */
    private record Part(int pid, String query, AwaitedLock lock, Duration length) {}

    private final LockObservations seen;
    private final List<Span> windows;
    private final MigrationTime time;

    WaitAnalysis(LockObservations seen, List<Span> windows, MigrationTime time) {
        this.seen = seen;
        this.windows = windows;
        this.time = time;
    }

    /** {@code catalog} names what they waited for, {@code queues} is who waited when the most did. */
    BlockedSessions blocked(Catalog catalog, int peak, List<LockQueue> queues) {
        List<Part> parts =
                seen.blocked().stream().flatMap(span -> parts(span, catalog)).toList();
        if (parts.isEmpty()) {
            return BlockedSessions.NONE;
        }
        int sessions = sessions(parts);
        return new BlockedSessions(
                sessions, Math.min(Math.max(peak, 1), sessions), longest(parts), sum(parts), byQuery(parts), queues);
    }

    /** The longest wait of one session for rows, of those that began in this step. */
    DurationBounds rows() {
        return seen.blocked().stream()
                .filter(BlockedSpan::forRows)
                .filter(span -> windows.stream()
                        .anyMatch(window -> window.contains(span.started().latest())))
                .map(span -> DurationBounds.from(time.of(span.started()), time.of(span.ended())))
                .max(Comparator.comparing(DurationBounds::atMost))
                .orElse(DurationBounds.ZERO);
    }

    List<WaitedForSpan> waitedFor() {
        return seen.waitedFor().stream()
                .filter(span -> windows.stream().anyMatch(window -> overlaps(window, span.started(), span.ended())))
                .toList();
    }

    private static boolean overlaps(Span window, Between started, Between ended) {
        return started.latest().isBefore(window.to()) && ended.latest().isAfter(window.from());
    }

    private Stream<Part> parts(BlockedSpan span, Catalog catalog) {
        return windows.stream()
                .filter(window -> overlaps(window, span.started(), span.ended()))
                .map(window -> part(span, window, catalog));
    }

    private Part part(BlockedSpan span, Span window, Catalog catalog) {
        Moment from = time.of(Moment.later(span.started().earliest(), window.from()));
        Moment to = Moment.earlier(span.ended().latest(), window.to());
        return new Part(
                span.pid(),
                span.session().query(),
                AwaitedLock.of(span.request(), catalog).alike(),
                time.of(Moment.later(to, window.from())).since(from));
    }

    private static List<BlockedQuery> byQuery(List<Part> parts) {
        Map<String, List<Part>> byQuery = new LinkedHashMap<>();
        parts.forEach(part -> byQuery.merge(part.query(), List.of(part), WaitAnalysis::joined));
        return byQuery.entrySet().stream()
                .map(entry -> byQuery(entry.getKey(), entry.getValue()))
                .sorted(Comparator.comparing(BlockedQuery::longest).reversed())
                .toList();
    }

    private static BlockedQuery byQuery(String query, List<Part> parts) {
        return new BlockedQuery(
                query,
                sessions(parts),
                longest(parts),
                sum(parts),
                parts.stream().map(Part::lock).distinct().toList());
    }

    private static List<Part> joined(List<Part> some, List<Part> more) {
        return Stream.concat(some.stream(), more.stream()).toList();
    }

    private static int sessions(List<Part> parts) {
        TreeSet<Integer> pids = new TreeSet<>();
        parts.forEach(part -> pids.add(part.pid()));
        return pids.size();
    }

    private static Duration longest(List<Part> parts) {
        return parts.stream().map(Part::length).max(Comparator.naturalOrder()).orElse(Duration.ZERO);
    }

    private static Duration sum(List<Part> parts) {
        return parts.stream().map(Part::length).reduce(Duration.ZERO, Duration::plus);
    }
}
