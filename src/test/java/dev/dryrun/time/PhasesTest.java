package dev.dryrun.time;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class PhasesTest {

    @Test
    void a_step_that_is_run_again_is_one_phase_that_began_more_than_once() {
        Phases phases = new Phases();
        phases.begin(Phases.Kind.WARM_UP, 0, at(0));
        phases.begin(Phases.Kind.STEP, 1, at(100));
        phases.begin(Phases.Kind.STEP, 2, at(200));
        phases.begin(Phases.Kind.STEP, 1, at(300));

        assertThat(phases.all()).extracting(Phases.Phase::step).containsExactly(0, 1, 2);
        assertThat(phases.at(at(350)).start()).isEqualTo(at(100));
        assertThat(phases.beginnings())
                .extracting(Phases.Phase::start)
                .containsExactly(at(0), at(100), at(200), at(300));
    }

    @Test
    void a_phase_ends_where_the_next_begins_after_its_last_beginning_and_the_last_one_goes_on() {
        Phases phases = new Phases();
        Phases.Phase warmUp = phases.begin(Phases.Kind.WARM_UP, 0, at(0));
        Phases.Phase first = phases.begin(Phases.Kind.STEP, 1, at(100));
        Phases.Phase second = phases.begin(Phases.Kind.STEP, 2, at(200));
        phases.begin(Phases.Kind.STEP, 1, at(300));

        assertThat(phases.endOf(warmUp)).contains(at(100));
        assertThat(phases.endOf(first)).isEmpty();
        phases.begin(Phases.Kind.STEP, 2, at(400));
        assertThat(phases.endOf(first)).contains(at(400));
        assertThat(phases.endOf(second)).isEmpty();
        phases.begin(Phases.Kind.COOL_DOWN, 0, at(500));
        assertThat(phases.endOf(second)).contains(at(500));
    }

    private static Moment at(long millis) {
        return Moment.ORIGIN.plus(Duration.ofMillis(millis));
    }
}
