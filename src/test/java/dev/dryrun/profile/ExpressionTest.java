package dev.dryrun.profile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class ExpressionTest {

    /** What pgbench 15 said to each, in words of its debug(). */
    static List<String> recorded() throws IOException {
        try (var file = ExpressionTest.class.getResourceAsStream("expressions.txt")) {
            return new String(file.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .toList();
        }
    }

    @ParameterizedTest
    @MethodSource("recorded")
    void an_expression_comes_to_what_pgbench_says(String line) {
        String[] sides = line.split(" => ");
        assertThat(evaluated(sides[0])).isEqualTo(sides[1]);
    }

    @ParameterizedTest
    @CsvSource({
        "1 +, where a value is expected",
        "foo(1), pgbench has no function foo",
        "'abs(1, 2)', abs does not take 2 arguments",
        "1 < 2 < 3, an operator is expected",
        "(1, '\")\" is expected'",
        "1 ? 2, 'unexpected \"?\"'",
        "case when 1 then 2, '\"end\" is expected'",
        "99999999999999999999, larger than 64-bit integers",
        "'', a value is expected"
    })
    void what_cannot_be_read_is_told(String text, String message) {
        assertThatThrownBy(() -> Expression.parse(text)).hasMessageContaining(message);
    }

    @Test
    void a_variable_keeps_the_type_that_an_expression_gave_it() throws ExpressionFault {
        Draws draws = new Draws(0);
        new ValueSource.Computed(Expression.parse("3.0")).drawInto(draws, List.of("x"));
        assertThat(draws.get("x")).contains("3");
        assertThat(Expression.parse(":x / 2").evaluate(draws)).isEqualTo(new Value.Real(1.5));
    }

    @Test
    void random_functions_stay_in_their_range_and_reach_its_ends() throws ExpressionFault {
        for (String function : List.of(
                "random(-2, 2)",
                "random_zipfian(-2, 2, 1.1)",
                "random_exponential(-2, 2, 1.0)",
                "random_gaussian(-2, 2, 2.0)")) {
            Expression expression = Expression.parse(function);
            assertThat(LongStream.range(0, 2_000)
                            .mapToObj(i -> expression.evaluate(new Draws(i)))
                            .distinct())
                    .as(function)
                    .containsExactlyInAnyOrder(whole(-2), whole(-1), whole(0), whole(1), whole(2));
        }
    }

    @ParameterizedTest
    @CsvSource({"1", "2", "3", "10", "1000"})
    void permute_gives_every_number_once(int size) {
        assertThat(LongStream.range(0, size).map(i -> Scrambling.permute(i, size, 42)))
                .hasSize(size)
                .doesNotHaveDuplicates()
                .allMatch(at -> at >= 0 && at < size);
    }

    @Test
    void a_failure_names_no_value() {
        Draws draws = new Draws(0);
        draws.set("email", Optional.of("jo@example.org"));
        assertThatThrownBy(() -> Expression.parse(":email + 1").evaluate(draws))
                .isInstanceOf(DrawFailure.class)
                .hasMessage("the variable email holds no number, and an expression needs one");
    }

    private static Value whole(long number) {
        return new Value.Whole(number);
    }

    private static String evaluated(String text) {
        Draws draws = new Draws(0);
        draws.set("five", Optional.of("5"));
        draws.set("half", Optional.of("0.5"));
        draws.set("yes", Optional.of("yes"));
        draws.set("word", Optional.of("abc"));
        try {
            Value value = Expression.parse(text).evaluate(draws);
            String written = value.text().orElse("null");
            String kind = value instanceof Value.Whole ? "int " : value instanceof Value.Real ? "double " : "boolean ";
            return value instanceof Value.Null ? "null" : kind + written;
        } catch (ExpressionFault | DrawFailure wrong) {
            return "error";
        }
    }
}
