package dev.dryrun.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dryrun.progress.Reached;
import dev.dryrun.report.TerminalText;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import me.tongfei.progressbar.DelegatingProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReachedWordsTest {

    private static final Reached.InStep STEP = new Reached.InStep(
            3,
            OptionalInt.of(6),
            "UPDATE orders\n  SET channel = 'web'",
            Duration.ofMillis(10_400),
            new Reached.Locks(Optional.of("ACCESS EXCLUSIVE orders"), Optional.empty()),
            16);

    @Test
    void a_log_is_told_all_of_a_step() {
        assertThat(ReachedWords.line("steps", STEP))
                .contains(
                        "step 3 of 6 for 10.4 s: 16 blocked; ACCESS EXCLUSIVE orders; UPDATE orders SET channel = 'web'");
    }

    @Test
    void beside_a_bar_stands_what_fits() {
        assertThat(ReachedWords.beside(STEP, 90))
                .isEqualTo("3 of 6, 10.4 s  16 blocked  ACCESS EXCLUSIVE orders  UPDATE orders SET channel = 'web'");
        assertThat(ReachedWords.beside(STEP, 62))
                .isEqualTo("3 of 6, 10.4 s  16 blocked  ACCESS EXCLUSIVE orders  UPDATE o…");
        assertThat(ReachedWords.beside(STEP, 26)).isEqualTo("3 of 6, 10.4 s  16 blocked");
        assertThat(ReachedWords.beside(STEP, 10)).isEqualTo("3 of 6, 1…");
    }

    @Test
    void a_step_that_waits_says_for_what() {
        Reached.InStep waiting = new Reached.InStep(
                1,
                OptionalInt.empty(),
                "TRUNCATE a",
                Duration.ofSeconds(2),
                new Reached.Locks(Optional.empty(), Optional.of("ACCESS EXCLUSIVE a")),
                0);

        assertThat(ReachedWords.line("steps", waiting))
                .contains("step 1 for 2.00 s: waits for ACCESS EXCLUSIVE a; TRUNCATE a");
    }

    @Test
    void a_script_that_makes_steps_has_more_than_were_counted() {
        Reached.InStep more = new Reached.InStep(
                7,
                OptionalInt.of(6),
                "SELECT 1",
                Duration.ZERO,
                new Reached.Locks(Optional.empty(), Optional.empty()),
                0);

        assertThat(ReachedWords.line("steps", more).orElseThrow()).startsWith("step 7 for ");
        assertThat(BarLine.done(more)).isEqualTo(6);
    }

    @Test
    void names_cannot_act_upon_the_terminal() {
        Reached.InStep hostile = new Reached.InStep(
                1,
                OptionalInt.of(1),
                "DROP TABLE \"\u001b[2J\u009b31m\u202eevil\r\u0007\"",
                Duration.ZERO,
                new Reached.Locks(Optional.of("SHARE \u001b]0;title\u0007x"), Optional.empty()),
                0);

        assertThat(ReachedWords.beside(hostile, 200) + ReachedWords.line("steps", hostile))
                .doesNotContainPattern("[\\p{Cc}\u202e]");
    }

    @ParameterizedTest
    @ValueSource(ints = {40, 60, 80, 120, 200})
    void no_line_is_as_wide_as_the_terminal(int width) {
        List<Reached> all = List.of(
                STEP,
                new Reached.InStep(
                        1999,
                        OptionalInt.of(2000),
                        "UPDATE \"注文🚚\" SET x = 1".repeat(9),
                        Duration.ofHours(3),
                        STEP.locks(),
                        200),
                new Reached.Unknown(),
                new Reached.Waited(Duration.ofSeconds(2), Duration.ofSeconds(5)),
                new Reached.Share(12, 31, "12 of 31 tables, 0 of 40 indexes and constraints"));
        for (Reached reached : all) {
            assertThat(drawn(reached, width))
                    .isNotEmpty()
                    .allSatisfy(line -> assertThat(TerminalText.columns(line)).isLessThan(width));
        }
    }

    /** What the library makes of it. */
    private static List<String> drawn(Reached reached, int width) {
        List<String> lines = new ArrayList<>();
        ProgressBar bar = new ProgressBarBuilder()
                .setTaskName("cooling down")
                .setInitialMax(BarLine.whole(reached))
                .setRenderer(new BarLine(ProgressBarStyle.UNICODE_BLOCK))
                .setConsumer(new DelegatingProgressBarConsumer(lines::add, width - 1))
                .build();
        bar.setExtraMessage(ReachedWords.beside(reached, BarLine.roomBeside("cooling down", width)));
        bar.close();
        return lines;
    }
}
