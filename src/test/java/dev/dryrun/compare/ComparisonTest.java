package dev.dryrun.compare;

import static dev.dryrun.report.SampleSteps.bounds;
import static dev.dryrun.report.SampleSteps.calm;
import static dev.dryrun.report.SampleSteps.step;
import static org.assertj.core.api.Assertions.assertThat;

import dev.dryrun.report.Report;
import dev.dryrun.report.SampleRun;
import dev.dryrun.report.SampleSteps;
import dev.dryrun.report.StepReport;
import dev.dryrun.report.VerdictReport.Outcome;
import dev.dryrun.time.DurationBounds;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What counts as a difference. The warm-ups of these runs have a p99 of 4 ms, so that the margin is the least: 10 ms. */
class ComparisonTest {

    private static final String ALTER = "ALTER TABLE orders ADD COLUMN channel text";

    @Test
    void a_run_does_not_differ_from_itself() {
        for (Report report : List.of(SampleRun.passed(), SampleRun.breached(), SampleRun.nasty(), SampleRun.noLoad())) {
            Comparison comparison = Comparison.of(report, report);
            assertThat(comparison.verdict().trend()).isEqualTo(Trend.SAME);
            assertThat(comparison.verdict().exitCode()).isZero();
            assertThat(comparison.conditions()).isEmpty();
            assertThat(comparison.steps()).allMatch(step -> step.trend() == Trend.SAME);
        }
    }

    @Test
    void what_took_longer_than_the_margin_is_worse_and_the_other_way_round_better() {
        Report quick = SampleRun.of(took(100)).done();
        Report slow = SampleRun.of(took(150)).done();
        assertThat(worse(quick, slow))
                .contains("step 1 " + ALTER + ": time 100 ms → 150 ms", "whole run: time 100 ms → 150 ms");
        assertThat(Comparison.of(quick, slow).verdict().exitCode()).isEqualTo(1);
        assertThat(Comparison.of(slow, quick).verdict().trend()).isEqualTo(Trend.BETTER);
        assertThat(Comparison.of(slow, quick).verdict().exitCode()).isZero();
    }

    @Test
    void what_lies_within_ten_milliseconds_or_ten_percent_is_no_difference() {
        assertThat(worse(SampleRun.of(took(2)).done(), SampleRun.of(took(12)).done()))
                .isEmpty();
        assertThat(worse(SampleRun.of(took(2)).done(), SampleRun.of(took(12.1)).done()))
                .isNotEmpty();
        assertThat(worse(
                        SampleRun.of(took(1_000)).done(),
                        SampleRun.of(took(1_100)).done()))
                .isEmpty();
        assertThat(worse(
                        SampleRun.of(took(1_000)).done(),
                        SampleRun.of(took(1_101)).done()))
                .isNotEmpty();
    }

    @Test
    void a_noisy_warm_up_of_either_run_makes_the_margin_wider() {
        Report before = SampleRun.of(took(100)).warmUp(500, 0, 1, 2, 61, 70).done();
        Report after = SampleRun.of(took(150)).done();
        assertThat(worse(before, after)).isEmpty();
        assertThat(worse(before, SampleRun.of(took(161)).done())).isNotEmpty();
    }

    @Test
    void warm_ups_that_differ_from_each_other_make_it_wider_in_proportion() {
        Report before = SampleRun.of(took(1_000)).done();
        Report after = SampleRun.of(took(1_400)).warmUp(500, 0, 1.5, 2, 4, 8).done();
        assertThat(worse(before, after))
                .as("the machine was half as slow again")
                .isEmpty();
        assertThat(worse(before, SampleRun.of(took(1_400)).done())).isNotEmpty();
    }

    @Test
    void bounds_that_overlap_are_no_difference_however_far_their_ends_are_apart() {
        assertThat(worse(blocked(bounds(0, 500)), blocked(bounds(490, 5_000)))).isEmpty();
        assertThat(worse(blocked(bounds(0, 500)), blocked(bounds(540, 560)))).isEmpty();
        assertThat(worse(blocked(bounds(0, 500)), blocked(bounds(560, 570))))
                .contains("step 1 " + ALTER + ": reads blocked 0–500 ms → 560–570 ms");
    }

