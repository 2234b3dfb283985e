package dev.dryrun.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.dryrun.plan.BadInput;
import dev.dryrun.plan.Disturbance;
import dev.dryrun.plan.Disturbance.Beginning;
import dev.dryrun.plan.Disturbance.Kind;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DisturbanceTextTest {

    @Test
    void a_disturbance_is_a_kind_a_table_a_time_and_a_step() {
        assertThat(read("reader public.orders 10s before step 3"))
                .isEqualTo(new Disturbance(
                        Kind.READER,
                        Optional.of("public.orders"),
                        Optional.of(Duration.ofSeconds(10)),
                        new Beginning(false, 3)));
        assertThat(read("row-lock orders 500ms during step 2").beginning()).isEqualTo(new Beginning(true, 2));
    }

    @Test
    void without_a_step_it_is_there_before_the_first() {
        assertThat(read("idle orders 3s").beginning()).isEqualTo(Beginning.FIRST);
    }

    @Test
    void a_dump_and_a_vacuum_may_do_without_a_time() {
        assertThat(read("pg_dump during step 2").duration()).isEmpty();
        assertThat(read("pg_dump 30s").duration()).contains(Duration.ofSeconds(30));
        assertThat(read("vacuum orders before step 2"))
                .isEqualTo(
                        new Disturbance(Kind.VACUUM, Optional.of("orders"), Optional.empty(), new Beginning(false, 2)));
    }

    @Test
    void a_name_in_quotes_may_hold_blanks_and_quotes() {
        assertThat(read("idle \"My \"\"own\"\" shop\".\"All orders\" 3s").relation())
                .contains("\"My \"\"own\"\" shop\".\"All orders\"");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            ''                              | does not begin with a kind
            writer orders 3s                | does not begin with a kind
            reader                          | names no table
            reader 10s                      | names no table
            reader before step 3            | names no table
            reader orders                   | does not say for how long
            reader orders before step 2     | does not say for how long
            reader orders 10                | is a duration without a unit
            reader orders 10s after step 2  | does not say when
            reader orders 10s before 2      | does not say when
            reader orders 10s before step 0 | is not a whole number of 1 or more
            reader orders 10s before step x | is not a whole number of 1 or more
            pg_dump orders                  | does not say when
            reader orders 10s 20s           | does not say when
            """)
    void what_cannot_be_read_is_bad_input(String text, String why) {
        assertThatThrownBy(() -> read(text))
                .isInstanceOf(BadInput.class)
                .hasMessageStartingWith("--disturb")
                .hasMessageContaining(why);
    }

    private static Disturbance read(String text) {
        return new DisturbanceText(text).disturbance();
    }
}
