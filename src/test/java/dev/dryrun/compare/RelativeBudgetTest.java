package dev.dryrun.compare;

import static dev.dryrun.report.SampleSteps.bounds;
import static dev.dryrun.report.SampleSteps.calm;
import static dev.dryrun.report.SampleSteps.step;
import static org.assertj.core.api.Assertions.assertThat;

import dev.dryrun.plan.Budget;
import dev.dryrun.plan.Budget.Name;
import dev.dryrun.report.Report;
import dev.dryrun.report.SampleRun;
import dev.dryrun.report.VerdictReport.BudgetUse;
import dev.dryrun.time.DurationBounds;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The warm-up of these baselines has a p50 of 1 ms, a p99 of 4 and a maximum of 8: the least noise, 10 and 50 ms. */
class RelativeBudgetTest {

    @Test
    void the_limit_is_so_many_percent_above_what_the_baseline_measured() {
        Report baseline = SampleRun.of(step(1, "SELECT", "SELECT 1").done())
                .budgets(new BudgetUse(Name.WRITES_BLOCKED, 5_000, Optional.of(1_000.4)))
                .done();
        assertThat(new RelativeBudget(Name.WRITES_BLOCKED, Optional.empty(), 20).against(baseline))
                .contains(new Budget(Name.WRITES_BLOCKED, 1_201));
    }

    @Test
    void it_is_above_it_by_the_noise_in_any_case() {
        Report baseline = SampleRun.of(step(1, "SELECT", "SELECT 1").done())
                .budgets(
                        new BudgetUse(Name.WRITES_BLOCKED, 5_000, Optional.of(3.0)),
                        new BudgetUse(Name.STALL, 5_000, Optional.of(20.0)),
                        new BudgetUse(Name.ERRORS, 0, Optional.of(9.0)))
                .done();
        assertThat(limit(Name.WRITES_BLOCKED, 20, baseline)).contains(13L);
        assertThat(limit(Name.WRITES_BLOCKED, 0, baseline)).contains(13L);
        assertThat(limit(Name.STALL, 20, baseline)).contains(70L);
        assertThat(limit(Name.ERRORS, 20, baseline)).contains(15L);
    }

    @Test
    void without_errors_before_none_are_allowed() {
        Report baseline = SampleRun.of(step(1, "SELECT", "SELECT 1").done())
                .budgets(new BudgetUse(Name.ERRORS, 3, Optional.of(0.0)))
                .done();
        assertThat(limit(Name.ERRORS, 20, baseline)).contains(0L);
    }

    @Test
    void what_the_baseline_had_no_budget_for_comes_from_its_steps_where_they_have_it() {
        Report baseline = SampleRun.of(
                        step(1, "SELECT", "SELECT 1")
                                .blocking(bounds(1, 200), bounds(1, 300), bounds(1, 400))
                                .load(calm(5))
                                .done(),
                        step(2, "SELECT", "SELECT 2")
                                .blocking(bounds(1, 2), bounds(1, 2), DurationBounds.ZERO)
                                .done())
                .budgets()
                .done();
        assertThat(limit(Name.READS_BLOCKED, 50, baseline)).contains(300L);
        assertThat(limit(Name.WRITES_BLOCKED, 50, baseline)).contains(600L);
        assertThat(limit(Name.P99, 50, baseline)).contains(52L);
        assertThat(limit(Name.STALL, 50, baseline)).isEmpty();
        assertThat(limit(Name.ERRORS, 50, baseline)).isEmpty();
        assertThat(new RelativeBudget(Name.P99, Optional.of("reporting"), 50).against(baseline))
                .isEmpty();
    }

    private static Optional<Long> limit(Name name, double percent, Report baseline) {
        return new RelativeBudget(name, Optional.empty(), percent)
                .against(baseline)
                .map(Budget::limit);
    }
}
