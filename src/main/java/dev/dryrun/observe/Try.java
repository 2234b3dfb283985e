package dev.dryrun.observe;

import java.util.Comparator;
import java.util.List;
import java.util.Map;

/**
 * One of several tries of a step. What succeeded may be {@code undone} with its transaction, in which a later step failed.
 *
 * @param dropped the invalid indexes that the try before had left, and that were dropped first
 */
public record Try(RanStep ran, boolean undone, List<String> dropped) {

    public Try {
        dropped = List.copyOf(dropped);
    }

    /** Every try of these steps in the order of time. */
    static List<RanStep> inOrder(List<RanStep> steps, Map<Integer, List<Try>> tries) {
        return tries.isEmpty()
                ? steps
                : steps.stream()
                        .flatMap(step -> of(step, tries).stream())
                        .sorted(Comparator.comparing(step -> step.timing().sent()))
                        .toList();
    }

    static List<RanStep> of(RanStep step, Map<Integer, List<Try>> tries) {
        List<Try> own = tries.getOrDefault(step.number(), List.of());
        return own.isEmpty() ? List.of(step) : own.stream().map(Try::ran).toList();
    }
}
