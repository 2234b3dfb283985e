package dev.dryrun.analysis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dryrun.time.Moment;
import dev.dryrun.time.Span;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class MigrationTimeTest {

    private final MigrationTime time =
            new MigrationTime(at(100), List.of(new Span(at(130), at(140)), new Span(at(110), at(112))));

    @Test
    void it_begins_with_the_first_step() {
        assertThat(time.of(at(100))).isEqualTo(at(0));
    }

    @Test
    void it_stands_still_while_we_look() {
        assertThat(time.of(at(110))).isEqualTo(at(10));
        assertThat(time.of(at(111))).isEqualTo(at(10));
        assertThat(time.of(at(112))).isEqualTo(at(10));
    }

    @Test
    void it_leaves_out_every_look_before_a_moment() {
        assertThat(time.of(at(150))).isEqualTo(at(38));
        assertThat(time.overhead()).isEqualTo(Duration.ofMillis(12));
    }

    @Test
    void looks_at_the_same_time_are_left_out_once() {
        MigrationTime two = new MigrationTime(at(100), List.of(new Span(at(110), at(130)), new Span(at(120), at(125))));
        assertThat(two.of(at(140))).isEqualTo(at(20));
        assertThat(two.overhead()).isEqualTo(Duration.ofMillis(20));
    }

    @Test
    void looks_before_the_first_step_are_none_of_its_time() {
        MigrationTime late = new MigrationTime(at(100), List.of(new Span(at(50), at(60)), new Span(at(90), at(105))));
        assertThat(late.of(at(100))).isEqualTo(at(0));
        assertThat(late.of(at(110))).isEqualTo(at(5));
    }

    private static Moment at(long millis) {
        return Moment.ORIGIN.plus(Duration.ofMillis(millis));
    }
}
