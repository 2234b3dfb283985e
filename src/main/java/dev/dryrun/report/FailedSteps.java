package dev.dryrun.report;

import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/** Requests that failed alike since the first step: with which error, of which queries, due in which steps or after them. */
record FailedSteps(
        Optional<String> sqlState, String message, long count, SortedSet<String> queries, SortedSet<Integer> steps) {

    private static final int QUERIES_SHOWN = 4;

    /** In the place of a step, for requests that were due after the last one. */
    private static final int AFTER = Integer.MAX_VALUE;

    /** What tells one error from another. */
    private record Key(Optional<String> sqlState, String message) {}

    /** What has been found of one so far. */
    private static final class Sum {

        private final SortedSet<String> queries = new TreeSet<>();
        private final SortedSet<Integer> steps = new TreeSet<>();
        private long count;

        void add(LoadReport.Failure failure, int step) {
            count += failure.count();
            queries.add(failure.query());
            steps.add(step);
        }

        FailedSteps of(Key key) {
            return new FailedSteps(key.sqlState(), key.message(), count, queries, steps);
        }
    }

    /** The most frequent first. */
    static List<FailedSteps> of(Report report) {
        Map<Key, Sum> byError = new LinkedHashMap<>();
        for (StepReport step : report.steps()) {
            step.contention().load().stream()
                    .flatMap(load -> load.failures().stream())
                    .forEach(failure -> byError.computeIfAbsent(
                                    new Key(failure.sqlState(), failure.message()), ignored -> new Sum())
                            .add(failure, step.number()));
        }
        report.conditions().load().coolDown().stream()
                .flatMap(after -> after.failures().stream())
                .forEach(failure -> byError.computeIfAbsent(
                                new Key(failure.sqlState(), failure.message()), ignored -> new Sum())
                        .add(failure, AFTER));
        return byError.entrySet().stream()
                .map(entry -> entry.getValue().of(entry.getKey()))
                .sorted(Comparator.comparingLong(FailedSteps::count).reversed().thenComparing(FailedSteps::message))
                .toList();
    }

    String queriesText() {
        int hidden = queries.size() - QUERIES_SHOWN;
        return String.join(", ", queries.stream().limit(QUERIES_SHOWN).toList())
                + (hidden > 0 ? " and " + hidden + " more" : "");
    }

    /** {@code 3}, or {@code 3 to 17}: those between need not all have had one. */
    String stepsText() {
        SortedSet<Integer> within = steps.headSet(AFTER);
        if (within.isEmpty()) {
            return "after the last";
        }
        String text = within.size() == 1 ? "" + within.first() : within.first() + " to " + within.last();
        return steps.contains(AFTER) ? text + ", and after the last" : text;
    }
}
