package dev.dryrun.compare;

/** A table whose heap a step rewrote in one run or in both. */
public record RewriteDifference(String relation, Change change, Trend trend) {}
