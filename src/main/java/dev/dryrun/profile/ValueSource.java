package dev.dryrun.profile;

import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;

/** Where the values of a request come from. Values are text as Postgres reads it, and empty for null. */
public sealed interface ValueSource {

    /** The values of one request, as many as the variables that they are drawn for. */
    List<Optional<String>> draw(Draws draws);

    /** Draws the values and keeps them as these variables. */
    default void drawInto(Draws draws, List<String> variables) {
        List<Optional<String>> drawn = draw(draws);
        for (int i = 0; i < variables.size(); i++) {
            draws.set(variables.get(i), drawn.get(i));
        }
    }

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

    /** The numbers from one to another, both included, with {@code scale} digits behind the point. */
    record Range(long from, long to, int scale, Distribution distribution) implements ValueSource {

        public Range {
            if (from > to || to - from < 0 || to - from == Long.MAX_VALUE || scale < 0) {
                throw new IllegalArgumentException("a range from " + from + " to " + to + ", scale " + scale);
            }
        }

        @Override
        public List<Optional<String>> draw(Draws draws) {
            long drawn = from + distribution.index(to - from + 1, draws.random());
            return List.of(Optional.of(BigDecimal.valueOf(drawn, scale).toPlainString()));
        }
    }

    /** One of a list. */
    record OneOf(List<Optional<String>> values, Distribution distribution) implements ValueSource {

        public OneOf {
            values = List.copyOf(values);
            if (values.isEmpty()) {
                throw new IllegalArgumentException("an empty list");
            }
        }

        /** Always the same. */
        public static OneOf constant(String value) {
            return new OneOf(List.of(Optional.of(value)), Distribution.UNIFORM);
        }

        @Override
        public List<Optional<String>> draw(Draws draws) {
            return List.of(values.get((int) distribution.index(values.size(), draws.random())));
        }
    }

    /** A number that no other request of the run gets: {@code start}, and {@code step} more with each request. */
    record Sequence(long start, long step) implements ValueSource {

        @Override
        public List<Optional<String>> draw(Draws draws) {
            return List.of(Optional.of(Long.toString(start + step * draws.number())));
        }
    }

    /** One of so many numbers from 0 on, by turns. */
    record Turns(int size) implements ValueSource {

        @Override
        public List<Optional<String>> draw(Draws draws) {
            return List.of(Optional.of(Long.toString(draws.number() % size)));
        }
    }

    /** Exponentially distributed around a mean, as the pauses of independent users are; not negative. */
    record Around(double mean) implements ValueSource {

        @Override
        public List<Optional<String>> draw(Draws draws) {
            double drawn = -mean * Math.log(1 - draws.random().nextDouble());
            return List.of(Optional.of(Double.toString(drawn)));
        }
    }

    /** What an expression of pgbench's comes to; the variable keeps its type for the next expression. */
    record Computed(Expression expression) implements ValueSource {

        @Override
        public List<Optional<String>> draw(Draws draws) {
            return List.of(expression.evaluate(draws).text());
        }

        @Override
        public void drawInto(Draws draws, List<String> variables) {
            draws.set(variables.get(0), expression.evaluate(draws));
        }
    }

    /** What only the database can fill; {@code load.ProfileBinding} puts another source in its place before the run. */
    sealed interface Unbound extends ValueSource {

        @Override
        default List<Optional<String>> draw(Draws draws) {
            throw new IllegalStateException("not bound to a database: " + this);
        }
    }

    /** Values of these columns of one table, together from one row. */
    record OfColumns(List<ColumnName> columns, Distribution distribution) implements Unbound {

        public OfColumns {
            columns = List.copyOf(columns);
        }
    }

    /** A value for a column that no row has yet. */
    record FreshFor(ColumnName column) implements Unbound {}

    /** pgbench's scale: as many as {@code pgbench_branches} has rows, or 1. */
    record DatabaseScale() implements Unbound {}

    /** pgbench's number of the client. */
    record ClientNumber() implements Unbound {}
}
