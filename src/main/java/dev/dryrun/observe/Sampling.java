package dev.dryrun.observe;

import java.time.Duration;

/**
 * How closely the run was watched: the interval asked for, the longest one that was kept to (a sample may take at most
 * a fifth of it), how many samples, how many times a sample came a whole interval late, and the time between samples.
 */
public record Sampling(
        Duration interval,
        Duration effectiveInterval,
        long samples,
        long missed,
        Duration gapP50,
        Duration gapP99,
        Duration gapMax,
        Duration costP50) {}
