package dev.dryrun.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class QueryDraftTest {

    private final Column id = new Column("id", Column.Type.NUMBER, Long.MAX_VALUE, Set.of(Column.Trait.INDEXED));
    private final Column line = new Column("line", Column.Type.NUMBER, Long.MAX_VALUE, Set.of(Column.Trait.INDEXED));
    private final Column order = new Column("\"order\"", Column.Type.TEXT, 100, Set.of());
    private final Table.Index key = new Table.Index(true, true, true, true, List.of(id, line));

    @Test
    void a_table_with_a_composite_key_gets_its_four_queries() {
        Table table = new Table("public.t", 1, List.of(id, line, order), List.of(key));

        assertThat(QueryDraft.of(table))
                .extracting(QueryDraft::sql)
                .containsExactly(
                        "SELECT id, line, \"order\" FROM public.t WHERE id = ? AND line = ?",
                        "SELECT id, line, \"order\" FROM public.t WHERE id >= ? ORDER BY id LIMIT 20",
                        "UPDATE public.t SET \"order\" = \"order\" WHERE id = ? AND line = ?",
                        "INSERT INTO public.t (id, line, \"order\") VALUES (?, ?, ?)");
        assertThat(QueryDraft.missing(table)).isEmpty();
    }

    @Test
    void a_range_is_read_by_another_index_than_the_keys_if_there_is_one() {
        Table.Index other = new Table.Index(false, false, true, false, List.of(line));

        assertThat(new Table("t", 1, List.of(id, line), List.of(key, other)).rangeColumn())
                .contains(line);
    }

    @Test
    void a_table_without_key_and_index_gets_reads_of_some_rows_inserts_and_a_note() {
        Table table = new Table("public.t", 1, List.of(order), List.of());

        assertThat(QueryDraft.of(table))
                .extracting(QueryDraft::kind)
                .containsExactly(QueryDraft.Kind.READ, QueryDraft.Kind.INSERT);
        assertThat(QueryDraft.missing(table))
                .containsExactly("public.t: no read and no update by key, because it has no key");
    }

    @Test
    void a_table_of_server_made_values_only_is_inserted_into_by_default_values() {
        Column identity = new Column("id", Column.Type.NUMBER, 100, Set.of(Column.Trait.IDENTITY));
        Table table = new Table("t", 1, List.of(identity), List.of());

        assertThat(QueryDraft.of(table))
                .extracting(QueryDraft::sql)
                .containsExactly("SELECT id FROM t LIMIT 20", "INSERT INTO t DEFAULT VALUES");
    }
}
