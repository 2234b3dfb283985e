package dev.dryrun.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ResponseTimesTest {

    @Test
    void none_take_no_time() {
        assertThat(new ResponseTimes().latency()).isEqualTo(Latency.NONE);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 99, 100, 1000})
    void few_are_exact(int count) {
        long[] micros = seeded(count);
        Latency latency = of(micros).latency();
        Arrays.sort(micros);

        assertThat(micros(latency.p50())).isEqualTo(micros[(count * 50 + 99) / 100 - 1]);
        assertThat(micros(latency.p99())).isEqualTo(micros[(count * 99 + 99) / 100 - 1]);
        assertThat(micros(latency.max())).isEqualTo(micros[count - 1]);
        assertThat(latency.count()).isEqualTo(count);
    }

    @ParameterizedTest
    @ValueSource(ints = {1001, 50_000})
    void many_are_right_to_three_digits_and_their_maximum_is_exact(int count) {
        long[] micros = seeded(count);
        Latency latency = of(micros).latency();
        Arrays.sort(micros);

        for (int percent : new int[] {50, 90, 99}) {
            long right = micros[(count * percent + 99) / 100 - 1];
            Duration read = percent == 50 ? latency.p50() : percent == 90 ? latency.p90() : latency.p99();
            assertThat(micros(read)).isCloseTo(right, within(1 + right / 1000));
        }
        assertThat(micros(latency.max())).isEqualTo(micros[count - 1]);
        assertThat(latency.count()).isEqualTo(count);
    }

    @ParameterizedTest
    @ValueSource(ints = {10, 990, 4000})
    void two_collections_together_are_that_of_all(int more) {
        long[] some = seeded(700);
        long[] others = seeded(more);
        ResponseTimes sum = of(some);
        sum.add(of(others));
        ResponseTimes all = of(some);
        Arrays.stream(others).forEach(all::add);

        assertThat(sum.latency()).isEqualTo(all.latency());
    }

    @ParameterizedTest
    @ValueSource(ints = {4, 4000})
    void what_goes_beyond_the_usual_is_added_up(int count) {
        ResponseTimes times = new ResponseTimes();
        for (int i = 0; i < count; i++) {
            times.add(i % 4 == 0 ? 5_000_000 : 900);
        }

        double expected = count / 4 * 4.999;
        assertThat(times.beyond(1000).toNanos() / 1e9).isCloseTo(expected, within(expected / 1000));
    }

    private static ResponseTimes of(long[] micros) {
        ResponseTimes times = new ResponseTimes();
        Arrays.stream(micros).forEach(times::add);
        return times;
    }

    /** From microseconds to hours. */
    private static long[] seeded(int count) {
        return new SplittableRandom(count)
                .doubles(count)
                .mapToLong(share -> (long) Math.exp(share * Math.log(1e10)))
                .toArray();
    }

    private static long micros(Duration duration) {
        return duration.toNanos() / 1000;
    }
}
