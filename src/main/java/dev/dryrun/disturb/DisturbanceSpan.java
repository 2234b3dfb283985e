package dev.dryrun.disturb;

import dev.dryrun.plan.Disturbance;
import dev.dryrun.time.Moment;
import java.util.Optional;

/**
 * A disturbance as it was: under which application_name, on what relation (schema-qualified), from when to when, and
 * the error that ended it, if one did. Without a beginning its step was never sent.
 */
public record DisturbanceSpan(
        Disturbance disturbance,
        String application,
        Optional<String> relation,
        Optional<Moment> began,
        Optional<Moment> ended,
        Optional<String> error) {}
