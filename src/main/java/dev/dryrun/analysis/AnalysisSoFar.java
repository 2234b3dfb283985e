package dev.dryrun.analysis;

import dev.dryrun.observe.Observations;
import dev.dryrun.observe.RanStep;
import dev.dryrun.time.Moment;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Analyses the steps of a run that still goes on, some at a time and each once: with what was known when they had ended,
 * and without what the steps after them will do. Of the steps before it keeps only those that matter to later ones.
 */
public final class AnalysisSoFar {

    private final List<RanStep> shaping = new ArrayList<>();
    private Optional<RanStep> last = Optional.empty();

    /** When the migration would have begun if we had spent no time inside it up to the steps to come. */
    private Moment start = Moment.ORIGIN;

    /** The next steps, in the order in which they ended. */
    public Analysis next(Observations part) {
        if (!part.ran().isEmpty()) {
            begin(part.ran().get(0));
        }
        MigrationTime time = new MigrationTime(start, Overheads.of(part));
        List<RanStep> all = Stream.concat(shaping.stream(), part.ran().stream()).toList();
        Analysis analysis = Analyst.analyse(part, time, new Creations(all, part.locks()));
        start = start.plus(time.overhead());
        part.ran().forEach(this::keep);
        return analysis;
    }

    private void begin(RanStep first) {
        Moment sent = first.timing().sent();
        start = last.map(before -> start.plus(between(before, sent))).orElse(sent);
    }

    /** What we did from one step to the next; before another try it is the runner that waits. */
    private static Duration between(RanStep before, Moment sent) {
        Duration pause = sent.since(before.timing().ended());
        return before.error().isPresent() || pause.isNegative() ? Duration.ZERO : pause;
    }

    private void keep(RanStep step) {
        if (last.isEmpty() || Creations.matters(step)) {
            shaping.add(step);
        }
        last = Optional.of(step);
    }
}
