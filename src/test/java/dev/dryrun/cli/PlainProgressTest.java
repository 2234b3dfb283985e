package dev.dryrun.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dryrun.progress.Progress;
import dev.dryrun.time.RunClock;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class PlainProgressTest {

    @Test
    void a_line_begins_with_the_time_since_the_start() {
        StringWriter errors = new StringWriter();
        AtomicLong nanos = new AtomicLong();
        Progress progress = new PlainProgress(new PrintWriter(errors), new RunClock(nanos::get, Instant.EPOCH));

        nanos.set(2_140_000_000L);
        progress.note("restoring shop.dump");
        nanos.set(123_400_000_000L);
        progress.note("step 1");

        assertThat(errors.toString()).isEqualTo("  2.1 s  restoring shop.dump\n123.4 s  step 1\n");
    }
}
