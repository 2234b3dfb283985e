package dev.dryrun.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class InsertModelTest {

    private final Column serial = column("id", Column.Type.NUMBER, Column.Trait.SEQUENCE_DEFAULT);
    private final Column number = column("number", Column.Type.NUMBER);
    private final Column parent = column("parent_id", Column.Type.NUMBER, Column.Trait.FOREIGN_KEY);
    private final Column at = column("at", Column.Type.OTHER);
    private final Column day = column("day", Column.Type.NUMBER, Column.Trait.PARTITION_KEY);
    private final Column label = column("label", Column.Type.TEXT);

    @Test
    void columns_that_the_server_fills_in_are_not_named() {
        InsertModel model = InsertModel.of(table(List.of(serial, label), unique(serial)));

        assertThat(model).isEqualTo(new InsertModel.Possible(List.of(label), Set.of()));
    }

    @Test
    void one_column_of_each_unique_index_gets_new_values_but_never_a_foreign_key() {
        InsertModel model = InsertModel.of(table(List.of(parent, number, label), unique(parent, number)));

        assertThat(model).isEqualTo(new InsertModel.Possible(List.of(parent, number, label), Set.of(number)));
    }

    @Test
    void a_column_that_is_new_anyway_serves_every_index_it_is_in() {
        InsertModel model =
                InsertModel.of(table(List.of(parent, number, label), unique(parent, number, label), unique(label)));

        assertThat(model).isEqualTo(new InsertModel.Possible(List.of(parent, number, label), Set.of(label)));
    }

    @Test
    void a_partition_key_is_copied_because_a_new_value_may_have_no_partition() {
        assertThat(InsertModel.of(table(List.of(day, number), unique(day, number))))
                .isEqualTo(new InsertModel.Possible(List.of(day, number), Set.of(number)));
        assertThat(InsertModel.of(table(List.of(day), unique(day)))).isInstanceOf(InsertModel.Impossible.class);
    }

    @Test
    void a_unique_index_of_foreign_keys_and_other_types_allows_no_insert() {
        assertThat(InsertModel.of(table(List.of(parent, at), unique(parent, at))))
                .isEqualTo(new InsertModel.Impossible("no new value can be made for the unique (parent_id, at)"));
    }

    @Test
    void a_text_too_short_for_new_values_allows_no_insert() {
        Column code = new Column("code", Column.Type.TEXT, 3, Set.of());

        assertThat(InsertModel.of(table(List.of(code), unique(code)))).isInstanceOf(InsertModel.Impossible.class);
    }

    private static Column column(String name, Column.Type type, Column.Trait... traits) {
        return new Column(name, type, 1_000_000, Set.of(traits));
    }

    private static Table.Index unique(Column... columns) {
        return new Table.Index(false, true, false, false, Arrays.asList(columns));
    }

    private static Table table(List<Column> columns, Table.Index... indexes) {
        return new Table("public.t", 1, columns, Arrays.asList(indexes));
    }
}
