package dev.dryrun.verdict;

import java.util.Optional;

/**
 * Something that counts against a budget, in its unit (ms or a count): what a step did to a table, or to requests.
 *
 * @param requests of a percentile, how many requests it is of
 */
public record Charge(double measured, Optional<Integer> step, Optional<String> relation, Optional<Long> requests) {

    public Charge(double measured, Optional<Integer> step, Optional<String> relation) {
        this(measured, step, relation, Optional.empty());
    }
}
