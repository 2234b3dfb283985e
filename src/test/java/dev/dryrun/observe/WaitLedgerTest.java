package dev.dryrun.observe;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dryrun.observe.LockReading.Holder;
import dev.dryrun.observe.LockReading.Session;
import dev.dryrun.observe.LockReading.Waiter;
import dev.dryrun.time.Between;
import dev.dryrun.time.Moment;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class WaitLedgerTest {

    private static final int MIGRATION = 7;
    private static final Session SHOP = new Session("dryrun load", "client backend", "active", "SELECT 1");

    private static final LockRequest ORDERS = on(1);

    private final WaitLedger ledger = new WaitLedger();

    @BeforeEach
    void watch() {
        ledger.watch(MIGRATION);
    }

    @Test
    void a_session_is_blocked_from_the_sample_that_first_shows_it_to_the_first_that_no_longer_does() {
        ledger.take(reading(1));
        ledger.take(reading(5, waiter(20, MIGRATION)));
        ledger.take(reading(10, waiter(20, MIGRATION)));
        ledger.take(reading(15));

        assertThat(ledger.blocked()).hasSize(1);
        BlockedSpan span = ledger.blocked().get(0);
        assertThat(span.started()).isEqualTo(between(1, 6));
        assertThat(span.ended()).isEqualTo(between(10, 16));
    }

    @Test
    void who_waits_for_a_session_that_waits_for_the_migration_is_blocked_as_well() {
        ledger.take(reading(5, waiter(21, 20), waiter(20, MIGRATION), waiter(22, 21)));
        ledger.take(reading(10));

        assertThat(ledger.blocked()).extracting(BlockedSpan::pid).containsExactlyInAnyOrder(20, 21, 22);
    }

    @Test
    void sessions_that_wait_for_each_other_only_are_not_blocked_by_the_migration() {
        ledger.take(reading(5, waiter(21, 20), waiter(20, 30)));
        ledger.take(reading(10));

        assertThat(ledger.blocked()).isEmpty();
    }

    @Test
    void the_harness_does_not_count_as_blocked() {
        Session sampler = new Session("dryrun facts", "client backend", "active", "SELECT 1");
        ledger.take(reading(5, new Waiter(9, Set.of(MIGRATION), ORDERS, Optional.empty(), sampler)));
        ledger.take(reading(10));

        assertThat(ledger.blocked()).isEmpty();
    }

    @Test
    void a_wait_that_the_server_says_began_anew_is_another_wait() {
        ledger.take(reading(5, waited(20, 4)));
        ledger.take(reading(10, waited(20, 1)));
        ledger.take(reading(15));

        assertThat(ledger.blocked()).hasSize(2);
        assertThat(ledger.blocked().get(1).started()).isEqualTo(between(9, 10));
    }

    @Test
    void the_peak_of_a_step_is_the_most_sessions_in_one_sample() {
        ledger.stepBegins(1, at(1));
        ledger.take(reading(5, waiter(20, MIGRATION)));
        ledger.stepBegins(2, at(8));
        ledger.take(reading(10, waiter(20, MIGRATION), waiter(21, 20)));
        ledger.take(reading(15, waiter(21, MIGRATION)));

        assertThat(ledger.queues().get(1).depth()).isEqualTo(1);
        assertThat(ledger.queues().get(2).depth()).isEqualTo(2);
        assertThat(ledger.queues().get(2).at()).isEqualTo(at(10));
        assertThat(ledger.queues().get(2).waiters()).extracting(Waiter::pid).containsExactlyInAnyOrder(20, 21);
    }

    @Test
    void the_deepest_queue_has_the_migrations_own_wait_and_how_long_each_had_waited() {
        ledger.stepBegins(1, at(1));
        ledger.take(reading(1));
        ledger.take(reading(5, waiter(MIGRATION, 40), waiter(20, MIGRATION)));
        ledger.take(reading(10, waiter(MIGRATION, 40), waiter(20, MIGRATION), waiter(21, MIGRATION)));

        DeepestQueue deepest = ledger.queues().get(1);
        assertThat(deepest.depth()).isEqualTo(2);
        assertThat(deepest.waiters()).extracting(Waiter::pid).containsExactlyInAnyOrder(MIGRATION, 20, 21);
        assertThat(deepest.waiters())
                .filteredOn(waiter -> waiter.pid() == 20)
                .extracting(Waiter::waited)
                .containsExactly(Optional.of(Duration.ofMillis(4)));
    }

    @Test
    void a_session_that_is_behind_the_migration_and_behind_others_of_the_load_as_well_is_counted_once() {
        ledger.take(reading(5, waiter(20, MIGRATION), waiter(21, 20, MIGRATION), waiter(22, 21, 20)));
        ledger.take(reading(10));

        assertThat(ledger.blocked()).extracting(BlockedSpan::pid).containsExactlyInAnyOrder(20, 21, 22);
    }

    @Test
    void a_session_that_gets_one_table_and_then_waits_for_another_has_waited_twice() {
        ledger.take(reading(5, new Waiter(20, Set.of(MIGRATION), on(1), Optional.empty(), SHOP)));
        ledger.take(reading(10, new Waiter(20, Set.of(MIGRATION), on(2), Optional.empty(), SHOP)));
        ledger.take(reading(15));

        assertThat(ledger.blocked()).extracting(BlockedSpan::request).containsExactly(on(1), on(2));
    }

    @Test
    void an_autovacuum_behind_the_migration_is_no_session_of_the_application() {
        Session autovacuum = new Session("", "autovacuum worker", "active", "autovacuum: VACUUM public.orders");
        ledger.take(reading(5, new Waiter(9, Set.of(MIGRATION), ORDERS, Optional.empty(), autovacuum)));
        ledger.take(reading(10));

        assertThat(ledger.blocked()).isEmpty();
    }

    @Test
    void a_prepared_transaction_that_the_migration_waits_for_is_kept_though_it_has_no_session() {
        ledger.take(reading(5, waiter(MIGRATION, 0)));
        ledger.take(reading(10));

        assertThat(ledger.waitedFor()).hasSize(1);
        assertThat(ledger.waitedFor().get(0).pid()).isZero();
        assertThat(ledger.waitedFor().get(0).session().backendType()).isEqualTo("prepared transaction");
    }

    @Test
    void whom_the_migration_waits_for_is_kept_with_what_it_was_doing() {
        Session report = new Session("reports", "client backend", "idle in transaction", "SELECT 2");
        Waiter migration = waiter(MIGRATION, 40);
        LockReading waiting = new LockReading(
                at(5), at(6), 0, Set.of(), List.of(), List.of(migration), List.of(new Holder(40, report)));
        ledger.take(waiting);
        ledger.take(reading(10));

        assertThat(ledger.blocked()).isEmpty();
        assertThat(ledger.waitedFor()).hasSize(1);
        assertThat(ledger.waitedFor().get(0).session()).isEqualTo(report);
        assertThat(ledger.waitedFor().get(0).request()).isEqualTo(ORDERS);
        assertThat(ledger.waitedFor().get(0).ended()).isEqualTo(between(5, 11));
    }

    @Test
    void a_wait_that_goes_on_when_nobody_looks_any_more_ended_some_time_after_it_was_last_seen() {
        ledger.take(reading(5, waiter(20, MIGRATION)));
        ledger.endAll(at(50));

        assertThat(ledger.blocked().get(0).ended()).isEqualTo(between(5, 50));
    }

    private static LockReading reading(long asked, Waiter... waiters) {
        return new LockReading(at(asked), at(asked + 1), 0, Set.of(), List.of(), List.of(waiters), List.of());
    }

    private static LockRequest on(long relation) {
        return new LockRequest("relation", Optional.of(relation), LockMode.ACCESS_SHARE, "");
    }

    private static Waiter waiter(int pid, Integer... blockers) {
        return new Waiter(pid, Set.of(blockers), ORDERS, Optional.empty(), SHOP);
    }

    private static Waiter waited(int pid, long millis) {
        Optional<Duration> waited = Optional.of(Duration.ofMillis(millis));
        return new Waiter(pid, Set.of(MIGRATION), ORDERS, waited, SHOP);
    }

    private static Between between(long from, long to) {
        return new Between(at(from), at(to));
    }

    private static Moment at(long millis) {
        return Moment.ORIGIN.plus(Duration.ofMillis(millis));
    }
}
