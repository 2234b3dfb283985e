package dev.dryrun.analysis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dryrun.observe.Sampling;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class SamplingFindingsTest {

    @Test
    void gaps_of_up_to_four_intervals_are_as_expected() {
        assertThat(SamplingFindings.of(sampling(20, 90))).isEmpty();
    }

    @Test
    void usual_gaps_of_more_than_four_intervals_are_a_warning() {
        assertThat(SamplingFindings.of(sampling(21, 90)))
                .extracting(Finding::code, Finding::message)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple(
                                "sampling-sparse",
                                "one sample in a hundred came 21 ms or more after the one before it, where 5 ms were asked for"));
    }

    @Test
    void one_gap_of_more_than_twenty_intervals_is_a_warning() {
        assertThat(SamplingFindings.of(sampling(7, 101)))
                .extracting(Finding::code)
                .containsExactly("sampling-gap");
    }

    private static Sampling sampling(int p99, int max) {
        Duration five = Duration.ofMillis(5);
        return new Sampling(five, five, 1000, 0, five, Duration.ofMillis(p99), Duration.ofMillis(max), Duration.ZERO);
    }
}
