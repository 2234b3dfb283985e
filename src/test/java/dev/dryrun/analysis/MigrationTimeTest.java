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

    private static Moment at(long millis) {
        return Moment.ORIGIN.plus(Duration.ofMillis(millis));
    }
}
