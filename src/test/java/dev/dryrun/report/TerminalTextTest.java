package dev.dryrun.report;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TerminalTextTest {

    @Test
    void nothing_is_left_that_a_terminal_obeys() {
        assertThat(TerminalText.line("a\u001b[31mb\u009b2Jc\u0007d\u202Ee\u0085f\r\n\tg"))
                .isEqualTo("abc d e f g");
        assertThat(TerminalText.lines("a\u001b[31mb\r\n\tat  c\u0007\u202Ed")).isEqualTo("ab\n\tat  c  d");
    }

    @Test
    void wide_characters_take_two_columns_and_what_combines_none() {
        assertThat(TerminalText.columns("注文 e\u0301 🐘")).isEqualTo(9);
        assertThat(TerminalText.cut("注文注文", 6)).isEqualTo("注文…");
        assertThat(TerminalText.cut("注文注文", 2)).isEqualTo("…");
        assertThat(TerminalText.cut("注文注文", 8)).isEqualTo("注文注文");
    }

    @Test
    void text_is_broken_between_words_and_within_those_that_fit_on_no_line() {
        assertThat(TerminalText.wrapped("one two three", 7)).containsExactly("one two", "three");
        assertThat(TerminalText.wrapped("a extraordinarily b", 5)).containsExactly("a", "extra", "ordin", "arily", "b");
        assertThat(TerminalText.wrapped("a 注文注文", 5)).containsExactly("a", "注文", "注文");
        assertThat(TerminalText.wrapped("took 4.2 s", 8)).containsExactly("took", "4.2 s");
        assertThat(TerminalText.wrapped("", 5)).containsExactly("");
    }

    @Test
    void a_caret_stands_below_what_is_shown_of_the_position() {
        assertThat(TerminalText.caret("SELECT '注文\u0007', oops", 14, 80))
                .containsExactly("SELECT '注文 ', oops", "               ^");
        assertThat(TerminalText.caret("SELECT 1,\n\t  oops\nFROM x", 14, 80)).containsExactly("oops", "^");
        assertThat(TerminalText.caret("abc", 4, 80)).containsExactly("abc", "   ^");
        assertThat(TerminalText.caret("abc", 0, 80)).isEmpty();
        assertThat(TerminalText.caret("abc", 5, 80)).isEmpty();
    }

    @Test
    void a_caret_far_to_the_right_stays_in_sight() {
        String sql = "SELECT " + "注文, ".repeat(100) + "oops " + "x".repeat(100);
        var lines = TerminalText.caret(sql, sql.indexOf("oops") + 1, 30);
        assertThat(lines.get(0)).startsWith("…").contains(" oops ").endsWith("…");
        assertThat(lines).allMatch(line -> TerminalText.columns(line) <= 30);
        String before = lines.get(0).substring(0, lines.get(0).indexOf("oops"));
        assertThat(lines.get(1)).isEqualTo(" ".repeat(TerminalText.columns(before)) + "^");
    }
}
