package dev.dryrun.analysis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dryrun.analysis.RelationLock.Standing;
import dev.dryrun.observe.Catalog;
import dev.dryrun.observe.ForeignKeys;
import dev.dryrun.observe.LockMode;
import dev.dryrun.observe.LockSpan.Evidence;
import dev.dryrun.observe.RanStep;
import dev.dryrun.observe.Relation;
import dev.dryrun.observe.StepFacts;
import dev.dryrun.observe.Timing;
import dev.dryrun.script.Step;
import dev.dryrun.time.DurationBounds;
import dev.dryrun.time.Moment;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class HeldOverFindingsTest {

    private static final Relation ORDERS =
            new Relation(1, "public.orders", 'r', Optional.empty(), Optional.empty(), Optional.empty(), true);

    private final List<StepAnalysis> steps = new ArrayList<>();
    private int transaction = 1;

    @Test
    void the_lock_the_step_that_took_it_and_the_step_that_kept_it_are_named() {
        step(1, 0);
        step(2, 3, lock(LockMode.ACCESS_EXCLUSIVE, 4060, 4070, 6), lock(LockMode.SHARE, 4060, 4070, 6));
        step(3, 40);
        step(4, 4000);
        step(5, 5);
        step(6, 12);

        assertThat(findings(2))
                .extracting(Finding::message)
                .containsExactly(
                        "ACCESS EXCLUSIVE on public.orders taken by step 2 was held 4.1 s because step 4 ran in the"
                                + " same transaction");
    }

    @Test
    void a_lock_that_only_keeps_writers_out_is_worth_a_word_and_bounds_that_differ_are_told() {
        step(1, 3, lock(LockMode.SHARE_ROW_EXCLUSIVE, 700, 720, 3));
        step(2, 690);
        step(3, 1);

        assertThat(findings(1))
                .extracting(Finding::message)
                .containsExactly(
                        "SHARE ROW EXCLUSIVE on public.orders taken by step 1 was held 700 ms to 720 ms because"
                                + " step 2 ran in the same transaction");
    }

    @Test
    void a_step_that_took_long_itself_was_not_held_up_by_later_ones() {
        step(1, 4000, lock(LockMode.ACCESS_EXCLUSIVE, 4000, 4060, 3));
        step(2, 30);
        step(3, 1);

        assertThat(findings(1)).isEmpty();
    }

    @Test
    void a_lock_that_is_given_back_with_the_next_commit_is_none() {
        step(1, 3, lock(LockMode.ACCESS_EXCLUSIVE, 500, 500, 2));
        step(2, 500);

        assertThat(findings(1)).isEmpty();
    }

    @Test
    void only_steps_of_its_own_transaction_up_to_the_release_count_and_of_equals_the_first() {
        step(1, 3, lock(LockMode.ACCESS_EXCLUSIVE, 900, 900, 4));
        transaction = 2;
        step(2, 9000);
        transaction = 1;
        step(3, 400);
        step(4, 400);
        step(5, 7000);

        assertThat(findings(1))
                .extracting(Finding::message)
                .singleElement()
                .asString()
                .contains("because step 3 ran");
    }

    private List<Finding> findings(int number) {
        List<Finding> findings = new ArrayList<>();
        new HeldOverFindings(steps).add(steps.get(number - 1), findings);
        return findings;
    }

    private static RelationLock lock(LockMode mode, long atLeast, long atMost, int releasedAfter) {
        return new RelationLock(
                Optional.of(ORDERS),
                mode,
                Standing.EXISTING,
                true,
                new LockTimes(
                        DurationBounds.ZERO,
                        new DurationBounds(Duration.ofMillis(atLeast), Duration.ofMillis(atMost)),
                        List.of()),
                releasedAfter,
                Set.of(Evidence.SNAPSHOT));
    }

    private void step(int number, long millis, RelationLock... locks) {
        Moment done = Moment.ORIGIN.plus(Duration.ofMillis(millis));
        RanStep ran = new RanStep(
                Step.received(number, "SELECT 1").orElseThrow(),
                Optional.empty(),
                new Timing(Moment.ORIGIN, done, done, done),
                Optional.of(transaction),
                Optional.empty(),
                List.of(),
                new Catalog(Map.of(), ForeignKeys.NONE),
                new StepFacts(
                        Set.of(),
                        Set.of(),
                        Set.of(),
                        new StepFacts.WalRange(0, 0),
                        Set.of(),
                        true,
                        Optional.empty(),
                        Set.of()));
        Blocking none = new Blocking(Map.of(), Map.of(), DurationBounds.ZERO);
        steps.add(new StepAnalysis(ran, List.of(locks), none, BlockedSessions.NONE, List.of(), List.of()));
    }
}
