package dev.dryrun.report;

import static dev.dryrun.report.SampleSteps.bounds;
import static dev.dryrun.report.SampleSteps.lock;
import static dev.dryrun.report.SampleSteps.ms;
import static dev.dryrun.report.SampleSteps.queue;
import static dev.dryrun.report.SampleSteps.step;

import dev.dryrun.plan.Budget;
import dev.dryrun.report.Report.Finding;
import dev.dryrun.report.Report.Finding.Severity;
import dev.dryrun.report.VerdictReport.BudgetUse;
import dev.dryrun.report.VerdictReport.Outcome;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/** Reports with more of something than anybody reads. */
final class SampleLarge {

    private SampleLarge() {}

    static Map<String, Report> all() {
        Map<String, Report> reports = new LinkedHashMap<>();
        reports.put("2,000 steps", manySteps(2000));
        reports.put("5,000 findings", manyFindings(5000));
        reports.put("a statement of 1 MB", longStatement());
        reports.put("2,000 files", manyFiles(2000));
        reports.put("2,000 breaches", manyBreaches(2000));
        return reports;
    }

    /** Each blocks longer than the one before; the last but one breaches. */
    static Report manySteps(int count) {
        return breachedBy(
                IntStream.rangeClosed(1, count).mapToObj(SampleLarge::loud).toList(), count - 1, List.of());
    }

    private static StepReport loud(int number) {
        return step(number, "ALTER TABLE", "ALTER TABLE orders ADD CONSTRAINT \"a|`" + number + "\" CHECK (id > 0)")
                .took(number)
                .locks(lock("public.\"t|" + number + "\"", "AccessExclusiveLock", bounds(number, number + 3), number))
                .blocking(bounds(number, number + 3), bounds(number, number + 3), bounds(0, 0))
                .blocked(queue("SELECT * FROM public.orders"))
                .done();
    }

    static Report manyFindings(int count) {
        List<Finding> findings = IntStream.range(0, count)
                .mapToObj(number -> new Finding(
                        "finding-" + number % 7,
                        Severity.values()[number / 6 % 3],
                        number % 2 == 0 ? Optional.of(1 + number % 3) : Optional.empty(),
                        Optional.of("public.t" + number),
                        "Something was found, " + number + ", @octocat.",
                        Optional.of("Do something about it.")))
                .toList();
        return breachedBy(
                IntStream.rangeClosed(1, 3).mapToObj(SampleLarge::loud).toList(), 2, findings);
    }

    static Report longStatement() {
        String sql = "INSERT INTO t VALUES\n" + "('łódź 🐘 ````'),\n".repeat(75_000);
        return breachedBy(List.of(step(1, "INSERT", sql).took(900).done()), 1, List.of());
    }

    static Report manyFiles(int count) {
        return breachedBy(
                IntStream.rangeClosed(1, count)
                        .mapToObj(number -> step(number, "SELECT", "SELECT " + number)
                                .in("migrations/" + number + ".sql")
                                .locks(lock("public.t", "AccessExclusiveLock", bounds(1, 2), number))
                                .done())
                        .toList(),
                count / 2,
                List.of());
    }

    static Report manyBreaches(int count) {
        Report one = breachedBy(List.of(loud(1)), 1, List.of());
        List<VerdictReport.Breach> breaches = IntStream.range(0, count)
                .mapToObj(number -> SampleBreach.of(
                        new Budget(Budget.Name.P99, 1).limitedTo("query " + number),
                        100 + number,
                        Optional.of(1),
                        Optional.empty()))
                .toList();
        List<BudgetUse> uses = IntStream.range(0, count)
                .mapToObj(number ->
                        new BudgetUse(Budget.Name.P99, Optional.of("query " + number), 1, Optional.of(100d + number)))
                .toList();
        VerdictReport verdict = new VerdictReport(Outcome.BREACHED, 1, Optional.empty(), uses, breaches);
        return new Report(
                one.run(), verdict, one.inputs(), one.conditions(), one.steps(), one.transactions(), one.findings());
    }

    private static Report breachedBy(List<StepReport> steps, int step, List<Finding> findings) {
        Report sample = SampleReports.breached();
        Inputs.Migration migration = sample.inputs().migration();
        return new Report(
                sample.run(),
                new VerdictReport(
                        Outcome.BREACHED,
                        1,
                        Optional.empty(),
                        sample.verdict().budgets(),
                        List.of(SampleBreach.ofOrders(new Budget(Budget.Name.READS_BLOCKED, 500), 3241.2, step))),
                new Inputs(
                        sample.inputs().dump(),
                        new Inputs.Migration(
                                migration.files(),
                                migration.command(),
                                false,
                                steps.size(),
                                ms(steps.size() * 10),
                                migration.roles())),
                sample.conditions(),
                steps,
                List.of(),
                findings);
    }
}
