package dev.dryrun.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class TerminalTest {

    @Test
    void the_width_is_what_the_terminal_says() {
        assertThat(Terminal.of("40 132\n", Map.of())).isEqualTo(new Terminal(132, true));
    }

    @Test
    void a_terminal_that_does_not_know_its_width_gets_120_columns() {
        assertThat(Terminal.of("0 0\n", Map.of()).width()).isEqualTo(120);
        assertThat(Terminal.of("", Map.of()).width()).isEqualTo(120);
    }

    @Test
    void a_terminal_too_narrow_for_the_table_wraps_it() {
        assertThat(Terminal.of("24 20", Map.of()).width()).isEqualTo(60);
    }

    @Test
    void no_color_means_what_no_color_org_says() {
        assertThat(Terminal.of("24 80", Map.of("NO_COLOR", "1")).color()).isFalse();
        assertThat(Terminal.of("24 80", Map.of("NO_COLOR", "")).color()).isTrue();
        assertThat(Terminal.of("24 80", Map.of("TERM", "dumb")).color()).isFalse();
    }
}
