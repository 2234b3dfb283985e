package dev.dryrun.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TerminalTest {

    private static final Map<String, String> XTERM = Map.of("TERM", "xterm");

    @Test
    void the_width_is_what_the_terminal_says() {
        assertThat(Terminal.of("40 132\n", XTERM)).isEqualTo(new Terminal(132, true, true));
    }

    @Test
    void a_terminal_that_does_not_know_its_width_gets_120_columns() {
        assertThat(Terminal.of("0 0\n", Map.of()).width()).isEqualTo(120);
        assertThat(Terminal.of("", Map.of()).width()).isEqualTo(120);
    }

    @ParameterizedTest
    @CsvSource({"24 20, '', 40", "24 300, '', 200", "24 80, 60, 60", "24 80, 100, 80", "'', 100, 100", "'', wide, 120"})
    void columns_can_make_it_narrower_and_not_wider_than_it_is(String size, String columns, int width) {
        assertThat(Terminal.of(size, Map.of("COLUMNS", columns)).width()).isEqualTo(width);
    }

    @Test
    void no_color_means_what_no_color_org_says() {
        assertThat(Terminal.of("24 80", Map.of("NO_COLOR", "1")).color()).isFalse();
        assertThat(Terminal.of("24 80", Map.of("NO_COLOR", "")).color()).isTrue();
        assertThat(Terminal.of("24 80", Map.of("TERM", "dumb")).color()).isFalse();
    }

    @Test
    void a_dumb_terminal_and_an_unknown_one_get_lines() {
        assertThat(Terminal.of("24 80", Map.of("TERM", "dumb")).live()).isFalse();
        assertThat(Terminal.of("24 80", Map.of()).live()).isFalse();
        assertThat(Terminal.none(XTERM)).isEqualTo(new Terminal(120, false, false));
    }
}
