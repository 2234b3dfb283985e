package dev.dryrun.analysis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dryrun.observe.BlockedSpan;
import dev.dryrun.observe.LockMode;
import dev.dryrun.observe.LockReading.Session;
import dev.dryrun.observe.LockRequest;
import dev.dryrun.time.Between;
import dev.dryrun.time.Moment;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class QueueDepthTest {

    private final List<BlockedSpan> waits = new ArrayList<>();

    @Test
    void nobody_waits() {
        assertThat(depths()).containsExactly(0, 0, 0, 0, 0);
    }

    @Test
    void a_wait_counts_in_every_stretch_that_it_touches() {
        waits(150, 320);

        assertThat(depths()).containsExactly(0, 1, 1, 1, 0);
    }

    @Test
    void it_is_the_most_at_once_and_not_the_number_of_waits() {
        waits(110, 120);
        waits(130, 140);
        waits(210, 290);
        waits(250, 410);

        assertThat(depths()).containsExactly(0, 1, 2, 1, 1);
    }

    @Test
    void one_that_ends_when_another_begins_did_not_wait_beside_it() {
        waits(100, 200);
        waits(200, 300);

        assertThat(depths()).containsExactly(0, 1, 1, 0, 0);
    }

    @Test
    void what_lies_before_and_after_is_cut_off() {
        waits(-50, 50);
        waits(450, 900);
        waits(700, 800);

        assertThat(depths()).containsExactly(1, 0, 0, 0, 1);
    }

    @Test
    void a_wait_seen_once_counts_for_that_moment() {
        BlockedSpan instant = span(new Between(at(290), at(310)), new Between(at(300), at(320)));
        waits.add(instant);

        assertThat(depths()).containsExactly(0, 0, 0, 1, 0);
    }

    private List<Integer> depths() {
        return QueueDepth.over(waits, Moment.ORIGIN, Duration.ofMillis(100), 5);
    }

    private void waits(long from, long to) {
        waits.add(span(new Between(at(from), at(from)), new Between(at(to), at(to))));
    }

    private static BlockedSpan span(Between started, Between ended) {
        return new BlockedSpan(
                1,
                new Session("app", "client backend", "active", "SELECT 1"),
                new LockRequest("relation", Optional.of(1L), LockMode.ACCESS_SHARE, ""),
                started,
                ended,
                Optional.empty());
    }

    private static Moment at(long millis) {
        return new Moment(Duration.ofMillis(millis).toNanos());
    }
}
