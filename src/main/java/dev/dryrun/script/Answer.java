package dev.dryrun.script;

import java.util.List;
import java.util.Optional;

/**
 * What the server answered to a step.
 *
 * @param count the rows that its command tag names, if it names any
 * @param columns the names of the result's columns; empty where there is no result, or where it was not asked for
 * @param rows each value as text, and empty for NULL
 */
public record Answer(Optional<Long> count, List<String> columns, List<List<Optional<String>>> rows) {

    public Answer {
        columns = List.copyOf(columns);
        rows = List.copyOf(rows);
    }

    /** The answer to a step whose result nobody wants. */
    public static Answer counting(Optional<Long> count) {
        return new Answer(count, List.of(), List.of());
    }
}
