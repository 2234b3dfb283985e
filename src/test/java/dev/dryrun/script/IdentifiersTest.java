package dev.dryrun.script;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The names that a statement mentions. */
class IdentifiersTest {

    @Test
    void names_without_quotes_are_in_lower_case() {
        assertThat(names("ALTER TABLE Orders ADD COLUMN Note text")).contains("orders", "note");
    }

    @Test
    void quoted_names_stay_as_they_are() {
        assertThat(names("update \"Order\"\"s\" set x = 1"))
                .contains("Order\"s")
                .doesNotContain("order\"s");
    }

    @Test
    void dotted_names_come_in_parts_and_in_pairs() {
        assertThat(names("select a.b.c from Shop . \"Orders\""))
                .contains("a", "b", "c", "a.b", "b.c", "shop", "Orders", "shop.Orders")
                .doesNotContain("a.b.c");
    }

    @Test
    void only_a_dot_makes_a_pair() {
        assertThat(names("select a, b from c d")).doesNotContain("a.b", "c.d");
    }

    @Test
    void strings_comments_and_numbers_hold_no_names() {
        assertThat(names("select 'orders', E'it\\'s items', 1e5, 0xbeef /* customers */ -- payments"))
                .containsExactly("select");
    }

    @Test
    void bodies_in_dollar_quotes_are_read_too() {
        assertThat(names("do $$ begin update shop.orders set a = 1; execute $q$ delete from items $q$; end $$"))
                .contains("orders", "shop.orders", "items");
    }

    @Test
    void a_name_does_not_pair_with_one_in_a_body() {
        assertThat(names("select a.$$b$$.c")).doesNotContain("a.b", "a.c", "b.c");
    }

    @Test
    void an_apostrophe_in_a_body_hides_nothing() {
        assertThat(names("create function f() as $$ # don't\n spi_exec_query(items) $$ language plperl"))
                .contains("items", "plperl");
    }

    @Test
    void unicode_escapes_are_resolved() {
        assertThat(names("select U&\"d\\0061t\\+000061\", u&\"a\\\\b\", \"d\\0061ta\""))
                .contains("data", "a\\b", "d\\0061ta");
    }

    @Test
    void only_ascii_letters_are_folded() {
        assertThat(names("select ÄRGER")).contains("Ärger");
    }

    @Test
    void identifiers_with_dollars_are_whole() {
        assertThat(names("select a$b$c from t$1 where x = $1"))
                .contains("a$b$c", "t$1", "x")
                .doesNotContain("b", "$1");
    }

    @Test
    void a_step_knows_its_names() {
        List<Step> steps = Parsed.script(
                        List.of(new SourceText("m.sql", "copy public.orders from stdin;\nitems\n\\.\n")), false)
                .steps();
        assertThat(steps.get(0).identifiers()).contains("public.orders").doesNotContain("items");
    }

    private static Set<String> names(String sql) {
        return Identifiers.in(sql);
    }
}
