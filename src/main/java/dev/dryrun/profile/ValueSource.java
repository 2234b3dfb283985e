package dev.dryrun.profile;

import java.util.List;
import java.util.Optional;

/** Where the values of a request come from. Values are text as Postgres reads it, and empty for null. */
public sealed interface ValueSource {

    /** The values of one request, as many as the variables that they are drawn for. */
    List<Optional<String>> draw(Draws draws);

    /** Values taken from the data together, such as the columns of a key: one of these rows. */
    record Rows(List<List<Optional<String>>> rows, Distribution distribution) implements ValueSource {

        public Rows {
            if (rows.isEmpty()) {
                throw new IllegalArgumentException("no row to draw from; one empty row says that there are no values");
            }
            rows = rows.stream().map(List::copyOf).toList();
        }

        @Override
        public List<Optional<String>> draw(Draws draws) {
            return rows.get((int) distribution.index(rows.size(), draws.random()));
        }

        /** Without the values, which are the user's data. */
        @Override
        public String toString() {
            return "Rows[" + rows.size() + "]";
        }
    }

    /** A value that no row has yet, made from what was drawn for {@code variable} before; null stays null. */
    record Fresh(String variable, FreshValue rule) implements ValueSource {

        @Override
        public List<Optional<String>> draw(Draws draws) {
            return List.of(draws.get(variable).map(value -> rule.next(value, draws.number(), draws.random())));
        }
    }
}
