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
        assertThat(Sketch.coarse().latency()).isEqualTo(Latency.NONE);
    }

    @Test
    void one_request_is_every_percentile_and_never_more_than_the_maximum() {
        Sketch sketch = Sketch.coarse();
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
        Sketch sketch = Sketch.coarse();
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
    void a_fine_one_is_right_to_three_digits_and_exact_below_two_milliseconds() {
        SplittableRandom random = new SplittableRandom(4);
        for (double longest : new double[] {2047, 1e10}) {
            long[] micros = random.doubles(10_000)
                    .mapToLong(share -> (long) Math.exp(share * Math.log(longest)))
                    .toArray();
            Sketch sketch = Sketch.fine();
            Arrays.stream(micros).forEach(sketch::add);
            Arrays.sort(micros);

            Latency latency = sketch.latency();
            assertThat(micros(latency.p50())).isCloseTo(micros[4999], within(micros[4999] / 2048));
            assertThat(micros(latency.p90())).isCloseTo(micros[8999], within(micros[8999] / 2048));
            assertThat(micros(latency.p99())).isCloseTo(micros[9899], within(micros[9899] / 2048));
            assertThat(micros(latency.max())).isEqualTo(micros[9999]);
        }
    }

    @Test
    void what_goes_beyond_the_usual_is_added_up() {
        Sketch sketch = Sketch.fine();
        Arrays.stream(new long[] {100, 1000, 1500, 5_000_000}).forEach(sketch::add);

        assertThat(sketch.beyond(1000).toNanos() / 1e9).isCloseTo(4.9995, within(0.005));
    }

    @Test
    void the_longest_time_there_is_has_a_place() {
        Sketch sketch = Sketch.fine();
        sketch.add(Long.MAX_VALUE / 1000);

        assertThat(sketch.latency().p99().toDays()).isCloseTo(106_751, within(60L));
    }

    @Test
    void two_sketches_together_are_that_of_all() {
        Sketch even = Sketch.coarse();
        Sketch odd = Sketch.coarse();
        Sketch all = Sketch.coarse();
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
