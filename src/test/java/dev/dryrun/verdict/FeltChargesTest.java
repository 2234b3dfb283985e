package dev.dryrun.verdict;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dryrun.load.Latency;
import dev.dryrun.load.LoadFigures;
import dev.dryrun.load.LoadResult;
import dev.dryrun.load.PhaseLoad;
import dev.dryrun.load.PoolWaits;
import dev.dryrun.load.QueryLoad;
import dev.dryrun.load.RequestCounts;
import dev.dryrun.plan.Budget;
import dev.dryrun.profile.LoadQuery;
import dev.dryrun.time.Phases;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class FeltChargesTest {

    private static final PhaseLoad BEFORE = slow(LoadFigures.phase(Phases.Kind.WARM_UP, 0, 500, 0), 9_000, 9_000);

    @Test
    void a_stall_is_the_longest_request_of_each_step_and_after_the_last() {
        LoadResult load = LoadFigures.of(
                BEFORE,
                slow(LoadFigures.phase(Phases.Kind.STEP, 1, 50, 0), 20, 700),
                slow(LoadFigures.phase(Phases.Kind.COOL_DOWN, 0, 50, 0), 20, 800));
        assertThat(charges(load, Budget.Name.STALL))
                .containsExactly(
                        new Charge(700, Optional.of(1), Optional.empty()),
                        new Charge(800, Optional.empty(), Optional.empty()));
    }

    @Test
    void a_request_of_the_warm_up_that_a_step_held_is_charged_to_the_first_step_from_its_beginning_on() {
        RequestCounts.Later later = new RequestCounts.Later(0, Duration.ofMillis(3_000));
        PhaseLoad warmUp =
                LoadFigures.phase(Phases.Kind.WARM_UP, 0, new RequestCounts(500, 0, 0, 0, later, 0, 1, 1), List.of());
        PhaseLoad first = LoadFigures.phase(Phases.Kind.STEP, 1, 5, 0);
        PhaseLoad second = slow(LoadFigures.phase(Phases.Kind.STEP, 2, 5, 0), 10, 10);

        assertThat(charges(LoadFigures.of(warmUp, first, second), Budget.Name.STALL))
                .as("where nothing was due in the first step")
                .containsExactly(
                        new Charge(3_000, Optional.of(1), Optional.empty()),
                        new Charge(10, Optional.of(2), Optional.empty()));
        assertThat(charges(LoadFigures.of(warmUp, slow(first, 20, 4_000), second), Budget.Name.STALL))
                .containsExactly(
                        new Charge(4_000, Optional.of(1), Optional.empty()),
                        new Charge(10, Optional.of(2), Optional.empty()));
        assertThat(charges(LoadFigures.of(warmUp, slow(first, 20, 40), second), Budget.Name.STALL))
                .containsExactly(
                        new Charge(3_000, Optional.of(1), Optional.empty()),
                        new Charge(10, Optional.of(2), Optional.empty()));
        assertThat(charges(LoadFigures.of(warmUp), Budget.Name.STALL))
                .as("without a step")
                .isEmpty();
    }

    @Test
    void a_percentile_is_of_a_step_and_says_of_how_many_requests() {
        LoadResult load = LoadFigures.of(
                BEFORE,
                slow(LoadFigures.phase(Phases.Kind.STEP, 1, 12, 0), 700, 700),
                LoadFigures.phase(Phases.Kind.STEP, 2, 0, 0),
                slow(LoadFigures.phase(Phases.Kind.COOL_DOWN, 0, 50, 0), 800, 800));
        assertThat(charges(load, Budget.Name.P99))
                .containsExactly(new Charge(700, Optional.of(1), Optional.empty(), Optional.of(12L)));
    }

    @Test
    void an_empty_pool_counts_over_all_steps_and_names_the_worst() {
        LoadResult load = LoadFigures.of(
                empty(BEFORE, 9_000),
                empty(LoadFigures.phase(Phases.Kind.STEP, 1, 10, 0), 300),
                empty(LoadFigures.phase(Phases.Kind.STEP, 2, 10, 0), 400),
                empty(LoadFigures.phase(Phases.Kind.COOL_DOWN, 0, 10, 0), 100));
        assertThat(charges(load, Budget.Name.POOL_EMPTY))
                .containsExactly(new Charge(800, Optional.of(2), Optional.empty()));
    }

    @Test
    void a_class_or_a_query_is_charged_with_its_own_requests_only() {
        PhaseLoad step = LoadFigures.by(
                slow(LoadFigures.phase(Phases.Kind.STEP, 1, 300, 9), 5_000, 6_000),
                new PhaseLoad.Parts(
                        List.of(new QueryLoad(
                                LoadQuery.of("read", "SELECT 1", false, List.of(List.of())),
                                counts(200, 2),
                                latency(200, 30),
                                Latency.NONE,
                                List.of())),
                        List.of(new PhaseLoad.ClassPart(
                                "reporting",
                                counts(7, 1),
                                latency(7, 40),
                                new PoolWaits(1, Duration.ofMillis(50), 0, Duration.ofMillis(50))))));
        LoadResult load = LoadFigures.of(BEFORE, step);

        assertThat(of(load, "reporting", Budget.Name.P99))
                .containsExactly(new Charge(40, Optional.of(1), Optional.empty(), Optional.of(7L)));
        assertThat(of(load, "reporting", Budget.Name.ERRORS))
                .containsExactly(new Charge(1, Optional.of(1), Optional.empty()));
        assertThat(of(load, "reporting", Budget.Name.POOL_EMPTY))
                .containsExactly(new Charge(50, Optional.of(1), Optional.empty()));
        assertThat(of(load, "read", Budget.Name.STALL))
                .containsExactly(new Charge(30, Optional.of(1), Optional.empty()));
        assertThat(of(load, "read", Budget.Name.ERRORS))
                .containsExactly(new Charge(2, Optional.of(1), Optional.empty()));
    }

    @Test
    void requests_due_before_the_first_step_that_it_broke_are_charged_and_excuse_nothing() {
        RequestCounts broken = new RequestCounts(500, 100, 0, 0, new RequestCounts.Later(100, Duration.ZERO), 0, 0, 0);
        LoadResult load = LoadFigures.of(
                LoadFigures.phase(Phases.Kind.WARM_UP, 0, broken, List.of()),
                LoadFigures.phase(Phases.Kind.STEP, 1, 50, 50));
        assertThat(charges(load, Budget.Name.ERRORS))
                .containsExactly(new Charge(150, Optional.of(1), Optional.empty()));
    }

    @Test
    void what_had_no_request_was_not_measured() {
        LoadResult load = LoadFigures.of(BEFORE, LoadFigures.phase(Phases.Kind.STEP, 1, 0, 0));
        assertThat(charges(load, Budget.Name.P99)).isEmpty();
        assertThat(charges(load, Budget.Name.STALL)).isEmpty();
        assertThat(of(load, "reporting", Budget.Name.STALL)).isEmpty();
    }

    private static List<Charge> charges(LoadResult load, Budget.Name budget) {
        return new FeltCharges(load, Optional.empty(), 0).of(budget);
    }

    private static List<Charge> of(LoadResult load, String part, Budget.Name budget) {
        return new FeltCharges(load, Optional.of(part), 0).of(budget);
    }

    private static RequestCounts counts(long requests, long errors) {
        return new RequestCounts(requests, errors, 0, 0, RequestCounts.Later.NONE, 0, 0, 0);
    }

    private static Latency latency(long count, long millis) {
        Duration all = Duration.ofMillis(millis);
        return new Latency(count, all, all, all, all);
    }

    private static PhaseLoad slow(PhaseLoad phase, long p99, long max) {
        return LoadFigures.taking(phase, Duration.ofMillis(p99), Duration.ofMillis(max));
    }

    private static PhaseLoad empty(PhaseLoad phase, long millis) {
        Duration time = Duration.ofMillis(millis);
        return LoadFigures.at(phase, new PoolWaits(1, time, 0, time));
    }
}
