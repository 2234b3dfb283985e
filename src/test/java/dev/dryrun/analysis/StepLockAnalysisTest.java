package dev.dryrun.analysis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dryrun.observe.Catalog;
import dev.dryrun.observe.ForeignKeys;
import dev.dryrun.observe.LockMode;
import dev.dryrun.observe.LockObservations;
import dev.dryrun.observe.LockSpan;
import dev.dryrun.observe.LockSpan.Evidence;
import dev.dryrun.observe.RanStep;
import dev.dryrun.observe.Relation;
import dev.dryrun.observe.Sampling;
import dev.dryrun.observe.StepFacts;
import dev.dryrun.observe.Timing;
import dev.dryrun.script.Step;
import dev.dryrun.time.Between;
import dev.dryrun.time.Moment;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class StepLockAnalysisTest {

    private static final long TABLE = 1;
    private static final long INDEX = 2;
    private static final long CATALOG = 3;

    private static final Catalog KNOWN = new Catalog(
            Map.of(
                    TABLE,
                            new Relation(
                                    TABLE, "public.t", 'r', Optional.empty(), Optional.empty(), Optional.empty(), true),
                    INDEX,
                            new Relation(
                                    INDEX,
                                    "public.i",
                                    'i',
                                    Optional.of(TABLE),
                                    Optional.empty(),
                                    Optional.empty(),
                                    true),
                    CATALOG,
                            new Relation(
                                    CATALOG,
                                    "pg_catalog.pg_class",
                                    'r',
                                    Optional.empty(),
                                    Optional.empty(),
                                    Optional.empty(),
                                    true)),
            ForeignKeys.NONE);

    @Test
    void a_lock_on_an_index_that_was_given_back_at_once_is_not_told_beside_that_on_its_table() {
        assertThat(locks(
                        lock(TABLE, LockMode.ROW_EXCLUSIVE, Evidence.SNAPSHOT, at(1)),
                        lock(INDEX, LockMode.ROW_EXCLUSIVE, Evidence.SAMPLE, at(1))))
                .containsExactlyInAnyOrder("public.t ROW_EXCLUSIVE");
    }

    @Test
    void a_lock_on_an_index_that_was_there_to_the_end_is_told() {
        assertThat(locks(
                        lock(TABLE, LockMode.ACCESS_EXCLUSIVE, Evidence.SNAPSHOT, at(1)),
                        lock(INDEX, LockMode.ACCESS_EXCLUSIVE, Evidence.SNAPSHOT, at(1))))
                .containsExactlyInAnyOrder("public.i ACCESS_EXCLUSIVE", "public.t ACCESS_EXCLUSIVE");
    }

    @Test
    void a_lock_on_an_index_that_is_stronger_than_that_on_its_table_is_told() {
        assertThat(locks(
                        lock(TABLE, LockMode.SHARE, Evidence.SNAPSHOT, at(1)),
                        lock(INDEX, LockMode.ACCESS_EXCLUSIVE, Evidence.SAMPLE, at(1))))
                .containsExactlyInAnyOrder("public.i ACCESS_EXCLUSIVE", "public.t SHARE");
    }

    @Test
    void a_lock_on_an_index_is_told_where_nothing_is_known_exactly() {
        assertThat(locks(
                        lock(TABLE, LockMode.ROW_EXCLUSIVE, Evidence.SAMPLE, at(1)),
                        lock(INDEX, LockMode.ROW_EXCLUSIVE, Evidence.SAMPLE, at(1))))
                .containsExactlyInAnyOrder("public.i ROW_EXCLUSIVE", "public.t ROW_EXCLUSIVE");
    }

    @Test
    void a_lock_on_an_index_that_the_step_had_to_wait_for_is_told() {
        assertThat(locks(
                        lock(TABLE, LockMode.ROW_EXCLUSIVE, Evidence.SNAPSHOT, at(1)),
                        lock(INDEX, LockMode.ROW_EXCLUSIVE, Evidence.SAMPLE, at(50))))
                .containsExactlyInAnyOrder("public.i ROW_EXCLUSIVE", "public.t ROW_EXCLUSIVE");
    }

    @Test
    void a_lock_on_a_table_that_was_given_back_is_told_whatever_else_is_locked() {
        assertThat(locks(
                        lock(TABLE, LockMode.ACCESS_EXCLUSIVE, Evidence.SAMPLE, at(1)),
                        lock(INDEX, LockMode.ACCESS_SHARE, Evidence.SNAPSHOT, at(1))))
                .containsExactlyInAnyOrder("public.t ACCESS_EXCLUSIVE", "public.i ACCESS_SHARE");
    }

    @Test
    void access_share_under_which_a_name_was_looked_up_is_not_told_beside_the_lock_that_followed() {
        assertThat(locks(
                        lock(TABLE, LockMode.ACCESS_SHARE, Evidence.SAMPLE, at(1)),
                        lock(TABLE, LockMode.SHARE_UPDATE_EXCLUSIVE, Evidence.SNAPSHOT, at(2))))
                .containsExactly("public.t SHARE_UPDATE_EXCLUSIVE");
        assertThat(locks(
                        lock(TABLE, LockMode.ACCESS_SHARE, Evidence.SAMPLE, at(50)),
                        lock(TABLE, LockMode.SHARE_UPDATE_EXCLUSIVE, Evidence.SNAPSHOT, at(60))))
                .hasSize(2);
    }

    @Test
    void a_weak_lock_on_a_catalog_that_was_given_back_is_not_told() {
        assertThat(locks(lock(CATALOG, LockMode.ROW_EXCLUSIVE, Evidence.SAMPLE, at(1))))
                .isEmpty();
    }

    private static List<String> locks(LockSpan... spans) {
        RanStep step = step();
        LockObservations seen = new LockObservations(
                List.of(spans),
                List.of(),
                Map.of(),
                Map.of(),
                List.of(),
                List.of(),
                new Sampling(
                        Duration.ZERO, Duration.ZERO, 0, 0, Duration.ZERO, Duration.ZERO, Duration.ZERO, Duration.ZERO),
                Set.of());
        MigrationTime time = new MigrationTime(Moment.ORIGIN, List.of());
        return new StepLockAnalysis(
                        step, new Creations(List.of(step), seen), new SeenLocks(seen, Map.of(), List.of(step)), time)
                .locks().stream().map(lock -> lock.name() + " " + lock.mode()).toList();
    }

    private static LockSpan lock(long relation, LockMode mode, Evidence evidence, Moment granted) {
        return new LockSpan(
                relation,
                mode,
                new Between(at(0), at(2)),
                Optional.of(new Between(granted, granted)),
                new Between(at(90), at(95)),
                new LockSpan.Steps(1, 1),
                Set.of(evidence),
                Optional.empty());
    }

    private static RanStep step() {
        return new RanStep(
                Step.received(1, "INSERT INTO t VALUES (1)").orElseThrow(),
                Optional.empty(),
                new Timing(at(0), at(95), at(96), at(97)),
                Optional.empty(),
                Optional.empty(),
                List.of(),
                KNOWN,
                new StepFacts(
                        Set.of(),
                        Set.of(),
                        Set.of(),
                        new StepFacts.WalRange(0, 0),
                        Set.of(),
                        true,
                        Optional.empty(),
                        Set.of()));
    }

    private static Moment at(long millis) {
        return Moment.ORIGIN.plus(Duration.ofMillis(millis));
    }
}
