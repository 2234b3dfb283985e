package dev.dryrun.observe;

import dev.dryrun.time.Moment;
import dev.dryrun.time.Span;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BiFunction;

/**
 * The waits that are over. Memory is bounded: of very many the longest of each kind speaks for those that came to their
 * end within the same step. Waits over several steps are kept, the last ones too. Not thread-safe.
 */
final class EndedWaits<W extends WaitSpan<W>> {

    static final int MOST_KEPT = 30_000;

    /** So many of the last ones stay as they are: of those it may matter who it was. */
    private static final int RECENT_SHARE = 4;

    /** The waits that one can speak for. */
    record Kind(int step, List<Object> alike) {}

    private final int mostKept;
    private final BiFunction<W, Integer, Kind> kind;
    private final List<W> waits = new ArrayList<>();
    private final NavigableMap<Moment, Integer> steps = new TreeMap<>();
    private int full;

    /** {@code kind} tells of which kind a wait is that came about within one step. */
    EndedWaits(int mostKept, BiFunction<W, Integer, Kind> kind) {
        this.mostKept = mostKept;
        this.kind = kind;
        this.full = mostKept;
    }

    void stepBegins(int number, Moment sent) {
        steps.put(sent, number);
    }

    void add(W wait) {
        if (waits.size() >= full) {
            coalesce();
        }
        waits.add(wait);
    }

    List<W> all() {
        return List.copyOf(waits);
    }

    /** Those that were not over before a moment. */
    List<W> since(Moment from) {
        return waits.stream()
                .filter(wait -> !wait.ended().latest().isBefore(from))
                .toList();
    }

    private void coalesce() {
        int recent = waits.size() - mostKept / RECENT_SHARE;
        Map<Kind, W> longest = new HashMap<>();
        Map<Kind, Sum> others = new HashMap<>();
        List<W> kept = new ArrayList<>();
        waits.subList(0, recent).stream()
                .sorted(Comparator.comparing((W wait) -> wait.longest()).reversed())
                .forEach(wait -> within(wait)
                        .map(step -> kind.apply(wait, step))
                        .ifPresentOrElse(alike -> speakFor(alike, wait, longest, others), () -> kept.add(wait)));
        longest.forEach((alike, wait) -> kept.add(
                others.containsKey(alike) ? wait.others(others.get(alike).of(alike.step())) : wait));
        kept.sort(Comparator.comparing(wait -> wait.ended().latest()));
        kept.addAll(waits.subList(recent, waits.size()));
        waits.clear();
        waits.addAll(kept);
        full = Math.max(mostKept, 2 * waits.size());
    }

    private void speakFor(Kind alike, W wait, Map<Kind, W> longest, Map<Kind, Sum> others) {
        wait.others()
                .ifPresent(known ->
                        others.computeIfAbsent(alike, ignored -> new Sum()).add(known));
        if (longest.putIfAbsent(alike, wait) != null) {
            Moment from = wait.started().earliest();
            Span within = new Span(from, from.plus(wait.longest()));
            others.computeIfAbsent(alike, ignored -> new Sum())
                    .add(new OtherWaits(alike.step(), 1, wait.longest(), within, Set.of(wait.pid())));
        }
    }

    /** Adds up waits. */
    private static final class Sum {
        private long count;
        private Duration total = Duration.ZERO;
        private Optional<Span> within = Optional.empty();
        private final Set<Integer> pids = new HashSet<>();

        void add(OtherWaits more) {
            count += more.count();
            total = total.plus(more.total());
            Span both = within.map(known -> new Span(
                            Moment.earlier(known.from(), more.within().from()),
                            Moment.later(known.to(), more.within().to())))
                    .orElse(more.within());
            within = Optional.of(both);
            pids.addAll(more.pids());
        }

        OtherWaits of(int step) {
            return new OtherWaits(step, count, total, within.orElseThrow(), pids);
        }
    }

    /** The step that was the last one sent both when it began and when it was over. */
    private Optional<Integer> within(W wait) {
        Map.Entry<Moment, Integer> begun = steps.floorEntry(wait.started().earliest());
        boolean one =
                begun != null && begun.equals(steps.floorEntry(wait.ended().latest()));
        return one ? Optional.of(begun.getValue()) : Optional.empty();
    }
}
