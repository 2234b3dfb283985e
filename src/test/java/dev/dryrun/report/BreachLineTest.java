package dev.dryrun.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dryrun.plan.Budget;
import dev.dryrun.report.VerdictReport.Breach;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class BreachLineTest {

    @Test
    void a_table_that_the_step_locked_has_a_line_of_its_own_and_those_blocked_through_it_share_one() {
        assertThat(lines("public.orders", "public.items", "public.notes"))
                .containsExactly(
                        "step 2 blocked writes to public.orders for up to 1.50 s (limit 1 s)",
                        "step 2 blocked writes to public.items and public.notes (through a foreign key, an index or a"
                                + " partition) for up to 1.52 s (limit 1 s)");
    }

    @Test
    void of_many_tables_the_first_are_named_and_the_others_counted() {
        assertThat(lines("public.p1", "public.p2", "public.p3", "public.p4", "public.p5"))
                .containsExactly("step 2 blocked writes to public.p1, public.p2, public.p3 and 2 more tables (through a"
                        + " foreign key, an index or a partition) for up to 1.54 s (limit 1 s)");
    }

    private static List<String> lines(String... tables) {
        List<Breach> breaches = new java.util.ArrayList<>();
        for (int i = 0; i < tables.length; i++) {
            breaches.add(new Breach(
                    Budget.Name.WRITES_BLOCKED, 1000, 1500 + 10 * i, Optional.of(2), Optional.of(tables[i])));
        }
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
                sample.steps(),
                sample.transactions(),
                sample.findings());
        return BreachLine.of(report).stream().map(BreachLine::words).toList();
    }
}
