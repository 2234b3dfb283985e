package dev.dryrun.observe;

import java.util.List;
import java.util.Optional;

/** How a migration was run: what its script asked of psql and was passed over, or how its command went. */
public record Manner(List<PassedOver> notes, Optional<CommandCourse> command) {

    public Manner {
        notes = List.copyOf(notes);
    }

    static Manner ofScript(List<PassedOver> notes) {
        return new Manner(notes, Optional.empty());
    }

    static Manner ofCommand(CommandCourse command) {
        return new Manner(List.of(), Optional.of(command));
    }
}
