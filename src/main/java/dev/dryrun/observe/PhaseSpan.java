package dev.dryrun.observe;

import dev.dryrun.time.Between;

/** A phase of a long command, in the words of Postgres's progress views, and from when to when a step was in it. */
public record PhaseSpan(int step, String phase, Between started, Between ended) {}