    @Test
    void without_a_warm_up_the_margin_is_assumed_and_the_reader_is_told() {
        Comparison comparison = Comparison.of(
                SampleRun.of(took(100)).withoutLoad().done(),
                SampleRun.of(took(149)).withoutLoad().done());
        assertThat(comparison.verdict().trend()).isEqualTo(Trend.SAME);
        assertThat(comparison.noise().measured()).isFalse();
        assertThat(comparison.cautions())
                .contains("a run has no warm-up of 50 requests or more: the margin is assumed, not measured");
        assertThat(Noise.of(SampleRun.of(took(1)).warmUp(49, 0, 1, 2, 4, 8).done())
                        .measured())
                .isFalse();
    }

    @Test
    void more_wal_counts_from_a_quarter_and_a_megabyte_on() {
        assertThat(worse(wrote(100_000_000), wrote(124_000_000))).isEmpty();
        assertThat(worse(wrote(100_000_000), wrote(126_000_000))).contains("whole run: WAL 95 MB → 120 MB");
        assertThat(worse(wrote(1_000), wrote(1_000_000))).isEmpty();
    }

    @Test
    void the_99th_percentile_is_of_a_hundred_requests_or_more() {
        SampleSteps few = step(1, "ALTER TABLE", ALTER).took(3).load(calm(99));
        SampleSteps many = step(1, "ALTER TABLE", ALTER).took(3).load(calm(100));
        assertThat(RunFigures.ofStep(Measure.P99, few.done())).isEmpty();
        assertThat(RunFigures.ofStep(Measure.P99, many.done())).isPresent();
    }

    @Test
    void an_inserted_step_counts_by_what_the_run_as_a_whole_felt() {
        Report before = SampleRun.of(took(3)).done();
        Report after = SampleRun.of(
                        took(3),
                        step(2, "UPDATE", "UPDATE orders SET channel = 'web'")
                                .took(4_000)
                                .blocking(DurationBounds.ZERO, DurationBounds.ZERO, bounds(900, 1_000))
                                .done())
                .done();
        Comparison comparison = Comparison.of(before, after);
        assertThat(comparison.verdict().worse()).containsExactly("whole run: rows blocked 0 ms → 900 ms–1.00 s");
        assertThat(comparison.figures())
                .filteredOn(figure -> figure.measure() == Measure.DURATION)
                .as("it is not the same work that took longer")
                .extracting(Difference::trend)
                .containsExactly(Trend.CHANGED);
    }

    @Test
    void a_step_that_fails_now_is_worse_and_the_time_that_it_saved_is_no_progress() {
        Report before = SampleRun.of(took(500)).done();
        Report after = SampleRun.of(step(1, "ALTER TABLE", ALTER)
                        .took(1)
                        .failed("42704", "no such type", Optional.empty())
                        .done())
                .ended(Outcome.STEP_FAILED, "step 1 failed")
                .done();
        Comparison comparison = Comparison.of(before, after);
        assertThat(comparison.verdict().trend()).isEqualTo(Trend.WORSE);
        assertThat(comparison.verdict().worse())
                .containsExactly(
                        "the migration came to its end before, and did not now: step-failed (step 1 failed)",
                        "step 1 " + ALTER + ": it succeeded before, and failed now");
        assertThat(Comparison.of(after, before).verdict().trend()).isEqualTo(Trend.BETTER);
    }

    @Test
    void what_a_run_that_failed_does_not_have_is_no_progress_of_it() {
        Report failed = SampleRun.of(step(1, "SELECT", "SELECT 1").done())
                .ended(Outcome.STEP_FAILED, "the command failed")
                .done();
        Comparison comparison = Comparison.of(SampleRun.breached(), failed);
        assertThat(comparison.verdict().better()).isEmpty();
        assertThat(comparison.verdict().trend()).isEqualTo(Trend.WORSE);
        assertThat(Comparison.of(failed, SampleRun.breached()).verdict().worse())
                .isEmpty();
    }

