package dev.dryrun.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.dryrun.time.Moment;
import org.junit.jupiter.api.Test;

class ScheduleTest {

    @Test
    void request_i_is_due_i_intervals_after_the_first() {
        Schedule schedule = new Schedule(new Moment(500), 200);

        assertThat(schedule.due(0)).isEqualTo(new Moment(500));
        assertThat(schedule.due(1)).isEqualTo(new Moment(5_000_500));
        assertThat(schedule.due(200)).isEqualTo(new Moment(1_000_000_500));
    }

    @Test
    void an_odd_rate_does_not_drift_over_a_day() {
        Schedule schedule = new Schedule(Moment.ORIGIN, 3);

        assertThat(schedule.due(3L * 86_400)).isEqualTo(new Moment(86_400_000_000_000L));
    }

    @Test
    void a_rate_below_one_per_second_is_a_rate() {
        assertThat(new Schedule(Moment.ORIGIN, 0.5).due(1)).isEqualTo(new Moment(2_000_000_000L));
        assertThatThrownBy(() -> new Schedule(Moment.ORIGIN, 0)).isInstanceOf(IllegalArgumentException.class);
    }
}
