package dev.dryrun.observe;

import dev.dryrun.time.Span;
import java.time.Duration;
import java.util.Optional;

/**
 * A time of the migration in which nothing was seen, because dryrun, the server or the machine stood still, or in which
 * the machine's wall clock was {@code moved} against the run's own.
 */
public record Silence(Span span, Optional<Duration> moved) {}
