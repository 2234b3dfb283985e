package dev.dryrun.report;

import static dev.dryrun.report.SampleSteps.bounds;
import static java.util.Optional.of;
import static org.assertj.core.api.Assertions.assertThat;

import dev.dryrun.plan.Budget;
import dev.dryrun.report.VerdictReport.Breach;
import dev.dryrun.time.DurationBounds;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class VerdictWordsTest {

    private static final Report FAILED = SampleReports.stepFailed();

    private final int failedStep = FAILED.steps().stream()
            .filter(StepReport::isFailed)
            .findFirst()
            .orElseThrow()
            .number();

    @Test
    void steps_before_the_failed_one_stay_where_each_is_a_transaction() {
        assertThat(VerdictWords.sentence(with(List.of())))
                .endsWith(
                        failedStep == 2
                                ? "; what step 1 did stays."
                                : "; what steps 1 to " + (failedStep - 1) + " did stays.");
    }

    @Test
    void nothing_stays_of_the_transaction_that_the_failed_step_belongs_to() {
        Report.Transaction whole = new Report.Transaction(1, 1, failedStep, Duration.ZERO, Duration.ZERO);
        assertThat(VerdictWords.sentence(with(List.of(whole)))).doesNotContain("stays");
    }

    @Test
    void a_passed_run_tells_the_longest_that_anybody_could_have_waited_and_the_slowest_request() {
        assertThat(VerdictWords.sentence(SampleReports.passed()))
                .isEqualTo(
                        "No step would have kept anybody out of a table for longer than 9.1 ms; the slowest request due"
                                + " meanwhile took 1.5 ms.");
    }

    @Test
    void a_run_in_which_nobody_could_have_waited_says_so_and_without_a_load_nothing_of_requests() {
        assertThat(VerdictWords.sentence(SampleReports.noLoad()))
                .isEqualTo("No step would have kept anybody out of a table; without a load, waits for rows were not"
                        + " measured.");
    }

    @Test
    void blocked_reads_are_told_with_the_table_and_no_longer_than_their_upper_bound() {
        assertThat(VerdictWords.sentence(SampleReports.breached()))
                .isEqualTo("Step 2 would have stopped all reads and writes of public.orders for up to 3.24 s; 1 other"
                        + " step breaches a budget too.");
    }

    @Test
    void a_time_whose_bounds_read_alike_is_told_as_one_figure() {
        assertThat(breached(
                        SampleBreach.of(
                                new Budget(Budget.Name.WRITES_BLOCKED, 1000), 4_210, of(2), of("public.orders")),
                        bounds(4_208, 4_210)))
                .isEqualTo("Step 2 would have stopped all writes to public.orders for 4.21 s.");
    }

    @Test
    void of_tables_that_were_blocked_through_others_not_all_reads_are_said_to_be_stopped() {
        assertThat(breached(
                        SampleBreach.of(new Budget(Budget.Name.READS_BLOCKED, 1000), 4_210, of(2), of("public.parent")),
                        bounds(0, 4_210)))
                .isEqualTo("Step 2 would have stopped reads and writes of public.parent for up to 4.21 s.");
    }

    @Test
    void rows_that_a_step_had_changed_and_locks_that_nobody_saw_have_no_table() {
        assertThat(breached(
                        SampleBreach.of(new Budget(Budget.Name.WRITES_BLOCKED, 1000), 1000.4, of(3), Optional.empty()),
                        bounds(0, 0)))
                .isEqualTo("Step 3 would have kept writers waiting for up to 1,000.400 ms, because it had changed the"
                        + " same rows.");
        assertThat(breached(
                        SampleBreach.of(new Budget(Budget.Name.READS_BLOCKED, 1000), 1_900, of(2), Optional.empty()),
                        bounds(0, 1_900)))
                .isEqualTo("Step 2 may have stopped reads for up to 1.90 s, unseen between two samples.");
    }

    @Test
    void what_requests_felt_is_told_where_no_table_was_blocked_for_too_long() {
        assertThat(felt(Budget.Name.ERRORS, 12))
                .isEqualTo("12 requests more than before the migration would have failed or timed out, from step 2"
                        + " on.");
        assertThat(felt(Budget.Name.STALL, 3_500))
                .isEqualTo("A request that met step 2 would have waited 3.50 s for its answer.");
        assertThat(felt(Budget.Name.POOL_EMPTY, 3_500))
                .isEqualTo("Requests would have found no free connection for 3.50 s in all, for the longest in step"
                        + " 2.");
        assertThat(felt(Budget.Name.P99, 3_500))
                .isEqualTo("The slowest of the 12 requests due in step 2 would have taken 3.50 s.");
    }

    @Test
    void a_table_that_was_locked_itself_is_named_before_one_that_was_blocked_through_it() {
        Report sample = SampleReports.breached();
        Budget writes = new Budget(Budget.Name.WRITES_BLOCKED, 1000);
        assertThat(VerdictWords.sentence(with(
                        sample,
                        SampleBreach.of(writes, 3_300, of(2), of("public.parent")),
                        SampleBreach.of(writes, 3_200, of(2), of("public.orders")),
                        SampleBreach.of(writes, 1_300, of(5), of("public.orders")),
                        SampleBreach.of(new Budget(Budget.Name.ERRORS, 0), 12, of(2), Optional.empty()))))
                .isEqualTo("Step 2 would have stopped all writes to public.orders, and some of 1 more table for up to"
                        + " 3.20 s; 1 other step breaches a budget too.");
    }

    @Test
    void an_incomplete_run_has_no_verdict_and_says_why() {
        assertThat(VerdictWords.sentence(SampleReports.incomplete()))
                .isEqualTo("There is no verdict, because the run did not come to its end: the server died during step"
                        + " 1.");
    }

    private static String felt(Budget.Name budget, double measured) {
        Optional<Long> requests = budget == Budget.Name.P99 ? of(12L) : Optional.empty();
        return VerdictWords.sentence(with(
                SampleReports.breached(),
                new Breach(budget, Optional.empty(), 0, measured, of(2), Optional.empty(), requests)));
    }

    /** Of one breach, at a step whose reads and writes were blocked for so long. */
    private static String breached(Breach breach, DurationBounds longest) {
        Report sample = SampleReports.breached();
        List<StepReport> steps = new ArrayList<>(sample.steps());
        StepReport second = steps.get(1);
        steps.set(
                1,
                new StepReport(
                        second.statement(),
                        second.result(),
                        second.timing(),
                        new StepReport.Blocking(longest, longest, DurationBounds.ZERO, List.of()),
                        second.contention(),
                        second.storage(),
                        second.volume()));
        Report changed = new Report(
                sample.run(),
                sample.verdict(),
                sample.inputs(),
                sample.conditions(),
                steps,
                sample.transactions(),
                sample.findings());
        return VerdictWords.sentence(with(changed, breach));
    }

    private static Report with(Report report, Breach... breaches) {
        return new Report(
                report.run(),
                new VerdictReport(
                        VerdictReport.Outcome.BREACHED,
                        1,
                        Optional.empty(),
                        report.verdict().budgets(),
                        List.of(breaches)),
                report.inputs(),
                report.conditions(),
                report.steps(),
                report.transactions(),
                report.findings());
    }

    private static Report with(List<Report.Transaction> transactions) {
        return new Report(
                FAILED.run(),
                FAILED.verdict(),
                FAILED.inputs(),
                FAILED.conditions(),
                FAILED.steps(),
                transactions,
                FAILED.findings());
    }
}
