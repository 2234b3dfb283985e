package dev.dryrun.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.dryrun.plan.BadInput;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class RetirementTest {

    private static final Column ID = new Column("id", Column.Type.NUMBER, 1000, Set.of(Column.Trait.IDENTITY));
    private static final Column TOTAL = new Column("total", Column.Type.NUMBER, 1000, Set.of());
    private static final Column STATE = new Column("state", Column.Type.TEXT, 100, Set.of());
    private static final Column CODE = new Column("\"Code\"", Column.Type.TEXT, 100, Set.of());
    private static final Table ORDERS = new Table(
            "public.orders",
            10,
            List.of(ID, TOTAL, STATE, CODE),
            List.of(
                    new Table.Index(true, true, true, true, List.of(ID)),
                    new Table.Index(false, false, true, false, List.of(TOTAL, STATE)),
                    new Table.Index(false, true, true, false, List.of(CODE))));

    private static final List<Retirement.Relation> RELATIONS = List.of(
            relation(
                    "public",
                    "orders",
                    new Retirement.Existing("id", "id", true, false),
                    new Retirement.Existing("total", "total", true, false),
                    new Retirement.Existing("state", "state", true, true),
                    new Retirement.Existing("Code", "\"Code\"", false, true)),
            relation("orders", "total", new Retirement.Existing("x", "x", false, false)),
            relation("shop", "customers", new Retirement.Existing("email", "email", false, false)));

    @Test
    void a_retired_column_and_the_indexes_over_it_are_not_in_the_table_any_more() {
        Table without = retire("public.orders.state").without(ORDERS);
        assertThat(without.columns()).containsExactly(ID, TOTAL, CODE);
        assertThat(without.indexes())
                .hasSize(2)
                .allMatch(index -> !index.columns().contains(STATE));
    }

    @Test
    void other_tables_stay_as_they_are() {
        assertThat(retire("shop.customers.email").without(ORDERS)).isEqualTo(ORDERS);
    }

    @Test
    void quoted_names_keep_their_case_and_others_do_not() {
        assertThat(retire("ORDERS.\"Code\"").without(ORDERS).columns()).containsExactly(ID, TOTAL, STATE);
        assertThatExceptionOfType(BadInput.class).isThrownBy(() -> retire("orders.Code"));
    }

    @Test
    void two_names_are_schema_and_table_before_they_are_table_and_column() {
        assertThat(retire("orders.total").isRetired("orders.total")).isTrue();
        assertThat(retire("orders.total").without(ORDERS)).isEqualTo(ORDERS);
        assertThat(retire("public.orders.total").without(ORDERS).columns()).doesNotContain(TOTAL);
    }

    @Test
    void rows_cannot_be_inserted_without_a_column_that_needs_a_value() {
        assertThat(retire("public.orders.total").preventsInserts(ORDERS))
                .contains("the retired column total is NOT NULL and has no default");
        assertThat(retire("public.orders.\"Code\"").preventsInserts(ORDERS))
                .contains("the default of the retired column \"Code\" is not unique");
        assertThat(retire("public.orders.state").preventsInserts(ORDERS)).isEmpty();
        assertThat(retire("public.orders.id").preventsInserts(ORDERS)).isEmpty();
    }

    @Test
    void an_unknown_name_is_bad_input_that_shows_the_near_ones() {
        assertThatExceptionOfType(BadInput.class)
                .isThrownBy(() -> retire("public.orders.totl"))
                .withMessage("--retired public.orders.totl is neither a table nor a column of the restored database")
                .satisfies(refused -> assertThat(refused.hint()).contains("public.orders.total"));
        assertThatExceptionOfType(BadInput.class)
                .isThrownBy(() -> retire("custmers"))
                .satisfies(refused -> assertThat(refused.hint()).isEqualTo("there is shop.customers"));
    }

    @Test
    void what_is_no_name_is_bad_input() {
        for (String text : List.of("", "a..b", ".a", "a.", "a.b.c.d", "two words", "\"open")) {
            assertThatExceptionOfType(BadInput.class)
                    .isThrownBy(() -> retire(text))
                    .withMessageContaining("is not the name of a table or column");
        }
    }

    private static Retirement retire(String... names) {
        return Retirement.of(Set.of(names), RELATIONS);
    }

    private static Retirement.Relation relation(String schema, String name, Retirement.Existing... columns) {
        return new Retirement.Relation(schema, name, schema + "." + name, List.of(columns));
    }
}
