package dev.dryrun.observe;

import dev.dryrun.observe.LockSpan.Evidence;
import dev.dryrun.observe.LockSpan.Parts;
import dev.dryrun.observe.LockSpan.Steps;
import dev.dryrun.time.Between;
import dev.dryrun.time.DurationBounds;
import dev.dryrun.time.Moment;
import dev.dryrun.time.Stretches;
import java.time.Duration;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;

/**
 * The locks that have been released. Memory is bounded: of very many the ones that are alike and closest to one another
 * become one that knows how long they were there together, which makes bounds wider, not wrong. Not thread-safe.
 */
final class ClosedLocks {

    static final int MOST_KEPT = 40_000;

    /** Only those that have all of this in common can stand for one another. */
    private record Kind(
            long relation, LockMode mode, Steps steps, Set<Evidence> evidence, boolean granted, boolean atOnce) {
        static Kind of(LockSpan span) {
            return new Kind(
                    span.relation(),
                    span.mode(),
                    span.steps(),
                    span.evidence(),
                    span.granted().isPresent(),
                    span.hasNotWaited());
        }
    }

    private static final Comparator<LockSpan> IN_TIME =
            Comparator.comparing(span -> span.requested().earliest());

    private final int mostKept;
    private final List<LockSpan> spans = new ArrayList<>();
    private int full;

    ClosedLocks() {
        this(MOST_KEPT);
    }

    ClosedLocks(int mostKept) {
        this.mostKept = mostKept;
        this.full = mostKept;
    }

    /** {@code settled} is a moment before which nothing more will be learnt. */
    void add(LockSpan span, Moment settled) {
        if (spans.size() >= full) {
            coalesce(settled);
        }
        spans.add(span);
    }

    List<LockSpan> all() {
        return spans;
    }

    /** Those that were there in this step or a later one, which are the last ones. */
    List<LockSpan> since(int step) {
        int from = spans.size();
        while (from > 0 && spans.get(from - 1).lastStep() >= step) {
            from--;
        }
        return List.copyOf(spans.subList(from, spans.size()));
    }

    /** Changes the last ones, of that step, as far as each still stands for itself. */
    void changeLast(int step, UnaryOperator<LockSpan> change) {
        for (int i = spans.size() - 1; i >= 0 && spans.get(i).lastStep() == step; i--) {
            if (spans.get(i).parts().isEmpty()) {
                spans.set(i, change.apply(spans.get(i)));
            }
        }
    }

    /** Leaves half of what may be kept, or one a kind where there are more kinds than that. */
    private void coalesce(Moment settled) {
        Map<Kind, List<LockSpan>> old = new LinkedHashMap<>();
        List<LockSpan> recent = new ArrayList<>();
        for (LockSpan span : spans) {
            if (span.released().latest().isBefore(settled)) {
                old.computeIfAbsent(Kind.of(span), ignored -> new ArrayList<>()).add(span);
            } else {
                recent.add(span);
            }
        }
        int each = mostEach(old, mostKept / 2);
        spans.clear();
        old.values().forEach(alike -> spans.addAll(coalesced(alike, each)));
        spans.addAll(recent);
        full = Math.max(mostKept, 2 * spans.size());
    }

    private static int mostEach(Map<Kind, List<LockSpan>> kinds, int room) {
        int each = room;
        while (each > 1 && inAll(kinds, each) > room) {
            each /= 2;
        }
        return Math.max(1, each);
    }

    private static long inAll(Map<Kind, List<LockSpan>> kinds, int each) {
        return kinds.values().stream()
                .mapToLong(alike -> Math.min(each, alike.size()))
                .sum();
    }

    /** Leaves {@code most}: cuts where there was none of them for the longest time. */
    private static List<LockSpan> coalesced(List<LockSpan> alike, int most) {
        if (alike.size() <= most) {
            return alike;
        }
        List<LockSpan> inTime = alike.stream().sorted(IN_TIME).toList();
        BitSet cuts = cuts(inTime, most - 1);
        List<LockSpan> left = new ArrayList<>();
        for (int from = 0; from < inTime.size(); ) {
            int cut = cuts.nextSetBit(from + 1);
            int to = cut < 0 ? inTime.size() : cut;
            left.add(to - from == 1 ? inTime.get(from) : together(inTime.subList(from, to)));
            from = to;
        }
        return left;
    }

    private static BitSet cuts(List<LockSpan> inTime, int wanted) {
        Duration[] absent = new Duration[inTime.size()];
        Moment released = inTime.get(0).released().latest();
        for (int i = 1; i < absent.length; i++) {
            absent[i] = inTime.get(i).requested().earliest().since(released);
            released = Moment.later(released, inTime.get(i).released().latest());
        }
        BitSet cuts = new BitSet();
        IntStream.range(1, absent.length)
                .boxed()
                .sorted(Comparator.comparing((Integer i) -> absent[i]).reversed())
                .limit(wanted)
                .forEach(cuts::set);
        return cuts;
    }

    private static LockSpan together(List<LockSpan> inTime) {
        LockSpan first = inTime.get(0);
        Between requested = first.requested();
        Between released = first.released();
        for (LockSpan span : inTime) {
            Between asked = span.requested();
            requested = new Between(requested.earliest(), Moment.earlier(requested.latest(), asked.latest()));
            Between gone = span.released();
            released = new Between(
                    Moment.later(released.earliest(), gone.earliest()), Moment.later(released.latest(), gone.latest()));
        }
        Optional<Between> granted = first.hasNotWaited() ? Optional.of(requested) : first.granted();
        long count = inTime.stream().mapToLong(LockSpan::count).sum();
        return new LockSpan(
                        first.relation(),
                        first.mode(),
                        requested,
                        granted,
                        released,
                        first.steps(),
                        first.evidence(),
                        Optional.empty())
                .parts(new Parts(count, waited(inTime), held(inTime), present(inTime)));
    }

    private static DurationBounds waited(List<LockSpan> spans) {
        Stretches waited = new Stretches();
        for (LockSpan span : spans) {
            span.parts()
                    .ifPresentOrElse(
                            parts -> waited.add(span.requested(), span.released(), parts.waited()),
                            () -> waited.add(span.requested(), span.granted().orElse(span.released())));
        }
        return waited.total();
    }

    private static DurationBounds held(List<LockSpan> spans) {
        Stretches held = new Stretches();
        for (LockSpan span : spans) {
            span.parts()
                    .ifPresentOrElse(
                            parts -> held.add(span.requested(), span.released(), parts.held()),
                            () -> span.granted().ifPresent(granted -> held.add(granted, span.released())));
        }
        return held.isEmpty() ? DurationBounds.ZERO : held.total();
    }

    private static DurationBounds present(List<LockSpan> spans) {
        Stretches present = new Stretches();
        for (LockSpan span : spans) {
            span.parts()
                    .ifPresentOrElse(
                            parts -> present.add(span.requested(), span.released(), parts.present()),
                            () -> present.add(span.requested(), span.released()));
        }
        return present.total();
    }
}
