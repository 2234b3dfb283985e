package dev.dryrun.observe;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dryrun.observe.StepFacts.WalRange;
import dev.dryrun.observe.WalAttribution.Known;
import dev.dryrun.observe.WalAttribution.StepLock;
import dev.dryrun.observe.WalLocks.Told;
import dev.dryrun.script.Step;
import dev.dryrun.time.Moment;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class WalAttributionTest {

    private static final int SESSION = 7;
    private static final int AUTOVACUUM = 8;
    private static final long DATABASE = 5;
    private static final long ORDERS = 16384;
    private static final TryId ID = new TryId(1, Moment.ORIGIN);

    @Test
    void a_transaction_that_was_seen_in_the_steps_session_is_the_migrations() {
        RanStep step = step(1, 100, 200);
        WalAttribution.Result result = attribute(Map.of(740L, SESSION), false, told(step, Set.of(), lock(150, 740)));
        assertThat(result.locks()).containsExactly(new StepLock(ID, ORDERS, 150));
        assertThat(result.complete()).containsExactly(ID);
    }

    @Test
    void a_transaction_that_began_and_ended_within_the_only_step_is_the_migrations() {
        RanStep step = step(1, 100, 200);
        assertThat(attribute(Map.of(), true, told(step, Set.of(740L), lock(150, 740)))
                        .locks())
                .containsExactly(new StepLock(ID, ORDERS, 150));
    }

    @Test
    void a_transaction_that_the_log_names_another_process_with_is_not_the_migrations() {
        RanStep step = step(1, 100, 200);
        WalAttribution.Result result =
                attribute(Map.of(740L, AUTOVACUUM), true, told(step, Set.of(740L), lock(150, 740)));
        assertThat(result.locks()).isEmpty();
        assertThat(result.complete()).containsExactly(ID);
    }

    @Test
    void a_transaction_that_outlives_the_step_is_not_the_migrations() {
        RanStep step = step(1, 100, 200);
        assertThat(attribute(Map.of(), true, told(step, Set.of(), lock(150, 740)))
                        .locks())
                .isEmpty();
    }

    @Test
    void where_an_autovacuum_would_not_have_been_named_an_unseen_transaction_is_nobodys() {
        RanStep step = step(1, 100, 200);
        WalAttribution.Result result = attribute(Map.of(), false, told(step, Set.of(740L), lock(150, 740)));
        assertThat(result.locks()).isEmpty();
        assertThat(result.complete()).isEmpty();
    }

    @Test
    void an_unseen_transaction_of_two_steps_at_once_is_nobodys() {
        RanStep one = step(1, 100, 200);
        RanStep other = step(2, 120, 180);
        Known known = new Known(Map.of(SESSION, List.of(one), 9, List.of(other)), Map.of(), true);
        WalAttribution.Result result = new WalAttribution(known)
                .of(Map.of(ID, told(one, Set.of(740L), lock(150, 740), lock(190, 740))), DATABASE);
        assertThat(result.locks()).containsExactly(new StepLock(ID, ORDERS, 190));
        assertThat(result.complete()).isEmpty();
    }

    @Test
    void locks_of_the_reading_after_the_step_and_of_other_databases_are_left_out() {
        RanStep step = step(1, 100, 200);
        Told told = told(
                step,
                Set.of(740L),
                lock(200, 740),
                lock(99, 740),
                new WalRecord.Lock(150, 740, 6, ORDERS),
                new WalRecord.Lock(160, 740, 0, 1260));
        assertThat(attribute(Map.of(), true, told).locks()).containsExactly(new StepLock(ID, 1260, 160));
    }

    private static WalAttribution.Result attribute(Map<Long, Integer> processes, boolean autovacuum, Told told) {
        Known known = new Known(Map.of(SESSION, List.of(told.step())), processes, autovacuum);
        return new WalAttribution(known).of(Map.of(told.step().id(), told), DATABASE);
    }

    private static Told told(RanStep step, Set<Long> ended, WalRecord.Lock... locks) {
        return new Told(step, List.of(locks), ended);
    }

    private static WalRecord.Lock lock(long position, long transactionId) {
        return new WalRecord.Lock(position, transactionId, DATABASE, ORDERS);
    }

    private static RanStep step(int number, long from, long to) {
        Moment at = Moment.ORIGIN;
        return new RanStep(
                Step.received(number, "VACUUM").orElseThrow(),
                Optional.empty(),
                new Timing(at, at, at, at),
                Optional.empty(),
                Optional.empty(),
                List.of(),
                new Catalog(Map.of(), ForeignKeys.NONE),
                new StepFacts(
                        Set.of(),
                        Set.of(),
                        Set.of(),
                        new WalRange(from, to),
                        Set.of(),
                        false,
                        Optional.empty(),
                        Set.of()));
    }
}
