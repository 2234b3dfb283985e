package dev.dryrun.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.dryrun.plan.LoadPlan;
import dev.dryrun.profile.LoadProfile;
import dev.dryrun.profile.LoadQuery;
import dev.dryrun.time.Moment;
import dev.dryrun.time.Phases;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RequestBookTest {

    private static final Answer.Outcome DONE = new Answer.Outcome.Done();
    private static final Answer.Outcome FAILED = new Answer.Outcome.Failed(new Failure.Cause("42703", "no column"));

    private static final Duration POOL_TIMEOUT = Duration.ofSeconds(30);

    private final Phases phases = new Phases();
    private final LoadQuery query = LoadQuery.of("read", "SELECT 1", false, List.of(List.of()));
    private final Demand demand = Demand.of(
            LoadPlan.automatic(100, 1, Duration.ZERO, Duration.ZERO),
            LoadProfile.of("test", List.of(query), List.of()));
    private final Lane lane = Lane.all(demand, Moment.ORIGIN, 0).get(0);
    private final RequestBook book = new RequestBook(Moment.ORIGIN, List.of(lane), new Ledger(phases, Moment.ORIGIN));

    @BeforeEach
    void warmUp() {
        phases.begin(Phases.Kind.WARM_UP, 0, Moment.ORIGIN);
    }

    @Test
    void requests_are_handed_out_in_order_each_once_with_its_due_time() {
        assertThat(take(0).request()).isEqualTo(new Request(0, at(0), false, query));
        assertThat(take(0).request()).isEqualTo(new Request(1, at(10), false, query));
        assertThat(take(500).request()).isEqualTo(new Request(2, at(20), true, query));
    }

    @Test
    void a_request_is_late_only_when_no_worker_took_it_within_10_ms() {
        assertThat(take(10).request().late()).isFalse();
        assertThat(take(21).request().late()).isTrue();
    }

    @Test
    void a_request_counts_in_the_phase_in_which_it_was_due_however_late_its_answer() {
        Turn first = take(0);
        Turn second = take(0);
        phases.begin(Phases.Kind.STEP, 1, at(5));
        phases.begin(Phases.Kind.STEP, 2, at(15));
        answer(first, 4000, 5000, DONE);
        answer(second, 11, 12, DONE);
        end(20);

        assertThat(result().phases())
                .extracting(load -> load.counts().requests())
                .containsExactly(1L, 1L, 0L);
        assertThat(result().phases().get(0).response().max().toMillis()).isCloseTo(5000, within(10L));
        assertThat(result().phases().get(0).service().max().toMillis()).isCloseTo(1000, within(2L));
        assertThat(result().phases().get(0).counts().over1s()).isEqualTo(1);
        assertThat(result().phases().get(1).response().max().toMillis()).isEqualTo(2);
    }

    @Test
    void slow_requests_are_counted_exactly() {
        answer(take(0), 0, 100, DONE);
        answer(take(0), 10, 111, DONE);
        answer(take(0), 20, 1021, DONE);
        end(30);

        assertThat(only().over100ms()).isEqualTo(2);
        assertThat(only().over1s()).isEqualTo(1);
    }

    @Test
    void failures_are_grouped_by_sqlstate_message_and_query() {
        Failure.Cause dropped = new Failure.Cause("42703", "column \"note\" does not exist");
        Failure.Cause deadlock = new Failure.Cause("40P01", "deadlock detected");
        for (Failure.Cause cause : List.of(deadlock, dropped, dropped)) {
            answer(take(0), 100, 101, new Answer.Outcome.Failed(cause));
        }
        end(30);

        assertThat(only().errors()).isEqualTo(3);
        assertThat(result().phases().get(0).failures())
                .containsExactly(
                        new Failure("42703", "column \"note\" does not exist", "read", 2),
                        new Failure("40P01", "deadlock detected", "read", 1));
    }

    @Test
    void messages_without_end_do_not_fill_the_memory() {
        for (int i = 0; i < 1000; i++) {
            Failure.Cause cause = new Failure.Cause("P0001", "row " + i + " is bad");
            answer(take(0), 100, 101, new Answer.Outcome.Failed(cause));
        }
        end(10_000);

        assertThat(result().phases().get(0).failures())
                .hasSize(101)
                .contains(new Failure("P0001", "(other messages)", "read", 900));
    }

    @Test
    void what_has_no_answer_at_the_close_is_stuck_whether_it_was_begun_or_not() {
        Turn done = take(0);
        take(0);
        answer(done, 0, 1, DONE);
        book.end(() -> at(1000));
        book.close(at(3000));

        assertThat(only().requests()).isEqualTo(100);
        assertThat(only().stuck()).isEqualTo(99);
        assertThat(only().succeeded()).isEqualTo(1);
        assertThat(only().late()).as("never begun").isEqualTo(98);
        assertThat(result().phases().get(0).response().max().toMillis()).isCloseTo(2990, within(5L));
        assertThat(result().phases().get(0).service().count()).isEqualTo(1);
    }

    @Test
    void an_answer_after_the_close_changes_nothing() {
        Turn request = take(0);
        end(5);
        answer(request, 1, 2, DONE);

        assertThat(only().stuck()).isEqualTo(1);
        assertThat(only().requests()).isEqualTo(1);
    }

    @Test
    void requests_due_at_the_end_or_later_are_not_made() {
        Turn first = take(0);
        Turn second = take(0);
        book.end(() -> at(10));

        assertThat(book.isWanted(first.request())).isTrue();
        assertThat(book.isWanted(second.request())).isFalse();
        assertThat(book.take(lane, at(10))).isEmpty();
        answer(first, 0, 1, DONE);
        book.close(at(11));
        assertThat(only().requests()).isEqualTo(1);
        assertThat(only().stuck()).isZero();
    }

    @Test
    void the_warm_up_is_saturated_when_more_than_one_in_a_hundred_was_sent_late() {
        for (int i = 0; i < 99; i++) {
            answer(take(i * 10), i * 10, i * 10 + 1, DONE);
        }
        answer(take(990), 1200, 1201, DONE);
        book.end(() -> at(1010));
        assertThat(result().saturated()).isFalse();

        book.close(at(2000));
        assertThat(result().saturated()).as("with a stuck one").isTrue();
    }

    @Test
    void a_stall_in_a_step_is_not_saturation() {
        answer(take(0), 0, 1, DONE);
        phases.begin(Phases.Kind.STEP, 1, at(5));
        answer(take(0), 900, 901, DONE);

        end(20);

        assertThat(result().saturated()).isFalse();
    }

    @Test
    void without_a_connection_there_is_a_timeout_and_no_service_time() {
        Turn turn = take(0);
        turn.asks(at(0));
        book.answered(turn, new Answer(Optional.empty(), at(30_000), Duration.ZERO, Answer.Outcome.NO_CONNECTION));
        end(5);

        assertThat(only().timeouts()).isEqualTo(1);
        assertThat(only().errors()).isZero();
        assertThat(result().phases().get(0).service().count()).isZero();
        assertThat(result().queries().get(0).counts()).isEqualTo(only());
        assertThat(result().pool().waits()).isEqualTo(new PoolWaits(1, POOL_TIMEOUT, 1, POOL_TIMEOUT));
    }

    @Test
    void what_fails_when_a_step_has_begun_is_told_apart_from_the_errors_of_the_warm_up() {
        Turn first = take(0);
        Turn second = take(10);
        answer(first, 0, 1, FAILED);
        phases.begin(Phases.Kind.STEP, 1, at(15));
        answer(second, 10, 20, FAILED);

        end(15);

        RequestCounts warmUp = result().phases().get(0).counts();
        assertThat(warmUp.errors()).isEqualTo(2);
        assertThat(warmUp.later().wrong()).isEqualTo(1);
    }

    @Test
    void a_request_of_the_warm_up_that_still_waits_when_a_step_begins_is_known_with_what_it_waits_from_then_on() {
        Turn answered = take(0);
        Turn held = take(10);
        Turn stuck = take(20);
        answer(answered, 0, 14, DONE);
        phases.begin(Phases.Kind.STEP, 1, at(1_000));
        answer(held, 10, 4_000, DONE);
        book.end(() -> at(25));
        assertThat(result().phases().get(0).counts().later()).isEqualTo(new RequestCounts.Later(0, ms(3_000)));
        assertThat(result().phases().get(0).response().max())
                .as("from when it was due")
                .isBetween(ms(3_989), ms(3_992));

        stuck.pauses().begin(at(21));
        stuck.pauses().end(at(5_021));
        book.close(at(6_000));
        assertThat(result().phases().get(0).counts().later().wrong()).isEqualTo(1);
        assertThat(result().phases().get(0).counts().later().longest())
                .as("a pause is not felt")
                .isEqualTo(ms(3_000));
    }

    /** Of fewer than a hundred requests the 99th percentile is the worst. */
    @Test
    void what_the_last_request_of_the_warm_up_waits_for_the_first_step_does_not_pass_for_usual() {
        answer(take(0), 0, 1, DONE);
        Turn held = take(10);
        phases.begin(Phases.Kind.STEP, 1, at(15));
        answer(held, 10, 4_010, DONE);
        answer(take(20), 20, 4_020, DONE);
        phases.begin(Phases.Kind.COOL_DOWN, 0, at(4_030));
        for (long due = 30; due < 8_000; due += 10) {
            answer(take(due), due, due + 1, DONE);
        }
        end(8_000);

        Harm harm = result().phases().get(1).harm();
        assertThat(harm.blocked().orElseThrow()).isBetween(ms(3_990), ms(4_000));
    }

    @Test
    void a_request_that_thinks_when_the_load_ends_is_not_stuck_and_its_pause_is_not_felt() {
        Turn turn = take(0);
        turn.pauses().begin(at(2));

        end(9_000);

        assertThat(result().phases().get(0).counts().stuck())
                .as("of those that were due later nobody took one")
                .isEqualTo(only().requests() - 1);
        assertThat(result().phases().get(0).counts().succeeded()).isEqualTo(1);
    }

    @Test
    void a_stuck_request_counts_without_its_pauses() {
        Turn turn = take(0);
        turn.pauses().begin(at(1));
        turn.pauses().end(at(4_001));
        book.end(() -> at(5));
        book.close(at(5_000));

        assertThat(only().stuck()).isEqualTo(1);
        assertThat(result().phases().get(0).response().max()).isBetween(ms(999), ms(1_001));
    }

    private static Duration ms(long millis) {
        return Duration.ofMillis(millis);
    }

    private Turn take(long nowMillis) {
        return book.take(lane, at(nowMillis)).orElseThrow();
    }

    private void answer(Turn request, long sentMillis, long doneMillis, Answer.Outcome outcome) {
        book.answered(request, new Answer(Optional.of(at(sentMillis)), at(doneMillis), Duration.ZERO, outcome));
    }

    private void end(long millis) {
        book.end(() -> at(millis));
        book.close(at(millis));
    }

    private LoadResult result() {
        return book.result(
                new Offered("test", demand.ratePerSecond(), demand.connections(), Optional.empty()), List.of(0L));
    }

    private RequestCounts only() {
        return result().phases().get(0).counts();
    }

    private static Moment at(long millis) {
        return Moment.ORIGIN.plus(Duration.ofMillis(millis));
    }
}
