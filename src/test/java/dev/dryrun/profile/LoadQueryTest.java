package dev.dryrun.profile;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class LoadQueryTest {

    private final List<List<Optional<String>>> rows = List.of(
            List.of(Optional.of("1"), Optional.of("ann")),
            List.of(Optional.of("2"), Optional.of("bob")),
            List.of(Optional.of("3"), Optional.empty()));

    @Test
    void parameters_are_rows_of_the_data_and_alike_in_every_run() {
        LoadQuery query = LoadQuery.of("q", "SELECT ?, ?", false, rows);

        for (int i = 0; i < 50; i++) {
            assertThat(values(query, i)).isIn(rows).isEqualTo(values(query, i));
        }
    }

    @Test
    void fresh_values_replace_those_of_the_row_but_null_stays_null() {
        Map<Integer, FreshValue> fresh = Map.of(0, new FreshValue.Counting(100), 1, new FreshValue.Suffixed(20));
        LoadQuery query =
                LoadQuery.of("q", "INSERT INTO t VALUES (?, ?)", true, rows).withFresh(fresh);

        for (int i = 0; i < 50; i++) {
            List<Optional<String>> values = values(query, i);
            assertThat(values.get(0)).contains(Integer.toString(101 + i));
            assertThat(values.get(1)).isIn(Optional.of("annx" + i), Optional.of("bobx" + i), Optional.empty());
        }
    }

    @Test
    void the_users_data_is_not_printed() {
        assertThat(LoadQuery.of("q", "SELECT ?, ?", false, rows).toString()).doesNotContain("ann");
    }

    private static List<Optional<String>> values(LoadQuery query, long number) {
        Draws draws = new Draws(number);
        List<Optional<String>> values = List.of();
        for (Action action : query.actions()) {
            if (action instanceof Action.Draw draw) {
                draw.perform(draws);
            } else if (action instanceof Action.Execute execute) {
                values = execute.values(draws);
            }
        }
        return values;
    }
}
