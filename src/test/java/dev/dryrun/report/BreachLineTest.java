package dev.dryrun.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dryrun.plan.Budget;
import dev.dryrun.report.VerdictReport.Breach;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class BreachLineTest {

    @Test
    void a_table_that_the_step_locked_has_a_line_of_its_own_and_those_blocked_through_it_share_one() {
        assertThat(lines("public.orders", "public.items", "public.notes"))
                .containsExactly(
                        "step 2 blocked writes to public.orders for up to 1.50 s (limit 1 s)",
                        "step 2 blocked writes to public.items and public.notes (through an index or a"
                                + " partition) for up to 1.52 s (limit 1 s)");
    }

    @Test
    void of_many_tables_the_first_are_named_and_the_others_counted() {
        assertThat(lines("public.p1", "public.p2", "public.p3", "public.p4", "public.p5"))
                .containsExactly(
                        "step 2 blocked writes to public.p1, public.p2, public.p3 and 2 more tables (through an"
                                + " index or a partition) for up to 1.54 s (limit 1 s)");
    }

    @Test
    void a_foreign_key_that_leads_to_the_locked_table_is_the_reason() {
        List<StepReport> steps = new ArrayList<>(SampleReports.breached().steps());
        steps.set(1, through(steps.get(1), "public.users", "DELETE through the foreign key of public.orders"));
        assertThat(lines(steps, "public.orders", "public.users", "public.notes"))
                .containsExactly(
                        "step 2 blocked writes to public.orders for up to 1.50 s (limit 1 s)",
                        "step 2 blocked writes to public.users (DELETE through the foreign key of public.orders) for up"
                                + " to 1.51 s (limit 1 s)",
                        "step 2 blocked writes to public.notes (through an index or a partition) for up to 1.52 s"
                                + " (limit 1 s)");
    }

    private static StepReport through(StepReport step, String table, String writes) {
        StepReport.Blocking blocking = new StepReport.Blocking(
                step.blocking().reads(),
                step.blocking().writes(),
                step.blocking().rows(),
                List.of(new StepReport.Through(table, List.of(writes))));
        return new StepReport(
                step.statement(),
                step.result(),
                step.timing(),
                blocking,
                step.contention(),
                step.storage(),
                step.volume());
    }

    @Test
    void what_requests_felt_is_told_with_the_step_and_whose_they_were() {
        assertThat(felt(Budget.Name.STALL, Optional.empty(), 2_000, 3_500))
                .isEqualTo("a request that met step 2 waited 3.50 s for its answer (limit 2 s)");
        assertThat(felt(Budget.Name.P99, Optional.of("reporting"), 200, 350))
                .isEqualTo("the slowest of the 12 requests of reporting due in step 2 took 350 ms (limit 200 ms)");
        assertThat(felt(Budget.Name.POOL_EMPTY, Optional.empty(), 500, 900))
                .isEqualTo("requests waited and no connection was free, 900 ms in all, for the longest in step 2"
                        + " (limit 500 ms)");
        assertThat(felt(Budget.Name.ERRORS, Optional.of("public.orders: insert"), 0, 3))
                .isEqualTo(
                        "3 requests of public.orders: insert more than in the baseline failed or timed out, from step 2"
                                + " on (limit 0)");
    }

    private static String felt(Budget.Name budget, Optional<String> part, long limit, double measured) {
        Optional<Long> requests = budget == Budget.Name.P99 ? Optional.of(12L) : Optional.empty();
        Breach breach = new Breach(budget, part, limit, measured, Optional.of(2), Optional.empty(), requests);
        return lines(SampleReports.breached().steps(), List.of(breach)).get(0);
    }

    private static List<String> lines(String... tables) {
        return lines(SampleReports.breached().steps(), tables);
    }

    private static List<String> lines(List<StepReport> steps, String... tables) {
        List<Breach> breaches = new ArrayList<>();
        for (int i = 0; i < tables.length; i++) {
            breaches.add(SampleBreach.of(
                    new Budget(Budget.Name.WRITES_BLOCKED, 1000),
                    1500 + 10 * i,
                    Optional.of(2),
                    Optional.of(tables[i])));
        }
        return lines(steps, breaches);
    }

    private static List<String> lines(List<StepReport> steps, List<Breach> breaches) {
        Report sample = SampleReports.breached();
        VerdictReport verdict = new VerdictReport(
                sample.verdict().outcome(),
                1,
                Optional.empty(),
                sample.verdict().budgets(),
                breaches);
        Report report = new Report(
                sample.run(),
                verdict,
                sample.inputs(),
                sample.conditions(),
                steps,
                sample.transactions(),
                sample.findings());
        return BreachLine.of(report).stream().map(BreachLine::words).toList();
    }
}
