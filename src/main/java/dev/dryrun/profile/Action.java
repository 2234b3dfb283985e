package dev.dryrun.profile;

import dev.dryrun.script.TransactionControl;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** One thing that a request does. */
public sealed interface Action {

    /** Draws values and keeps them as variables. */
    record Draw(List<String> variables, ValueSource values) implements Action {

        public Draw {
            variables = List.copyOf(variables);
        }

        public void perform(Draws draws) {
            values.drawInto(draws, variables);
        }
    }

    /**
     * Sends a statement; {@code parameters} are the variables for its {@code ?} in their order.
     *
     * @param interpolated there are no parameters: the variables that the text names after colons are written into it
     */
    record Execute(String sql, List<String> parameters, Keeping keeping, boolean interpolated) implements Action {

        private static final Pattern WRITES = Pattern.compile(
                "^\\s*(?:insert|update|delete|merge|truncate|copy|call)\\b|^\\s*with\\b.*\\b(?:insert|update|delete|merge)\\b",
                Pattern.CASE_INSENSITIVE | Pattern.DOTALL);

        public Execute {
            parameters = List.copyOf(parameters);
            if (sql.isBlank()) {
                throw new IllegalArgumentException("an empty statement");
            }
        }

        public Execute(String sql, List<String> parameters) {
            this(sql, parameters, Keeping.NOTHING, false);
        }

        /** Does nothing but begin, end or shape a transaction. */
        public boolean controlsTransaction() {
            return TransactionControl.leftOut(sql).isEmpty();
        }

        /** What a trial in a transaction that is undone sends; empty if it begins or ends one only. */
        public Optional<String> textOnTrial(Draws draws) {
            return TransactionControl.leftOut(text(draws));
        }

        /** Its words are those of a statement that writes; a function that it calls may write all the same. */
        public boolean saysItWrites() {
            return WRITES.matcher(sql).find();
        }

        /** What is sent, with {@code ?} for each parameter. */
        public String text(Draws draws) {
            return interpolated ? Interpolation.fill(sql, draws) : sql;
        }

        public List<Optional<String>> values(Draws draws) {
            return parameters.stream().map(draws::get).toList();
        }
    }

    /** What becomes of a statement's rows: they are read and dropped, or kept as variables. */
    sealed interface Keeping {

        Keeping NOTHING = new Nothing();

        /** They are read and dropped. */
        record Nothing() implements Keeping {}

        /** {@code \gset}: the columns of the last query, which has to give one row. */
        record OneRow(String prefix) implements Keeping {}

        /** {@code \aset}: the columns of the last row of every query that gives any. */
        record LastRows(String prefix) implements Keeping {}
    }

    /** Waits as a user or a program between two statements does, in µs; none of it counts as latency. */
    record Think(ValueSource micros) implements Action {

        private static final long LONGEST = Duration.ofDays(1).toNanos() / 1000;

        /** @throws DrawFailure for more than a day, which no run lasts */
        public Duration duration(Draws draws) {
            long time = Math.round(Double.parseDouble(micros.draw(draws).get(0).orElse("0")));
            if (time > LONGEST) {
                throw new DrawFailure("a pause is longer than a day");
            }
            return Duration.of(Math.max(0, time), ChronoUnit.MICROS);
        }
    }

    /** Goes the first of several ways whose condition is true; the last one's always is, and may be empty. */
    record Branch(List<Way> ways) implements Action {

        /** What is done under a condition. */
        public record Way(Expression condition, List<Action> actions) {

            public Way {
                actions = List.copyOf(actions);
            }
        }

        public Branch {
            ways = List.copyOf(ways);
        }

        List<Action> taken(Draws draws) {
            return ways.stream()
                    .filter(way -> way.condition().evaluate(draws).isTrue())
                    .findFirst()
                    .map(Way::actions)
                    .orElse(List.of());
        }
    }

    /** The statements that it may send. */
    default Stream<Execute> statements() {
        if (this instanceof Branch branch) {
            return branch.ways().stream().flatMap(way -> way.actions().stream()).flatMap(Action::statements);
        }
        return this instanceof Execute execute ? Stream.of(execute) : Stream.empty();
    }
}
