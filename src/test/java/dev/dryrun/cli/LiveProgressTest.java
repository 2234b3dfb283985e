package dev.dryrun.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dryrun.progress.News;
import dev.dryrun.progress.Reached;
import dev.dryrun.time.RunClock;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class LiveProgressTest {

    private static final int WIDE = 200;

    private final StringWriter errors = new StringWriter();
    private final AtomicLong nanos = new AtomicLong();
    private final RunClock clock = new RunClock(nanos::get, Instant.EPOCH);

    @Test
    void a_line_begins_with_the_time_since_the_start() {
        try (LiveProgress progress = LiveProgress.start(new PrintWriter(errors), clock, new Looks(), WIDE)) {
            nanos.set(2_140_000_000L);
            progress.stage("restoring", "restoring shop.dump");
            nanos.set(123_400_000_000L);
            progress.note("step 1 \u001b[31mred\u001b[0m\u0007");
        }

        assertThat(errors.toString()).isEqualTo("  2.1 s  restoring shop.dump\n123.4 s  step 1 red\n");
    }

    @Test
    void a_line_that_is_longer_than_the_terminal_goes_on_below_its_first_word() {
        try (LiveProgress progress = LiveProgress.start(new PrintWriter(errors), clock, new Looks(), 40)) {
            progress.note("the restored database is 12 MB in 9 tables, and the load has 14 queries");
        }

        assertThat(errors.toString())
                .isEqualTo("  0.0 s  the restored database is 12 MB\n"
                        + "         in 9 tables, and the load has\n"
                        + "         14 queries\n");
    }

    @Test
    void each_stage_is_shown_for_as_long_as_it_lasts() throws InterruptedException {
        Looks looks = new Looks();
        try (LiveProgress progress = LiveProgress.start(new PrintWriter(errors), clock, looks, WIDE)) {
            progress.stage("restoring", "restoring shop.dump");
            looks.first.await();
            progress.stage("settling", "VACUUM");
        }

        assertThat(looks.seen).startsWith("restoring").endsWith("ended");
    }

    @Test
    void the_interrupt_of_the_run_survives_its_end() {
        Thread.currentThread().interrupt();
        LiveProgress.start(new PrintWriter(errors), clock, new Looks(), WIDE).close();

        assertThat(Thread.interrupted()).isTrue();
    }

    @Test
    void a_log_gets_a_line_where_there_is_something_to_say() {
        LineView view = new LineView(new PrintWriter(errors), clock);
        nanos.set(10_000_000_000L);
        view.show(new News.Stage("restoring", "restoring shop.dump", () -> new Reached.Share(1, 2, "1 of 2 tables")));
        view.show(new News.Stage("settling", "VACUUM", Reached.Unknown::new));

        assertThat(errors.toString()).isEqualTo(" 10.0 s  restoring: 1 of 2 tables\n");
    }

    /** Notes what it is shown. */
    private static final class Looks implements LiveProgress.View {

        private final List<String> seen = new CopyOnWriteArrayList<>();
        private final CountDownLatch first = new CountDownLatch(1);

        @Override
        public long everyMillis() {
            return 1;
        }

        @Override
        public void show(News.Stage stage) {
            seen.add(stage.name());
            first.countDown();
        }

        @Override
        public void stageEnded() {
            seen.add("ended");
        }
    }
}
