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

/** What waiting for connections and stalls amount to. */
class RequestHarmTest {

    private static final Answer.Outcome DONE = new Answer.Outcome.Done();

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
    void a_wait_for_a_connection_counts_in_the_phase_in_which_the_request_was_due_and_the_empty_pool_where_it_was() {
        Turn first = take(0);
        Turn second = take(10);
        phases.begin(Phases.Kind.STEP, 1, at(100));
        first.asks(at(0));
        book.connected(first, at(300));
        second.asks(at(10));
        book.connected(second, at(250));
        answer(first, 300, 301, DONE);
        answer(second, 250, 302, DONE);
        end(20);

        assertThat(result().phases())
                .extracting(PhaseLoad::pool)
                .containsExactly(new PoolWaits(2, ms(300), 0, ms(100)), new PoolWaits(0, ms(0), 0, ms(200)));
        assertThat(result().pool().waits()).isEqualTo(new PoolWaits(2, ms(300), 0, ms(300)));
        assertThat(result().classes().get(0).pool().waits()).isEqualTo(new PoolWaits(2, ms(300), 0, ms(300)));
    }

    @Test
    void less_than_a_millisecond_is_no_wait() {
        Turn turn = take(0);
        turn.asks(at(0));
        book.connected(turn, at(1));
        answer(turn, 1, 2, DONE);
        end(5);

        assertThat(result().pool().waits()).isEqualTo(PoolWaits.NONE);
    }

    @Test
    void a_request_gives_up_when_the_pools_timeout_has_passed_since_it_was_due_even_if_no_worker_was_free() {
        Turn stalled = take(0);
        stalled.asks(at(0));
        book.connected(stalled, at(0));
        Turn next = take(30_500);
        answer(stalled, 0, 30_500, DONE);
        book.end(() -> at(505));
        book.close(at(30_500));

        assertThat(next.request().due()).as("those due until 500 ms gave up").isEqualTo(at(510));
        assertThat(only().requests()).isEqualTo(51);
        assertThat(only().timeouts()).isEqualTo(50);
        assertThat(only().succeeded()).isEqualTo(1);
        assertThat(result().pool().waits()).isEqualTo(new PoolWaits(50, POOL_TIMEOUT, 50, ms(30_490)));
    }

    @Test
    void a_request_that_still_waits_for_a_connection_at_the_close_has_waited_so_far() {
        Turn turn = take(0);
        turn.asks(at(0));
        book.end(() -> at(10));
        book.close(at(3000));

        assertThat(only().stuck()).isEqualTo(1);
        assertThat(result().pool().waits()).isEqualTo(new PoolWaits(1, ms(3000), 0, ms(3000)));
    }

    @Test
    void what_was_blocked_is_the_response_time_beyond_the_baselines_p99() {
        for (int i = 0; i < 100; i++) {
            answer(take(i * 10), i * 10, i * 10 + 2, DONE);
        }
        phases.begin(Phases.Kind.STEP, 1, at(1000));
        answer(take(1000), 1000, 1502, DONE);
        answer(take(1010), 1010, 1512, DONE);
        answer(take(1020), 1020, 1021, DONE);
        phases.begin(Phases.Kind.COOL_DOWN, 0, at(1030));
        answer(take(1030), 1030, 1130, DONE);
        for (int i = 104; i < 320; i++) {
            answer(take(i * 10), i * 10, i * 10 + 2, DONE);
        }
        end(3200);

        Harm step = result().phases().get(1).harm();
        assertThat(step.blocked().orElseThrow().toMillis()).isCloseTo(1000, within(2L));
        assertThat(step.recovery()).contains(ms(10));
        assertThat(result().phases().get(0).harm().blocked()).contains(Duration.ZERO);
    }

    @Test
    void a_step_that_slowed_nothing_down_needs_no_recovery_whatever_the_next_one_does() {
        answer(take(0), 0, 2, DONE);
        phases.begin(Phases.Kind.STEP, 1, at(10));
        answer(take(10), 10, 12, DONE);
        phases.begin(Phases.Kind.STEP, 2, at(20));
        answer(take(20), 20, 2000, DONE);
        end(30);

        assertThat(result().phases().get(1).harm().recovery()).contains(Duration.ZERO);
        assertThat(result().phases().get(2).harm().recovery())
                .as("the load ended too soon")
                .isEmpty();
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
