package dev.dryrun.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.dryrun.profile.LoadQuery;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class QueryMixTest {

    private final List<LoadQuery> queries = QueryMix.weighted(
            List.of(query("read 1", false), query("read 2", false), query("read 3", false), query("insert", true)));

    @Test
    void eighty_percent_of_the_requests_read_whatever_the_number_of_queries() {
        QueryMix mix = new QueryMix(queries);
        long reads =
                LongStream.range(0, 100_000).filter(i -> !mix.query(i).writes()).count();

        assertThat(reads).isCloseTo(80_000, within(500L));
    }

    @Test
    void queries_of_a_kind_are_equally_frequent() {
        QueryMix mix = new QueryMix(queries);
        long first = LongStream.range(0, 100_000)
                .filter(i -> mix.query(i).name().equals("read 1"))
                .count();

        assertThat(first).isCloseTo(26_667, within(500L));
    }

    @Test
    void a_load_of_reads_only_or_writes_only_is_possible() {
        assertThat(QueryMix.weighted(List.of(query("read", false)))).allMatch(query -> query.weight() == 1);
        assertThat(QueryMix.weighted(List.of(query("insert", true)))).allMatch(query -> query.weight() == 1);
    }

    @Test
    void the_choice_is_the_same_in_every_run() {
        QueryMix mix = new QueryMix(queries);
        QueryMix again = new QueryMix(queries);

        assertThat(LongStream.range(0, 1000).mapToObj(mix::query))
                .containsExactlyElementsOf(
                        LongStream.range(0, 1000).mapToObj(again::query).toList());
    }

    private static LoadQuery query(String name, boolean writes) {
        return LoadQuery.of(name, "SELECT 1", writes, List.of(List.of()));
    }
}
