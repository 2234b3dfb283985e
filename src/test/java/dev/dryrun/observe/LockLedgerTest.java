package dev.dryrun.observe;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dryrun.observe.LockReading.OwnLock;
import dev.dryrun.observe.LockSpan.Evidence;
import dev.dryrun.time.Between;
import dev.dryrun.time.Moment;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class LockLedgerTest {

    private static final int PID = 7;
    private static final long ORDERS = 100;

    private final LockLedger ledger = new LockLedger();

    @Test
    void a_lock_of_a_short_statement_is_held_from_its_snapshot_to_the_end_of_its_transaction() {
        ledger.sample(reading(1, 2));
        ledger.stepBegins(1, at(10));
        ledger.snapshot(reading(13, 14, granted(LockMode.ACCESS_EXCLUSIVE)), at(12));
        ledger.transactionEnds(Optional.of(at(15)), at(16));

        LockSpan span = onlySpan();
        assertThat(span.requested()).isEqualTo(between(10, 12));
        assertThat(span.granted()).contains(between(10, 12));
        assertThat(span.released()).isEqualTo(between(15, 16));
        assertThat(span.evidence()).containsExactly(Evidence.SNAPSHOT);
    }

    @Test
    void a_lock_that_was_seen_waiting_was_granted_between_that_sample_and_the_next() {
        ledger.stepBegins(1, at(10));
        ledger.sample(reading(15, 16, waiting(LockMode.SHARE)));
        ledger.sample(reading(20, 21, waiting(LockMode.SHARE)));
        ledger.sample(reading(25, 26, granted(LockMode.SHARE)));
        ledger.snapshot(reading(31, 32, granted(LockMode.SHARE)), at(30));
        ledger.transactionEnds(Optional.of(at(33)), at(34));

        LockSpan span = onlySpan();
        assertThat(span.requested()).isEqualTo(between(10, 16));
        assertThat(span.granted()).contains(between(20, 26));
        assertThat(span.evidence()).containsExactlyInAnyOrder(Evidence.SAMPLE, Evidence.SNAPSHOT);
    }

    @Test
    void the_servers_own_figure_of_the_wait_narrows_the_request() {
        ledger.stepBegins(1, at(10));
        Optional<Duration> waited = Optional.of(Duration.ofMillis(3));
        ledger.sample(reading(20, 21, new OwnLock(PID, PID, ORDERS, LockMode.SHARE, false, waited)));
        ledger.transactionEnds(Optional.empty(), at(30));

        assertThat(onlySpan().requested()).isEqualTo(between(17, 18));
    }

    @Test
    void a_request_that_was_given_up_is_never_granted() {
        ledger.stepBegins(1, at(10));
        ledger.sample(reading(15, 16, waiting(LockMode.ACCESS_EXCLUSIVE)));
        ledger.transactionEnds(Optional.empty(), at(20));

        LockSpan span = onlySpan();
        assertThat(span.granted()).isEmpty();
        assertThat(span.released()).isEqualTo(between(15, 20));
    }

    @Test
    void a_lock_of_a_block_belongs_to_the_step_that_asked_and_ends_with_the_block() {
        ledger.stepBegins(2, at(10));
        ledger.snapshot(reading(12, 13, granted(LockMode.ACCESS_EXCLUSIVE)), at(11));
        ledger.stepBegins(3, at(20));
        ledger.snapshot(reading(92, 93, granted(LockMode.ACCESS_EXCLUSIVE)), at(91));
        ledger.stepBegins(4, at(100));
        ledger.snapshot(reading(106, 107), at(105));

        LockSpan span = onlySpan();
        assertThat(span.step()).isEqualTo(2);
        assertThat(span.lastStep()).isEqualTo(4);
        // COMMIT is done at 105; until it was sent at 100 the block held the lock.
        assertThat(span.released()).isEqualTo(between(100, 105));
    }

    @Test
    void a_lock_that_is_gone_at_the_snapshot_was_released_before_the_statement_was_done() {
        ledger.stepBegins(1, at(10));
        ledger.sample(reading(20, 21, granted(LockMode.SHARE_UPDATE_EXCLUSIVE)));
        ledger.sample(reading(25, 26, granted(LockMode.SHARE_UPDATE_EXCLUSIVE)));
        ledger.snapshot(reading(33, 34), at(32));

        LockSpan span = onlySpan();
        assertThat(span.released()).isEqualTo(between(25, 32));
        assertThat(span.evidence()).containsExactly(Evidence.SAMPLE);
    }

    @Test
    void a_sample_between_the_commit_and_the_news_of_it_does_not_widen_the_bounds() {
        ledger.stepBegins(1, at(10));
        ledger.snapshot(reading(12, 13, granted(LockMode.SHARE)), at(11));
        ledger.sample(reading(17, 19));
        ledger.transactionEnds(Optional.of(at(14)), at(16));

        assertThat(onlySpan().released()).isEqualTo(between(14, 16));
    }

    @Test
    void a_sample_asked_before_a_commit_and_answered_after_it_does_not_bring_a_lock_back() {
        ledger.stepBegins(1, at(10));
        ledger.snapshot(reading(12, 13, granted(LockMode.SHARE)), at(11));
        ledger.transactionEnds(Optional.of(at(14)), at(16));
        ledger.sample(reading(15, 17, granted(LockMode.SHARE)));

        assertThat(ledger.spans()).hasSize(1);
        ledger.transactionEnds(Optional.empty(), at(20));
        assertThat(ledger.spans()).hasSize(1);
    }

    @Test
    void a_sample_between_the_end_of_the_statement_and_the_snapshot_does_not_widen_the_bounds() {
        ledger.stepBegins(1, at(10));
        ledger.sample(reading(12, 15, granted(LockMode.SHARE)));
        ledger.snapshot(reading(16, 17, granted(LockMode.SHARE)), at(13));
        ledger.transactionEnds(Optional.of(at(18)), at(19));

        assertThat(onlySpan().granted()).contains(between(10, 13));
    }

    @Test
    void two_transactions_that_take_the_same_lock_are_two_holds() {
        ledger.stepBegins(1, at(10));
        ledger.snapshot(reading(12, 13, granted(LockMode.SHARE)), at(11));
        ledger.transactionEnds(Optional.of(at(14)), at(15));
        ledger.stepBegins(2, at(16));
        ledger.snapshot(reading(18, 19, granted(LockMode.SHARE)), at(17));
        ledger.transactionEnds(Optional.of(at(20)), at(21));

        assertThat(ledger.spans()).extracting(LockSpan::step).containsExactly(1, 2);
        assertThat(ledger.spans().get(1).requested()).isEqualTo(between(16, 17));
    }

    @Test
    void after_a_failed_statement_a_lock_was_released_after_it_was_last_seen() {
        ledger.stepBegins(1, at(10));
        ledger.sample(reading(20, 21, granted(LockMode.ACCESS_EXCLUSIVE)));
        ledger.transactionEnds(Optional.empty(), at(27));

        assertThat(onlySpan().released()).isEqualTo(between(20, 27));
    }

    @Test
    void what_our_own_question_locks_in_the_migrations_session_is_not_the_migrations() {
        ledger.ownQuestionLocks(List.of(granted(LockMode.ACCESS_SHARE)));
        ledger.stepBegins(1, at(10));
        ledger.snapshot(reading(12, 13), at(11));
        ledger.askInside();
        ledger.stepBegins(2, at(20));
        ledger.snapshot(reading(22, 23, granted(LockMode.ACCESS_SHARE)), at(21));
        ledger.transactionEnds(Optional.of(at(24)), at(25));

        assertThat(ledger.spans()).isEmpty();
    }

    @Test
    void the_same_lock_is_the_migrations_where_it_was_there_before_we_asked() {
        ledger.ownQuestionLocks(List.of(granted(LockMode.ACCESS_SHARE)));
        ledger.stepBegins(1, at(10));
        ledger.snapshot(reading(12, 13, granted(LockMode.ACCESS_SHARE)), at(11));
        ledger.askInside();
        ledger.transactionEnds(Optional.of(at(24)), at(25));

        assertThat(onlySpan().released()).isEqualTo(between(24, 25));
    }

    private LockSpan onlySpan() {
        assertThat(ledger.spans()).hasSize(1);
        return ledger.spans().get(0);
    }

    private static LockReading reading(long asked, long answered, OwnLock... locks) {
        return new LockReading(at(asked), at(answered), 0, Set.of(), List.of(locks), List.of(), List.of());
    }

    private static OwnLock granted(LockMode mode) {
        return new OwnLock(PID, PID, ORDERS, mode, true, Optional.empty());
    }

    private static OwnLock waiting(LockMode mode) {
        return new OwnLock(PID, PID, ORDERS, mode, false, Optional.empty());
    }

    private static Between between(long from, long to) {
        return new Between(at(from), at(to));
    }

    private static Moment at(long millis) {
        return Moment.ORIGIN.plus(Duration.ofMillis(millis));
    }
}
