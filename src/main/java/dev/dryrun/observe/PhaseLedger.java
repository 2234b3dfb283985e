package dev.dryrun.observe;

import dev.dryrun.time.Between;
import dev.dryrun.time.Moment;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Turns looks at the progress of the migration's sessions into phases, keeping only changes. Not thread-safe. */
final class PhaseLedger {

    /** VACUUM of a database of very many tables goes through more; memory is bounded. */
    private static final int MOST_KEPT = 10_000;

    private static final String REST = "further phases, and the time between them";

    /** A phase that goes on. */
    private record Open(int step, String phase, Between started, Moment lastSeen) {}

    private final Map<Integer, Integer> steps = new HashMap<>();
    private final Map<Integer, Open> open = new HashMap<>();
    private final List<PhaseSpan> closed = new ArrayList<>();
    private Moment previous = Moment.ORIGIN;

    void stepBegins(int pid, int number, Moment sent) {
        steps.put(pid, number);
        previous = Moment.later(previous, sent);
    }

    /** What every session is in, asked and answered at these moments; the others are in none. */
    void take(Moment asked, Moment answered, Map<Integer, String> phases) {
        for (int pid : List.copyOf(open.keySet())) {
            if (!word(phases.getOrDefault(pid, "")).equals(open.get(pid).phase())) {
                close(pid, answered);
            }
        }
        phases.forEach((pid, phase) -> {
            Open known = open.get(pid);
            Between started =
                    known == null ? new Between(Moment.earlier(previous, answered), answered) : known.started();
            int step = known == null ? steps.getOrDefault(pid, 0) : known.step();
            open.put(pid, new Open(step, word(phase), started, asked));
        });
        previous = asked;
    }

    private String word(String phase) {
        return closed.size() < MOST_KEPT || phase.isEmpty() ? phase : REST;
    }

    /** The command is over, and its phase with it. */
    void ends(int pid, Moment now) {
        if (open.containsKey(pid)) {
            close(pid, now);
        }
    }

    List<PhaseSpan> phases() {
        return List.copyOf(closed);
    }

    private void close(int pid, Moment by) {
        Open over = open.remove(pid);
        Between ended = new Between(Moment.earlier(over.lastSeen(), by), by);
        PhaseSpan last = closed.isEmpty() ? null : closed.get(closed.size() - 1);
        if (closed.size() > MOST_KEPT && last.step() == over.step()) {
            closed.set(closed.size() - 1, new PhaseSpan(over.step(), REST, last.started(), ended));
            return;
        }
        closed.add(new PhaseSpan(over.step(), over.phase(), over.started(), ended));
    }
}
