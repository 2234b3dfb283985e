package dev.dryrun.profile;

import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** One thing that a request does. */
public sealed interface Action {

    /** Draws values and keeps them as variables. */
    record Draw(List<String> variables, ValueSource values) implements Action {

        public Draw {
            variables = List.copyOf(variables);
        }

        public void perform(Draws draws) {
            List<Optional<String>> drawn = values.draw(draws);
            for (int i = 0; i < variables.size(); i++) {
                draws.set(variables.get(i), drawn.get(i));
            }
        }
    }

    /** Sends a statement; {@code parameters} are the variables for its {@code ?} in their order. */
    record Execute(String sql, List<String> parameters) implements Action {

        private static final Set<String> CONTROLS =
                Set.of("begin", "start", "commit", "end", "rollback", "abort", "savepoint", "release", "prepare");

        public Execute {
            parameters = List.copyOf(parameters);
            if (sql.isBlank()) {
                throw new IllegalArgumentException("an empty statement");
            }
        }

        /** Begins or ends a transaction, which a trial in a transaction that is undone leaves out. */
        public boolean controlsTransaction() {
            String first = sql.strip().split("\\W", 2)[0].toLowerCase(Locale.ROOT);
            return CONTROLS.contains(first);
        }

        public List<Optional<String>> values(Draws draws) {
            return parameters.stream().map(draws::get).toList();
        }
    }

    /** Waits as a user or a program between two statements does, in µs; none of it counts as latency. */
    record Think(ValueSource micros) implements Action {

        public Duration duration(Draws draws) {
            String value = micros.draw(draws).get(0).orElse("0");
            return Duration.of(Math.max(0, Math.round(Double.parseDouble(value))), ChronoUnit.MICROS);
        }
    }
}
