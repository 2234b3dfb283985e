package dev.dryrun.compare;

import static dev.dryrun.report.SampleSteps.bounds;
import static dev.dryrun.report.SampleSteps.lock;
import static dev.dryrun.report.SampleSteps.step;
import static org.assertj.core.api.Assertions.assertThat;

import dev.dryrun.report.Report;
import dev.dryrun.report.Report.Finding;
import dev.dryrun.report.SampleRun;
import dev.dryrun.report.StepReport;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What a lock or a rewrite that only one of two runs has is worth. */
class LockComparisonTest {

    private static final String ALTER = "ALTER TABLE orders ADD COLUMN channel text";

    @Test
    void a_new_lock_that_keeps_others_out_is_worse_however_short() {
        assertThat(worse(locked("ShareUpdateExclusiveLock"), locked("AccessExclusiveLock")))
                .containsExactly("step 1 " + ALTER + ": new ACCESS EXCLUSIVE on public.orders, held 1.0–2.0 ms");
        assertThat(Comparison.of(locked("AccessExclusiveLock"), locked("ShareUpdateExclusiveLock"))
                        .verdict()
                        .better())
                .containsExactly("step 1 " + ALTER + ": gone: ACCESS EXCLUSIVE on public.orders, held 1.0–2.0 ms");
    }

    @Test
    void a_new_lock_that_blocks_nobody_is_a_change_and_no_harm() {
        Comparison comparison = Comparison.of(SampleRun.of(took(3)).done(), locked("ShareUpdateExclusiveLock"));
        assertThat(comparison.verdict().trend()).isEqualTo(Trend.SAME);
        assertThat(comparison.steps().get(0).trend()).isEqualTo(Trend.CHANGED);
        assertThat(comparison.steps().get(0).locks()).singleElement().satisfies(lock -> {
            assertThat(lock.change()).isEqualTo(Change.NEW);
            assertThat(lock.note()).contains("blocks neither reads nor writes");
        });
    }

    @Test
    void a_lock_that_another_step_took_before_is_no_new_one() {
        Report before = SampleRun.of(
                        lockedStep(1, ALTER, "AccessExclusiveLock"),
                        step(2, "SELECT", "SELECT 1").done())
                .done();
        Report after = SampleRun.of(
                        lockedStep(1, "ALTER TABLE orders ADD x int", "AccessExclusiveLock"),
                        step(2, "SELECT", "SELECT 1").done())
                .done();
        Comparison comparison = Comparison.of(before, after);
        assertThat(comparison.verdict().trend()).isEqualTo(Trend.SAME);
        assertThat(comparison.steps())
                .extracting(StepComparison::match)
                .containsExactly(
                        StepComparison.Match.REMOVED, StepComparison.Match.INSERTED, StepComparison.Match.SAME);
    }

    @Test
    void a_lock_is_not_new_where_the_earlier_run_could_have_missed_it() {
        Finding sampled = new Finding(
                "locks-only-sampled",
                Finding.Severity.INFO,
                Optional.of(1),
                Optional.empty(),
                "sampled",
                Optional.empty());
        Report before = SampleRun.of(took(3)).found(sampled).done();
        assertThat(worse(before, locked("AccessExclusiveLock"))).isEmpty();
    }

    @Test
    void a_lock_that_was_held_longer_is_worse() {
        Report before = SampleRun.of(step(1, "ALTER TABLE", ALTER)
                        .locks(lock("public.orders", "AccessExclusiveLock", bounds(3, 5), 1))
                        .done())
                .done();
        Report after = SampleRun.of(step(1, "ALTER TABLE", ALTER)
                        .locks(lock("public.orders", "AccessExclusiveLock", bounds(95, 100), 1))
                        .done())
                .done();
        assertThat(worse(before, after))
                .containsExactly("step 1 " + ALTER + ": ACCESS EXCLUSIVE on public.orders held 3.0–5.0 ms → 95–100 ms");
    }

    @Test
    void a_rewrite_is_worse_where_there_was_none_and_better_where_it_is_gone() {
        Report plain = SampleRun.of(took(3)).done();
        Report rewriting = SampleRun.of(step(1, "ALTER TABLE", ALTER)
                        .took(3)
                        .wrote(
                                new StepReport.Storage(List.of("public.orders"), List.of(), List.of(), List.of()),
                                StepReport.Volume.UNKNOWN)
                        .done())
                .done();
        assertThat(worse(plain, rewriting))
                .containsExactly("step 1 " + ALTER + ": rewrites public.orders, which was not rewritten before");
        assertThat(Comparison.of(rewriting, plain).verdict().better())
                .containsExactly("step 1 " + ALTER + ": public.orders is no longer rewritten");
    }

    private static List<String> worse(Report before, Report after) {
        return Comparison.of(before, after).verdict().worse();
    }

    private static StepReport took(double milliseconds) {
        return step(1, "ALTER TABLE", ALTER).took(milliseconds).done();
    }

    private static Report locked(String mode) {
        return SampleRun.of(lockedStep(1, ALTER, mode)).done();
    }

    private static StepReport lockedStep(int number, String sql, String mode) {
        return step(number, "ALTER TABLE", sql)
                .took(3)
                .locks(lock("public.orders", mode, bounds(1, 2), number))
                .done();
    }
}
