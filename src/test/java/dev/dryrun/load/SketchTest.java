package dev.dryrun.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class SketchTest {

    @Test
    void nothing_takes_no_time() {
        assertThat(new Sketch().latency()).isEqualTo(Latency.NONE);
    }

    @Test
    void one_request_is_every_percentile_and_never_more_than_the_maximum() {
        Sketch sketch = new Sketch();
        sketch.add(1_234_567);

        assertThat(sketch.latency().max()).isEqualTo(Duration.ofNanos(1_234_567_000));
        assertThat(sketch.latency().p50().toNanos() / 1e9).isCloseTo(1.234567, within(0.0124));
    }

    @Test
    void percentiles_are_right_to_one_percent_from_microseconds_to_hours() {
        SplittableRandom random = new SplittableRandom(3);
        long[] micros = random.doubles(10_000)
                .mapToLong(share -> (long) Math.exp(share * Math.log(1e10)))
                .toArray();
        Sketch sketch = new Sketch();
        Arrays.stream(micros).forEach(sketch::add);
        Arrays.sort(micros);

        Latency latency = sketch.latency();
        assertThat(micros(latency.p50())).isCloseTo(micros[4999], within(micros[4999] / 100));
        assertThat(micros(latency.p90())).isCloseTo(micros[8999], within(micros[8999] / 100));
        assertThat(micros(latency.p99())).isCloseTo(micros[9899], within(micros[9899] / 100));
        assertThat(micros(latency.max())).isEqualTo(micros[9999]);
        assertThat(latency.count()).isEqualTo(10_000);
    }

    @Test
    void two_sketches_together_are_that_of_all() {
        Sketch even = new Sketch();
        Sketch odd = new Sketch();
        Sketch all = new Sketch();
        for (int i = 0; i < 5000; i++) {
            (i % 2 == 0 ? even : odd).add(i * 7L);
            all.add(i * 7L);
        }
        even.add(odd);

        assertThat(even.latency()).isEqualTo(all.latency());
    }

    private static long micros(Duration duration) {
        return duration.toNanos() / 1000;
    }
}
