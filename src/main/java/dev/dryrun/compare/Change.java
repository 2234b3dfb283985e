package dev.dryrun.compare;

/** Whether something is in both runs. */
public enum Change {
    /** In both. */
    KEPT,
    /** Only in the later run. */
    NEW,
    /** Only in the earlier run. */
    GONE
}
