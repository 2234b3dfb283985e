package dev.dryrun.observe;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dryrun.time.Moment;
import dev.dryrun.time.Span;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SampleTimesTest {

    private final SampleTimes times = new SampleTimes(Duration.ofMillis(5));

    @Test
    void a_late_sample_is_no_silence_and_one_that_comes_after_seconds_is() {
        sample(0, 1, Optional.empty());
        sample(400, 401, Optional.empty());
        assertThat(times.silences()).isEmpty();

        sample(3_400, 3_401, Optional.empty());
        assertThat(times.silences())
                .containsExactly(new Silence(new Span(moment(400), moment(3_401)), Optional.empty()));
    }

    @Test
    void a_server_that_answers_after_seconds_was_as_silent() {
        sample(0, 1, Optional.empty());
        sample(5, 3_005, Optional.empty());
        assertThat(times.silences()).containsExactly(new Silence(new Span(moment(0), moment(3_005)), Optional.empty()));
    }

    @Test
    void a_machine_that_slept_shows_by_its_wall_clock_only() {
        sample(0, 1, Optional.empty());
        sample(5, 6, Optional.of(Duration.ofHours(8)));
        assertThat(times.silences())
                .containsExactly(new Silence(new Span(moment(0), moment(6)), Optional.of(Duration.ofHours(8))));
    }

    private void sample(long asked, long answered, Optional<Duration> moved) {
        times.add(
                new LockReading(moment(asked), moment(answered), 0, Set.of(), List.of(), List.of(), List.of()), moved);
    }

    private static Moment moment(long millis) {
        return Moment.ORIGIN.plus(Duration.ofMillis(millis));
    }
}
