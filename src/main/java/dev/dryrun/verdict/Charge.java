package dev.dryrun.verdict;

import java.util.Optional;

/** Something that counts against a budget, in its unit (ms or a count): what a step did to a table, or errors. */
public record Charge(double measured, Optional<Integer> step, Optional<String> relation) {}
