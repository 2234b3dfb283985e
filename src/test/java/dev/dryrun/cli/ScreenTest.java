package dev.dryrun.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;

class ScreenTest {

    private static final String ERASE = "\r\u001b[J";

    private final StringWriter terminal = new StringWriter();
    private final Screen screen = new Screen(terminal);
    private final PrintWriter lines = new PrintWriter(screen, true);

    @Test
    void a_line_takes_the_place_of_the_drawn_one() {
        screen.draw("50%", 80);
        lines.println("a warning");
        screen.draw("60%", 80);
        screen.draw("70%", 80);

        assertThat(terminal.toString()).isEqualTo("50%" + ERASE + "a warning\n60%" + ERASE + "70%");
    }

    @Test
    void colours_take_no_columns_so_that_the_line_above_stays() {
        screen.draw("\u001b[33m" + "x".repeat(79) + "\u001b[0m", 80);
        screen.clear();

        assertThat(terminal.toString()).endsWith("\u001b[0m" + ERASE);
    }

    @Test
    void nothing_is_drawn_into_a_line_that_is_being_written() {
        lines.print("half ");
        screen.draw("50%", 80);
        lines.println("and half");

        assertThat(terminal.toString()).isEqualTo("half and half\n");
    }

    @Test
    void nothing_is_drawn_after_the_end() {
        screen.draw("50%", 80);
        screen.end();
        screen.draw("60%", 80);
        lines.println("dryrun: interrupted");

        assertThat(terminal.toString()).isEqualTo("50%" + ERASE + "dryrun: interrupted\n");
    }

    @Test
    void a_line_that_the_terminal_has_wrapped_since_is_erased_whole() {
        screen.draw("x".repeat(79), 80);
        screen.draw("y", 40);

        assertThat(terminal.toString()).isEqualTo("x".repeat(79) + "\r\u001b[A\u001b[Jy");
    }
}
