package dev.dryrun.load;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dryrun.time.Moment;
import java.time.Duration;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class RecoveryTest {

    private static final Duration LIMIT = Duration.ofMillis(21);

    private final Recovery recovery = new Recovery(at(0));

    @Test
    void the_limit_is_twice_the_usual_or_twenty_milliseconds_more() {
        assertThat(Recovery.limit(Duration.ofMillis(1))).isEqualTo(Duration.ofMillis(21));
        assertThat(Recovery.limit(Duration.ofMillis(50))).isEqualTo(Duration.ofMillis(100));
    }

    @Test
    void it_lasts_until_the_last_slow_request_before_a_second_without_one() {
        slow(5020, 5900, 6890, 7905);

        assertThat(recovery.course(LIMIT).after(at(5000), at(10_000))).contains(Duration.ofMillis(1900));
    }

    @Test
    void a_request_at_the_limit_is_not_slow() {
        recovery.due(at(5020), LIMIT);

        assertThat(recovery.course(LIMIT).after(at(5000), at(10_000))).contains(Duration.ZERO);
    }

    @Test
    void what_was_slow_before_does_not_count() {
        slow(4980);

        assertThat(recovery.course(LIMIT).after(at(5000), at(10_000))).contains(Duration.ZERO);
    }

    @Test
    void it_is_unknown_when_the_load_ends_within_a_second_of_the_last_slow_one() {
        slow(9200);
        assertThat(recovery.course(LIMIT).after(at(9000), at(10_000))).isEmpty();
        assertThat(recovery.course(LIMIT).after(at(9000), at(10_210))).contains(Duration.ofMillis(210));
        assertThat(recovery.course(LIMIT).after(at(9800), at(10_000))).isEmpty();
    }

    @Test
    void in_a_long_run_it_is_known_to_the_next_interval() {
        slow(5020);
        recovery.due(at(4 * 3_600_000L), Duration.ofMillis(1));

        assertThat(recovery.course(LIMIT).after(at(5000), at(4 * 3_600_000L))).contains(Duration.ofMillis(40));
    }

    /** What looking at one interval after the other would find. */
    @Test
    void many_moments_are_found_as_one_by_one() {
        SplittableRandom random = new SplittableRandom(5);
        long[] slow = random.longs(150, 0, 9_000)
                .map(each -> each * 10)
                .sorted()
                .distinct()
                .toArray();
        slow(slow);
        Recovery.Course course = recovery.course(LIMIT);

        for (long moment : random.longs(500, 0, 90_000).toArray()) {
            long last = moment;
            for (long each :
                    Arrays.stream(slow).filter(each -> each + 10 > moment).toArray()) {
                last = each - last < 1000 ? each + 10 : last;
            }
            Duration expected = Duration.ofMillis(last - moment);
            assertThat(course.after(at(moment), at(100_000))).contains(expected);
        }
    }

    private void slow(long... millis) {
        for (long each : millis) {
            recovery.due(at(each), Duration.ofMillis(300));
        }
    }

    private static Moment at(long millis) {
        return Moment.ORIGIN.plus(Duration.ofMillis(millis));
    }
}
