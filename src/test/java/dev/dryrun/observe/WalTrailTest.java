package dev.dryrun.observe;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dryrun.observe.LockReading.OwnTransaction;
import dev.dryrun.time.Between;
import dev.dryrun.time.Moment;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class WalTrailTest {

    @Test
    void a_lock_that_nobody_saw_lies_between_the_last_reading_but_one_before_its_record_and_the_first_after() {
        WalTrail trail = new WalTrail();
        trail.add(reading(10, 100));
        trail.add(reading(20, 100));
        trail.add(reading(30, 150));
        trail.add(reading(40, 200));
        assertThat(trail.around(160)).isEqualTo(between(20, 41));
        assertThat(trail.around(100)).isEqualTo(between(10, 31));
        assertThat(trail.around(150)).isEqualTo(between(20, 41));
    }

    @Test
    void without_readings_on_a_side_nothing_is_known_of_it() {
        WalTrail trail = new WalTrail();
        trail.add(reading(10, 100));
        assertThat(trail.around(50).latest()).isEqualTo(at(11));
        assertThat(trail.around(50).earliest().nanos()).isEqualTo(Long.MIN_VALUE);
        assertThat(trail.around(100).latest().nanos()).isEqualTo(Long.MAX_VALUE);
    }

    @Test
    void what_is_forgotten_makes_bounds_wider_and_not_wrong() {
        WalTrail small = new WalTrail(8);
        WalTrail whole = new WalTrail();
        for (int i = 0; i < 100; i++) {
            small.add(reading(10 * i, 100 * i));
            whole.add(reading(10 * i, 100 * i));
        }
        for (long position = 0; position < 9_900; position += 37) {
            Between exact = whole.around(position);
            Between wide = small.around(position);
            assertThat(wide.earliest()).isLessThanOrEqualTo(exact.earliest());
            assertThat(wide.latest()).isGreaterThanOrEqualTo(exact.latest());
        }
    }

    @Test
    void a_transaction_is_known_by_the_session_that_it_was_seen_in() {
        WalTrail trail = new WalTrail();
        trail.add(
                new LockReading(at(1), at(2), 1, Set.of(new OwnTransaction(7, 740)), List.of(), List.of(), List.of()));
        assertThat(trail.sessions()).containsEntry(740L, 7).hasSize(1);
    }

    @Test
    void the_position_after_a_moment_is_that_of_the_first_reading_asked_for_then() {
        WalTrail trail = new WalTrail();
        trail.add(reading(10, 100));
        trail.add(reading(20, 200));
        assertThat(trail.positionAfter(at(10))).contains(100L);
        assertThat(trail.positionAfter(at(11))).contains(200L);
        assertThat(trail.positionAfter(at(21))).isEmpty();
    }

    private static LockReading reading(long asked, long position) {
        return new LockReading(at(asked), at(asked + 1), position, Set.of(), List.of(), List.of(), List.of());
    }

    private static Between between(long earliest, long latest) {
        return new Between(at(earliest), at(latest));
    }

    private static Moment at(long nanos) {
        return new Moment(nanos);
    }
}