    @Test
    void errors_count_beyond_chance_and_beyond_what_the_warm_up_lets_expect() {
        Report before = SampleRun.of(took(3)).done();
        Report some = SampleRun.of(erring(4)).done();
        Report more = SampleRun.of(erring(12)).done();
        assertThat(worse(before, some)).isEmpty();
        assertThat(worse(before, more)).contains("whole run: errors of the load 0 → 12");
        Report alwaysErring =
                SampleRun.of(erring(12)).warmUp(100, 10, 1, 2, 4, 8).done();
        assertThat(worse(before, alwaysErring)).isEmpty();
    }

    @Test
    void conditions_that_were_not_the_same_are_named() {
        Report before = SampleRun.of(took(3))
                .setting("work_mem", "4MB")
                .setting("port", "1")
                .done();
        Report after = SampleRun.of(took(3))
                .setting("work_mem", "64MB")
                .setting("port", "2")
                .setting("jit", "on")
                .version("16.4")
                .on(new Report.Host(8, 4_101_234_688L, "Debian GNU/Linux 12", "17.0.15"))
                .warmUp(500, 0, 1, 2, 4, 8)
                .done();
        assertThat(Comparison.of(before, after).conditions())
                .extracting(ConditionDifference::text)
                .containsExactly(
                        "server version: 15.18 → 16.4",
                        "setting jit: off → on",
                        "setting work_mem: 4MB → 64MB",
                        "CPUs of the machine: 2 → 8");
    }

    @Test
    void how_far_samples_were_apart_is_told_of_a_hundred_of_them_or_more() {
        assertThat(Comparison.of(sampled(99, 5), sampled(500, 12)).conditions()).isEmpty();
        assertThat(Comparison.of(sampled(500, 12), sampled(99, 5)).conditions()).isEmpty();
        assertThat(Comparison.of(sampled(100, 5), sampled(500, 12)).conditions())
                .extracting(ConditionDifference::text)
                .containsExactly("samples usually apart: 5.0 ms → 12 ms");
    }

    @Test
    void two_migrations_that_have_nothing_in_common_are_compared_with_a_caution() {
        Comparison comparison = Comparison.of(
                SampleRun.of(took(3)).done(),
                SampleRun.of(step(1, "SELECT", "SELECT 1").done()).done());
        assertThat(comparison.cautions())
                .containsExactly("no statement of one run is in the other: these seem to be two different migrations");
        assertThat(SharedSteps.any(SampleRun.breached(), List.of("SELECT 1", "BEGIN")))
                .isFalse();
        assertThat(SharedSteps.any(SampleRun.breached(), List.of("alter table orders add column channel text")))
                .isTrue();
    }

    private static List<String> worse(Report before, Report after) {
        return Comparison.of(before, after).verdict().worse();
    }

    private static StepReport took(double milliseconds) {
        return step(1, "ALTER TABLE", ALTER).took(milliseconds).done();
    }

    private static Report sampled(long samples, double gap) {
        return SampleRun.of(took(3)).sampled(samples, gap).done();
    }

    private static Report blocked(DurationBounds reads) {
        return SampleRun.of(step(1, "ALTER TABLE", ALTER)
                        .blocking(reads, DurationBounds.ZERO, DurationBounds.ZERO)
                        .done())
                .done();
    }

    private static Report wrote(long bytes) {
        return SampleRun.of(step(1, "ALTER TABLE", ALTER)
                        .wrote(
                                StepReport.Storage.UNTOUCHED,
                                new StepReport.Volume(
                                        Optional.of(bytes), Optional.empty(), Optional.empty(), Optional.empty()))
                        .done())
                .done();
    }

    private static StepReport erring(int errors) {
        return step(1, "ALTER TABLE", ALTER)
                .took(3)
                .load(SampleRun.erring(500, errors))
                .done();
    }
}
