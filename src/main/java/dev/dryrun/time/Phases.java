package dev.dryrun.time;

import java.util.ArrayList;
import java.util.List;

/**
 * The stretches of a measured run in their order: warm-up, each step, cool-down. A stretch lasts until the next
 * begins, so that every moment belongs to exactly one. Written by the thread that runs the steps, read by the load.
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

    private final List<Phase> begun = new ArrayList<>();

    /** Begins a phase. Phases begin in the order of time. */
    public synchronized Phase begin(Kind kind, int step, Moment start) {
        if (!begun.isEmpty() && start.isBefore(begun.get(begun.size() - 1).start())) {
            throw new IllegalArgumentException("phase " + kind + " begins before the one ahead of it");
        }
        Phase phase = new Phase(kind, step, start);
        begun.add(phase);
        return phase;
    }

    /** The phase that a moment lies in; the first one for moments before all. Asked only after the moment has passed. */
    public synchronized Phase at(Moment moment) {
        int low = 0;
        for (int high = begun.size() - 1; low < high; ) {
            int middle = (low + high + 1) >>> 1;
            if (begun.get(middle).start().isAfter(moment)) {
                high = middle - 1;
            } else {
                low = middle;
            }
        }
        return begun.get(low);
    }

    public synchronized List<Phase> all() {
        return List.copyOf(begun);
    }
}
