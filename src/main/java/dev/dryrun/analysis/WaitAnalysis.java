package dev.dryrun.analysis;

import dev.dryrun.analysis.BlockedSessions.BlockedQuery;
import dev.dryrun.observe.BlockedSpan;
import dev.dryrun.observe.RanStep;
import dev.dryrun.observe.WaitedForSpan;
import dev.dryrun.time.Between;
import dev.dryrun.time.DurationBounds;
import dev.dryrun.time.Moment;
import dev.dryrun.time.Span;
import java.time.Duration;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Who waited during a step: others behind the migration, and the migration behind others. */
final class WaitAnalysis {

    /**
     * A wait, as far as it lies in the step, or the waits that one speaks for: who waited, with what, for what, how long
     * the longest took at the most, and all of them.
     */
    private record Part(Set<Integer> pids, String query, AwaitedLock lock, Duration longest, Duration total) {}

    private final List<BlockedSpan> blocked;
    private final List<WaitedForSpan> waitedFor;
    private final RanStep step;
    private final List<Span> windows;
    private final MigrationTime time;

    WaitAnalysis(SeenLocks seen, RanStep step, MigrationTime time) {
        this.blocked = seen.blocked(step.number());
        this.waitedFor = seen.waitedFor(step.number());
        this.step = step;
        this.windows = seen.windows(step.number());
        this.time = time;
    }

    /** {@code queues} is who waited when the most did. */
    BlockedSessions blocked(int peak, List<LockQueue> queues) {
        List<Part> parts = blocked.stream().flatMap(this::parts).toList();
        if (parts.isEmpty()) {
            return BlockedSessions.NONE;
        }
        int sessions = sessions(parts);
        return new BlockedSessions(
                sessions, Math.min(Math.max(peak, 1), sessions), longest(parts), sum(parts), byQuery(parts), queues);
    }

    /** The longest wait of one session for rows, of those that began in this step. */
    DurationBounds rows() {
        return blocked.stream()
                .filter(BlockedSpan::forRows)
                .filter(span -> windows.stream()
                        .anyMatch(window -> window.contains(span.started().latest())))
                .map(span -> DurationBounds.from(time.of(span.started()), time.of(span.ended())))
                .max(Comparator.comparing(DurationBounds::atMost))
                .orElse(DurationBounds.ZERO);
    }

    List<WaitedForSpan> waitedFor() {
        return waitedFor.stream()
                .filter(span -> windows.stream().anyMatch(window -> overlaps(window, span.started(), span.ended())))
                .toList();
    }

    private static boolean overlaps(Span window, Between started, Between ended) {
        return started.latest().isBefore(window.to()) && ended.latest().isAfter(window.from());
    }

    private Stream<Part> parts(BlockedSpan span) {
        Stream<Part> own = windows.stream()
                .filter(window -> overlaps(window, span.started(), span.ended()))
                .map(window -> part(span, window));
        Stream<Part> others = span.others().stream()
                .filter(more -> more.step() == step.number())
                .map(more -> new Part(more.pids(), span.session().query(), lock(span), Duration.ZERO, more.total()));
        return Stream.concat(own, others);
    }

    private Part part(BlockedSpan span, Span window) {
        Moment from = time.of(Moment.later(span.started().earliest(), window.from()));
        Moment to = Moment.earlier(span.ended().latest(), window.to());
        Duration length = time.of(Moment.later(to, window.from())).since(from);
        return new Part(Set.of(span.pid()), span.session().query(), lock(span), length, length);
    }

    private AwaitedLock lock(BlockedSpan span) {
        return AwaitedLock.of(span.request(), step.catalog()).alike();
    }

    private static List<BlockedQuery> byQuery(List<Part> parts) {
        Map<String, List<Part>> byQuery =
                parts.stream().collect(Collectors.groupingBy(Part::query, LinkedHashMap::new, Collectors.toList()));
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

    private static int sessions(List<Part> parts) {
        Set<Integer> pids = new HashSet<>();
        parts.forEach(part -> pids.addAll(part.pids()));
        return pids.size();
    }

    private static Duration longest(List<Part> parts) {
        return parts.stream().map(Part::longest).max(Comparator.naturalOrder()).orElse(Duration.ZERO);
    }

    private static Duration sum(List<Part> parts) {
        return parts.stream().map(Part::total).reduce(Duration.ZERO, Duration::plus);
    }
}
