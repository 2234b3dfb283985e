package dev.dryrun.time;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class StretchesTest {

    private final Stretches stretches = new Stretches();

    @Test
    void nothing_lasts_no_time() {
        assertThat(stretches.total()).isEqualTo(DurationBounds.ZERO);
    }

    @Test
    void a_stretch_lasts_at_least_from_latest_start_to_earliest_end_and_at_most_the_other_way() {
        stretches.add(between(10, 12), between(20, 25));
        assertThat(stretches.total()).isEqualTo(bounds(8, 15));
    }

    @Test
    void overlapping_stretches_count_once() {
        stretches.add(between(10, 10), between(20, 20));
        stretches.add(between(15, 15), between(30, 30));
        stretches.add(between(16, 16), between(18, 18));
        assertThat(stretches.total()).isEqualTo(bounds(20, 20));
    }

    @Test
    void stretches_apart_add_up_without_the_time_between() {
        stretches.add(between(10, 10), between(20, 20));
        stretches.add(between(50, 50), between(60, 60));
        assertThat(stretches.total()).isEqualTo(bounds(20, 20));
    }

    @Test
    void a_stretch_that_may_not_have_been_is_at_least_nothing() {
        stretches.add(between(10, 20), between(15, 25));
        assertThat(stretches.total()).isEqualTo(bounds(0, 15));
    }

    private static DurationBounds bounds(long least, long most) {
        return new DurationBounds(Duration.ofMillis(least), Duration.ofMillis(most));
    }

    private static Between between(long from, long to) {
        return new Between(at(from), at(to));
    }

    private static Moment at(long millis) {
        return Moment.ORIGIN.plus(Duration.ofMillis(millis));
    }
}
