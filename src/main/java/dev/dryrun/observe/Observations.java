package dev.dryrun.observe;

import dev.dryrun.load.LoadResult;
import dev.dryrun.script.Step;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * All that a run has seen; everything after this is computed from it. {@code incomplete} says why the run ended before
 * the migration did.
 */
public record Observations(
        List<RanStep> ran,
        List<Step> skipped,
        LockObservations locks,
        Optional<LoadResult> load,
        StepBytes bytes,
        Map<String, String> settings,
        Optional<String> incomplete,
        Manner manner) {

    public Observations {
        ran = List.copyOf(ran);
        skipped = List.copyOf(skipped);
        settings = Map.copyOf(settings);
    }

    /** The same of which no step is told, but the first one of another part as if it were to come. */
    public Observations withoutSteps(Observations beginning) {
        List<Step> one = Stream.concat(beginning.ran().stream().map(RanStep::step), beginning.skipped().stream())
                .limit(1)
                .toList();
        LockObservations none = new LockObservations(
                List.of(), List.of(), Map.of(), Map.of(), List.of(), List.of(), locks.sampling(), Set.of());
        return new Observations(List.of(), one, none, load, bytes, settings, incomplete, manner);
    }

    /** What the script asked of psql and was passed over. */
    public List<PassedOver> notes() {
        return manner.notes();
    }

    /** How the command went, where the steps are those of a command. */
    public Optional<CommandCourse> command() {
        return manner.command();
    }

    /** All that was sent, in the order in which it was: the steps, and every try of those that had several. */
    public List<RanStep> sent() {
        return Try.inOrder(ran, manner.tries());
    }

    /** The tries of a step, and for one that was run once that. */
    public List<RanStep> triesOf(RanStep step) {
        return Try.of(step, manner.tries());
    }

    /** Bytes of the write-ahead log that a try of a step wrote itself, where they are known. */
    public Optional<Long> walBytes(RanStep step) {
        return Optional.ofNullable(bytes.wal().get(step.id()));
    }

    /** Bytes of a try's temporary files, where they are known. */
    public Optional<Long> tempBytes(RanStep step) {
        return Optional.ofNullable(bytes.temporary().get(step.id()));
    }
}
