package dev.dryrun.compare;

import static dev.dryrun.report.SampleSteps.bounds;
import static dev.dryrun.report.SampleSteps.lock;
import static dev.dryrun.report.SampleSteps.step;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.dryrun.report.Report;
import dev.dryrun.report.Report.Finding;
import dev.dryrun.report.SampleRun;
import dev.dryrun.report.SampleSteps;
import dev.dryrun.report.StepLocks.Lock;
import dev.dryrun.report.StepLocks.Request;
import dev.dryrun.report.StepReport;
import dev.dryrun.report.VerdictReport.Outcome;
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
    void what_is_kept_out_of_line_is_the_same_under_the_name_of_every_restore() {
        for (boolean withTable : List.of(true, false)) {
            Comparison comparison = Comparison.of(toast("16431", withTable), toast("24688", withTable));
            assertThat(comparison.verdict().trend()).isEqualTo(Trend.SAME);
            assertThat(comparison.verdict().worse()).isEmpty();
            assertThat(comparison.steps().get(0).locks())
                    .extracting(LockDifference::relation, LockDifference::change)
                    .containsExactly(tuple(withTable ? "public.orders" : "TOAST of public.orders", Change.KEPT));
        }
    }

    @Test
    void a_new_lock_on_what_is_kept_out_of_line_counts_only_where_nobody_was_kept_out_of_its_table() {
        assertThat(worse(locked("ShareUpdateExclusiveLock"), toast("1", false)))
                .containsExactly(
                        "step 1 " + ALTER + ": new ACCESS EXCLUSIVE on TOAST of public.orders, held 1.0–2.0 ms");
        Report elsewhere = SampleRun.of(took(3), lockedStep(2, "TRUNCATE orders", "AccessExclusiveLock"))
                .done();
        assertThat(worse(elsewhere, toast("1", false))).isEmpty();
    }

    @Test
    void a_lock_held_for_longer_because_the_migration_came_to_its_end_is_no_harm_and_the_other_way_round_no_progress() {
        Report failed =
                block(0.1, 0.1, 3).ended(Outcome.STEP_FAILED, "step 3 failed").done();
        Report whole = block(2_000, 2_000, 3).done();
        assertThat(Comparison.of(failed, whole).verdict().worse()).isEmpty();
        assertThat(Comparison.of(failed, whole).verdict().trend()).isEqualTo(Trend.BETTER);
        assertThat(Comparison.of(whole, failed).verdict().better()).isEmpty();
        assertThat(Comparison.of(block(0.1, 0.1, 3).done(), whole).verdict().worse())
                .contains("step 2 " + ALTER + ": ACCESS EXCLUSIVE on public.orders held 0.1 ms → 2.00 s");
    }

    @Test
    void a_statement_that_took_longer_is_worse_even_if_the_earlier_run_failed_after_it() {
        Report failed =
                block(0.1, 0.1, 3).ended(Outcome.STEP_FAILED, "step 3 failed").done();
        assertThat(worse(failed, block(0.1, 0.1, 500).done()))
                .containsExactly("step 2 " + ALTER + ": time 3.0 ms → 500 ms");
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

    /** What keeps out of the TOAST table, and of its index, in a restore that called them so. */
    private static Report toast(String oid, boolean withTable) {
        Lock table = lock("public.orders", "AccessExclusiveLock", bounds(1, 2), 1);
        Lock toast = outOfLine(table, "pg_toast.pg_toast_" + oid, "t");
        Lock index = outOfLine(table, "pg_toast.pg_toast_" + oid + "_index", "i");
        SampleSteps step = step(1, "ALTER TABLE", ALTER).took(3);
        return SampleRun.of((withTable ? step.locks(table, toast, index) : step.locks(toast, index)).done())
                .done();
    }

    private static Lock outOfLine(Lock of, String relation, String relkind) {
        return new Lock(
                new Request(
                        relation,
                        Optional.of("public.orders"),
                        Optional.of(relkind),
                        of.request().mode(),
                        false),
                of.waited(),
                of.held(),
                of.releasedAfterStep(),
                of.evidence(),
                of.blocksReads(),
                of.blocksWrites(),
                of.intervals());
    }

    /** A block whose second step took a lock, held it and kept out writes for so long. */
    private static SampleRun block(double held, double blocked, double took) {
        return SampleRun.of(
                step(1, "BEGIN", "BEGIN").done(),
                step(2, "ALTER TABLE", ALTER)
                        .took(took)
                        .locks(lock("public.orders", "AccessExclusiveLock", bounds(held, held), 2))
                        .blocking(bounds(blocked, blocked), bounds(blocked, blocked), bounds(0, 0))
                        .done());
    }

    private static StepReport lockedStep(int number, String sql, String mode) {
        return step(number, "ALTER TABLE", sql)
                .took(3)
                .locks(lock("public.orders", mode, bounds(1, 2), number))
                .done();
    }
}
