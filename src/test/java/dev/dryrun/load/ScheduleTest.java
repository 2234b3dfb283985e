package dev.dryrun.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.dryrun.profile.Arrivals;
import dev.dryrun.time.Moment;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ScheduleTest {

    @Test
    void request_i_is_due_i_intervals_after_the_first() {
        assertThat(dues(constant(new Moment(500), 200), 3))
                .containsExactly(new Moment(500), new Moment(5_000_500), new Moment(10_000_500));
    }

    @Test
    void an_odd_rate_does_not_drift_over_a_day() {
        Schedule schedule = constant(Moment.ORIGIN, 3);
        for (int i = 0; i < 3 * 86_400; i++) {
            schedule.advance();
        }
        assertThat(schedule.due()).isEqualTo(new Moment(86_400_000_000_000L));
    }

    @Test
    void a_rate_below_one_per_second_is_a_rate() {
        assertThat(dues(constant(Moment.ORIGIN, 0.5), 2).get(1)).isEqualTo(new Moment(2_000_000_000L));
        assertThatThrownBy(() -> constant(Moment.ORIGIN, 0)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void poisson_arrivals_keep_their_rate_and_never_go_back() {
        List<Moment> dues = dues(poisson(7), 100_001);

        assertThat(dues).isSorted();
        assertThat(dues.get(100_000).nanos() / 1e9).isCloseTo(500, within(5.0));
    }

    @Test
    void distances_of_poisson_arrivals_are_exponential() {
        List<Moment> dues = dues(poisson(7), 100_000);
        long longer = 0;
        for (int i = 1; i < dues.size(); i++) {
            // Longer than twice the mean: e^-2 of all.
            longer += dues.get(i).nanos() - dues.get(i - 1).nanos() > 10_000_000 ? 1 : 0;
        }
        assertThat(longer / 1e5).isCloseTo(0.1353, within(0.005));
    }

    @Test
    void poisson_arrivals_are_the_same_in_every_run_and_differ_between_streams() {
        assertThat(dues(poisson(7), 100)).isEqualTo(dues(poisson(7), 100)).isNotEqualTo(dues(poisson(8), 100));
    }

    private static Schedule constant(Moment origin, double rate) {
        return new Schedule(origin, rate, Arrivals.CONSTANT, 0);
    }

    private static Schedule poisson(long seed) {
        return new Schedule(Moment.ORIGIN, 200, Arrivals.POISSON, seed);
    }

    private static List<Moment> dues(Schedule schedule, int count) {
        return Stream.generate(() -> {
                    Moment due = schedule.due();
                    schedule.advance();
                    return due;
                })
                .limit(count)
                .toList();
    }
}
