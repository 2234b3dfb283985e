package dev.dryrun.observe;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dryrun.observe.LockReading.OwnLock;
import dev.dryrun.progress.Reached;
import dev.dryrun.script.Step;
import dev.dryrun.time.Moment;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.junit.jupiter.api.Test;

class LiveStepsTest {

    private static final int PID = 7;
    private static final Moment NOW = Moment.ORIGIN.plus(Duration.ofSeconds(12));

    private final LiveSteps live = new LiveSteps();
    private final Catalog catalog =
            new Catalog(Map.of(1L, table(1, "public.orders"), 2L, table(2, "audit.log")), ForeignKeys.NONE);

    @Test
    void before_the_first_step_nothing_is_known() {
        assertThat(live.reached(catalog, NOW, OptionalInt.of(6))).isEqualTo(new Reached.Unknown());
    }

    @Test
    void a_step_shows_its_strongest_lock_and_the_one_that_it_waits_for() {
        live.stepBegins(
                Step.received(3, "ALTER TABLE orders ADD x int").orElseThrow(), NOW.minus(Duration.ofSeconds(2)));
        live.seen(
                reading(
                        lock(1, LockMode.ROW_EXCLUSIVE, true),
                        lock(1, LockMode.SHARE, true),
                        lock(2, LockMode.ACCESS_EXCLUSIVE, false)),
                4);

        assertThat(live.reached(catalog, NOW, OptionalInt.of(6)))
                .isEqualTo(new Reached.InStep(
                        3,
                        OptionalInt.of(6),
                        "ALTER TABLE orders ADD x int",
                        Duration.ofSeconds(2),
                        new Reached.Locks(Optional.of("SHARE orders"), Optional.of("ACCESS EXCLUSIVE audit.log")),
                        4));
    }

    @Test
    void what_the_migration_has_made_itself_is_no_lock_that_anybody_could_wait_for() {
        live.stepBegins(Step.received(1, "CREATE TABLE fresh ()").orElseThrow(), NOW);
        live.seen(reading(lock(99, LockMode.ACCESS_EXCLUSIVE, true)), 0);

        assertThat(live.reached(catalog, NOW, OptionalInt.empty()))
                .extracting("locks")
                .isEqualTo(new Reached.Locks(Optional.empty(), Optional.empty()));
    }

    private static LockReading reading(OwnLock... own) {
        return new LockReading(NOW, NOW, 0, Set.of(), List.of(own), List.of(), List.of());
    }

    private static OwnLock lock(long relation, LockMode mode, boolean granted) {
        return new OwnLock(PID, PID, relation, mode, granted, Optional.empty());
    }

    private static Relation table(long oid, String name) {
        return new Relation(oid, name, 'r', Optional.empty(), Optional.empty(), Optional.of(oid), true);
    }
}
