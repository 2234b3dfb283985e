package dev.dryrun.time;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class StopperTest {

    private final RunClock clock = RunClock.system();

    @AfterEach
    void not_interrupted_any_more() {
        Thread.interrupted();
    }

    @Test
    void when_the_time_is_over_the_run_is_interrupted_and_told_why() {
        try (Stopper stopper = Stopper.after(Optional.of(Duration.ofMillis(50)), clock)) {
            assertThatThrownBy(() -> Thread.sleep(20_000)).isInstanceOf(InterruptedException.class);
            assertThat(stopper.why()).contains("it took longer than --max-duration allows, 50 ms");
        }
    }

    @Test
    void of_several_reasons_the_first_counts() {
        try (Stopper stopper = Stopper.onDemand(clock)) {
            stopper.stop("one");
            stopper.stop("another");
            assertThat(Thread.interrupted()).isTrue();
            assertThat(stopper.why()).contains("one");
        }
    }

    @Test
    void what_has_come_to_its_end_is_not_stopped() {
        try (Stopper stopper = Stopper.after(Optional.of(Duration.ofMinutes(1)), clock)) {
            stopper.end();
            stopper.stop("too late");
            assertThat(Thread.interrupted()).isFalse();
            assertThat(stopper.why()).isEmpty();
        }
    }

    @Test
    void what_fails_because_of_the_stop_says_why_and_what_fails_otherwise_stays_as_it_is() {
        try (Stopper stopper = Stopper.onDemand(clock)) {
            IllegalStateException own = new IllegalStateException("own");
            assertThatThrownBy(() -> stopper.instead(
                            () -> {
                                throw own;
                            },
                            (why, failed) -> new IllegalArgumentException(why, failed)))
                    .isSameAs(own);
            stopper.stop("because");
            assertThatThrownBy(() -> stopper.instead(
                            () -> {
                                throw own;
                            },
                            (why, failed) -> new IllegalArgumentException(why, failed)))
                    .hasMessage("because")
                    .hasCause(own);
        }
    }

    @Test
    void what_fails_after_the_end_is_not_put_down_to_the_stop() {
        try (Stopper stopper = Stopper.onDemand(clock)) {
            IllegalStateException own = new IllegalStateException("own");
            stopper.stop("because");
            stopper.end();

            assertThatThrownBy(() -> stopper.instead(
                            () -> {
                                throw own;
                            },
                            (why, failed) -> new IllegalArgumentException(why, failed)))
                    .isSameAs(own);
        }
    }
}
