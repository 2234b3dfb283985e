package dev.dryrun.time;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The stretches of a measured run in their order: warm-up, each step, cool-down. A stretch lasts until the next
 * begins, so that every moment belongs to exactly one; a step that is run again goes on with its own. Written by the
 * thread that runs the steps, read by the load.
 */
public final class Phases {

    /** What a stretch of the run is. */
    public enum Kind {
        WARM_UP,
        STEP,
        COOL_DOWN
    }

    /** One stretch; {@code step} is the number of its step and 0 for the others. */
    public record Phase(Kind kind, int step, Moment start) {}

    /** What tells one phase from another. */
    private record Key(Kind kind, int step) {}

    private final List<Phase> begun = new ArrayList<>();
    /** For each of these what it goes on with: itself, or what began before under the same number. */
    private final List<Phase> whole = new ArrayList<>();
    /** By phase, the place of its last beginning. */
    private final Map<Phase, Integer> last = new HashMap<>();

    private final Map<Key, Phase> first = new LinkedHashMap<>();

    /** Begins a phase. Phases begin in the order of time. */
    public synchronized Phase begin(Kind kind, int step, Moment start) {
        if (!begun.isEmpty() && start.isBefore(begun.get(begun.size() - 1).start())) {
            throw new IllegalArgumentException("phase " + kind + " begins before the one ahead of it");
        }
        Phase phase = new Phase(kind, step, start);
        begun.add(phase);
        Phase known = first.computeIfAbsent(new Key(kind, step), ignored -> phase);
        last.put(known, whole.size());
        whole.add(known);
        notifyAll();
        return known;
    }

    /** Waits until a step has begun; returns at once when it has begun before. */
    public synchronized void awaitStep(int step) throws InterruptedException {
        while (!first.containsKey(new Key(Kind.STEP, step))) {
            wait();
        }
    }

    /** The phase that a moment lies in; the first one for moments before all. Asked only after the moment has passed. */
    public synchronized Phase at(Moment moment) {
        return whole.get(indexAt(moment));
    }

    private int indexAt(Moment moment) {
        int low = 0;
        for (int high = begun.size() - 1; low < high; ) {
            int middle = (low + high + 1) >>> 1;
            if (begun.get(middle).start().isAfter(moment)) {
                high = middle - 1;
            } else {
                low = middle;
            }
        }
        return low;
    }

    /** How much of a span lies in each phase. Asked only after the span has passed. */
    public synchronized Map<Phase, Duration> shares(Span span) {
        Map<Phase, Duration> shares = new LinkedHashMap<>();
        for (int i = indexAt(span.from()); i < begun.size(); i++) {
            Moment from = i == 0
                    ? span.from()
                    : Moment.later(span.from(), begun.get(i).start());
            boolean last = i == begun.size() - 1;
            Moment to = last
                    ? span.to()
                    : Moment.earlier(span.to(), begun.get(i + 1).start());
            if (to.isAfter(from)) {
                shares.merge(whole.get(i), to.since(from), Duration::plus);
            }
            if (!span.to().isAfter(to)) {
                break;
            }
        }
        return shares;
    }

    /** When a phase ended, for the last time if it was begun again; empty for one that goes on. */
    public synchronized Optional<Moment> endOf(Phase phase) {
        int next = last.getOrDefault(phase, begun.size()) + 1;
        return next < begun.size() ? Optional.of(begun.get(next).start()) : Optional.empty();
    }

    /** Every beginning in the order of time: a step that was run again began more than once. */
    public synchronized List<Phase> beginnings() {
        return List.copyOf(begun);
    }

    /** Each once, with its first beginning. */
    public synchronized List<Phase> all() {
        return List.copyOf(first.values());
    }
}
