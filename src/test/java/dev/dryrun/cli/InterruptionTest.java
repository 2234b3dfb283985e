package dev.dryrun.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

class InterruptionTest {

    @Test
    void a_signal_interrupts_the_run_and_takes_its_exit_code_away() throws InterruptedException {
        CountDownLatch forever = new CountDownLatch(1);
        Thread run = new Thread(() -> {
            try {
                forever.await();
            } catch (InterruptedException e) {
                // The run cleans up and ends.
            }
        });
        Interruption interruption = new Interruption(run);
        run.start();

        assertThat(interruption.signal()).isTrue();
        run.join();
        assertThat(interruption.signalled()).isTrue();
        assertThat(interruption.end()).isFalse();
        assertThat(interruption.awaitEnd()).isTrue();
    }

    @Test
    void a_signal_after_the_end_changes_nothing() {
        Interruption interruption = new Interruption(Thread.currentThread());

        assertThat(interruption.end()).isTrue();
        assertThat(interruption.signal()).isFalse();
        assertThat(interruption.signalled()).isFalse();
        assertThat(Thread.interrupted()).isFalse();
    }

    @Test
    void a_second_signal_does_not_wait_again() {
        Interruption interruption = new Interruption(new Thread(() -> {}));

        assertThat(interruption.signal()).isTrue();
        assertThat(interruption.signal()).isFalse();
    }
}
