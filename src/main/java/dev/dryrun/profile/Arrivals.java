package dev.dryrun.profile;

/** How the requests of an open loop follow each other: at equal distances, or at random ones as independent users do. */
public enum Arrivals {
    CONSTANT,
    /** Distances are exponentially distributed around the same mean. */
    POISSON
}
