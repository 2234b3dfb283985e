package dev.dryrun.observe;

import dev.dryrun.time.Moment;

/** Which try of a step: the step's number, and when it was sent. */
public record TryId(int step, Moment sent) {}
