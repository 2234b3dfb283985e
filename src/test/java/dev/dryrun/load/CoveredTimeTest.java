package dev.dryrun.load;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dryrun.time.Moment;
import dev.dryrun.time.Span;
import java.util.BitSet;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class CoveredTimeTest {

    private final CoveredTime time = new CoveredTime();

    @Test
    void what_is_covered_twice_counts_once() {
        assertThat(time.cover(span(10, 20))).containsExactly(span(10, 20));
        assertThat(time.cover(span(12, 18))).isEmpty();
        assertThat(time.cover(span(15, 25))).containsExactly(span(20, 25));
        assertThat(time.cover(span(5, 12))).containsExactly(span(5, 10));
        assertThat(time.size()).isEqualTo(1);
    }

    @Test
    void a_span_over_several_covers_the_gaps_between_them() {
        time.cover(span(10, 20));
        time.cover(span(30, 40));

        assertThat(time.cover(span(0, 50))).containsExactly(span(0, 10), span(20, 30), span(40, 50));
    }

    @Test
    void spans_in_any_order_cover_what_they_cover() {
        SplittableRandom random = new SplittableRandom(1);
        BitSet covered = new BitSet();
        long total = 0;
        for (int i = 0; i < 2000; i++) {
            int from = random.nextInt(10_000);
            int to = from + 1 + random.nextInt(30);
            covered.set(from, to);
            total += time.cover(span(from, to)).stream()
                    .mapToLong(span -> span.length().toNanos())
                    .sum();
            assertThat(total).isEqualTo(covered.cardinality());
        }
    }

    @Test
    void what_nobody_can_touch_any_more_is_forgotten() {
        time.cover(span(10, 20));
        time.cover(span(30, 40));
        time.forgetBefore(new Moment(35));

        assertThat(time.size()).isEqualTo(1);
        assertThat(time.cover(span(35, 45))).containsExactly(span(40, 45));
    }

    private static Span span(long from, long to) {
        return new Span(new Moment(from), new Moment(to));
    }
}
