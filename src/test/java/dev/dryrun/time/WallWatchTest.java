package dev.dryrun.time;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class WallWatchTest {

    private final AtomicLong nanos = new AtomicLong();
    private Instant wall = Instant.parse("2026-11-22T10:00:00Z");
    private final RunClock clock = new RunClock(nanos::get, wall, () -> wall);
    private final WallWatch watch = new WallWatch(clock);

    @Test
    void a_wall_clock_that_goes_along_has_not_moved() {
        pass(Duration.ofHours(1), Duration.ofHours(1));

        assertThat(watch.look()).isEmpty();
        assertThat(watch.hasMovedSince(Moment.ORIGIN)).isFalse();
    }

    @Test
    void one_that_is_slewed_has_not_moved_either() {
        for (int second = 0; second < 100; second++) {
            pass(Duration.ofSeconds(1), Duration.ofMillis(1001));
            assertThat(watch.look()).isEmpty();
        }
    }

    @Test
    void one_that_is_set_has_moved_once_and_by_how_much_is_known() {
        pass(Duration.ofSeconds(1), Duration.ofSeconds(-3599));
        assertThat(watch.look()).contains(Duration.ofHours(-1));
        assertThat(watch.look()).isEmpty();
    }

    @Test
    void what_began_before_the_move_is_not_known_by_the_wall_clock_and_what_began_later_is() {
        pass(Duration.ofSeconds(10), Duration.ofSeconds(70));
        watch.look();
        pass(Duration.ofSeconds(5), Duration.ofSeconds(5));

        assertThat(watch.hasMovedSince(moment(9))).isTrue();
        assertThat(watch.hasMovedSince(moment(12))).isFalse();
    }

    @Test
    void no_moment_of_a_run_is_told_by_the_wall_clock() {
        pass(Duration.ofSeconds(10), Duration.ofDays(-2));

        assertThat(clock.now()).isEqualTo(moment(10));
        assertThat(clock.wallTime(clock.now())).isEqualTo("2026-11-22T10:00:10Z");
    }

    private void pass(Duration time, Duration onTheWall) {
        nanos.addAndGet(time.toNanos());
        wall = wall.plus(onTheWall);
    }

    private static Moment moment(long seconds) {
        return Moment.ORIGIN.plus(Duration.ofSeconds(seconds));
    }
}
