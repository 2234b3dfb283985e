package dev.dryrun.observe;

import dev.dryrun.disturb.DisturbanceSpan;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How a migration was run: what its script asked of psql and was passed over, or how its command went; the tries of the
 * steps that were run more than once, by step; what disturbed it; the deadlocks since its first step, its own and
 * others'; why there was no load where one was asked for; and when nothing could be seen.
 */
public record Manner(
        List<PassedOver> notes,
        Optional<CommandCourse> command,
        Map<Integer, List<Try>> tries,
        List<DisturbanceSpan> disturbances,
        List<Deadlock> deadlocks,
        Optional<String> noLoad,
        List<Silence> silences) {

    public Manner {
        notes = List.copyOf(notes);
        tries = Map.copyOf(tries);
        disturbances = List.copyOf(disturbances);
        deadlocks = List.copyOf(deadlocks);
        silences = List.copyOf(silences);
    }

    /** Nothing was run twice, and nothing disturbed it. */
    public Manner(List<PassedOver> notes, Optional<CommandCourse> command) {
        this(notes, command, Map.of(), List.of(), List.of(), Optional.empty(), List.of());
    }

    static Manner ofScript(List<PassedOver> notes, Map<Integer, List<Try>> tries) {
        return new Manner(notes, Optional.empty(), tries, List.of(), List.of(), Optional.empty(), List.of());
    }

    static Manner ofCommand(CommandCourse command) {
        return new Manner(List.of(), Optional.of(command));
    }

    Manner amid(List<DisturbanceSpan> spans, List<Deadlock> seen) {
        return new Manner(notes, command, tries, spans, seen, noLoad, silences);
    }

    Manner withoutLoad(Optional<String> why) {
        return new Manner(notes, command, tries, disturbances, deadlocks, why, silences);
    }

    Manner withSilences(List<Silence> all) {
        return new Manner(notes, command, tries, disturbances, deadlocks, noLoad, all);
    }
}
