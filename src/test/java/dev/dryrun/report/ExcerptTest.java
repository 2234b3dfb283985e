package dev.dryrun.report;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ExcerptTest {

    @Test
    void a_statement_becomes_one_line() {
        assertThat(Excerpt.line("ALTER TABLE orders\r\n\tADD x int ", 80)).isEqualTo("ALTER TABLE orders ADD x int");
    }

    @Test
    void a_long_line_is_cut_and_says_so() {
        assertThat(Excerpt.line("ALTER TABLE orders", 10)).isEqualTo("ALTER TAB…");
        assertThat(Excerpt.line("ALTER TABLE orders", 18)).isEqualTo("ALTER TABLE orders");
    }

    @Test
    void a_character_of_two_java_chars_is_never_split() {
        assertThat(Excerpt.cut("🐘🐘🐘🐘", 3)).isEqualTo("🐘🐘…");
    }

    @Test
    void nothing_that_a_terminal_acts_upon_is_left() {
        assertThat(Excerpt.line("a\u001b[31mb\u0007c\u0000", 80)).isEqualTo("a [31mb c");
    }

    @Test
    void the_caret_stands_below_the_character_in_its_line() {
        String sql = "ALTER TABLE orders\n\tADD COLUMN x texxt,\n  ADD y int";
        assertThat(Excerpt.caret(sql, sql.indexOf("texxt") + 1, 80))
                .hasValue(" ADD COLUMN x texxt,\n" + " ".repeat(14) + "^");
    }

    @Test
    void the_position_counts_characters_as_postgres_does() {
        assertThat(Excerpt.caret("SELECT '🐘', oops", 13, 80)).hasValue("SELECT '🐘', oops\n            ^");
    }

    @Test
    void the_first_character_the_last_one_and_the_end_can_be_pointed_at() {
        assertThat(Excerpt.caret("abc", 1, 80)).hasValue("abc\n^");
        assertThat(Excerpt.caret("abc", 3, 80)).hasValue("abc\n  ^");
        assertThat(Excerpt.caret("abc", 4, 80)).hasValue("abc\n   ^");
    }

    @Test
    void a_position_outside_of_the_statement_points_nowhere() {
        assertThat(Excerpt.caret("abc", 0, 80)).isEmpty();
        assertThat(Excerpt.caret("abc", 5, 80)).isEmpty();
    }

    @Test
    void of_a_long_line_the_part_around_the_error_is_shown() {
        String sql = "SELECT " + "a, ".repeat(1000) + "oops, " + "b, ".repeat(1000) + "c";
        String[] lines =
                Excerpt.caret(sql, sql.indexOf("oops") + 1, 60).orElseThrow().split("\n");
        assertThat(lines[0]).startsWith("…").endsWith("…").contains("oops");
        assertThat(Excerpt.length(lines[0])).isLessThanOrEqualTo(60);
        assertThat(lines[1].indexOf('^')).isEqualTo(lines[0].indexOf("oops"));
    }
}
