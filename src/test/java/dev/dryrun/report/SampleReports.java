package dev.dryrun.report;

import static dev.dryrun.report.SampleSteps.bounds;
import static dev.dryrun.report.SampleSteps.calm;
import static dev.dryrun.report.SampleSteps.lock;
import static dev.dryrun.report.SampleSteps.ms;
import static dev.dryrun.report.SampleSteps.queue;
import static dev.dryrun.report.SampleSteps.step;

import dev.dryrun.plan.Budget;
import dev.dryrun.report.Inputs.Dump;
import dev.dryrun.report.Inputs.DumpFile;
import dev.dryrun.report.Inputs.Migration;
import dev.dryrun.report.Inputs.MigrationFile;
import dev.dryrun.report.Inputs.Restore;
import dev.dryrun.report.Report.Finding;
import dev.dryrun.report.Report.Finding.Severity;
import dev.dryrun.report.Report.Transaction;
import dev.dryrun.report.StepLocks.WaitedFor;
import dev.dryrun.report.StepReport.Storage;
import dev.dryrun.report.StepReport.Volume;
import dev.dryrun.report.VerdictReport.BudgetUse;
import dev.dryrun.report.VerdictReport.Outcome;
import dev.dryrun.script.MigrationFormat;
import dev.dryrun.script.TransactionMode;
import dev.dryrun.time.DurationBounds;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** The reports that the renderers are tested with: one of each outcome, one without load, long and nasty ones. */
final class SampleReports {

    private static final String NASTY =
            "SELECT '|', '```', '<script>alert(1)</script>', `a`, \"łódź 🐘\",\n\t$1 -- *bold* \u001b[31m_x_\\|";

    private SampleReports() {}

    static Map<String, Report> all() {
        Map<String, Report> reports = new LinkedHashMap<>();
        reports.put("passed", passed());
        reports.put("breached", breached());
        reports.put("step-failed", stepFailed());
        reports.put("incomplete", incomplete());
        reports.put("no-load", noLoad());
        reports.put("nasty", nasty());
        reports.put("long", longOne());
        reports.put("files", SampleFiles.report());
        reports.put("command", ofCommand());
        reports.put("disturbed", SampleTries.report());
        return reports;
    }

    static Report passed() {
        VerdictReport verdict = new VerdictReport(
                Outcome.PASSED,
                0,
                Optional.empty(),
                uses(Optional.of(9.1), Optional.of(9.1), Optional.of(0d)),
                List.of());
        List<StepReport> steps = List.of(
                step(1, "ALTER TABLE", "ALTER TABLE orders ADD CHECK (channel IS NOT NULL) NOT VALID")
                        .took(3.4)
                        .locks(lock("public.orders", "AccessExclusiveLock", bounds(3.1, 9.1), 1))
                        .blocking(bounds(3.1, 9.1), bounds(3.1, 9.1), DurationBounds.ZERO)
                        .blockedThrough(
                                new StepReport.Through(
                                        "public.order_items",
                                        List.of("INSERT, or UPDATE of the foreign key to public.orders")),
                                new StepReport.Through(
                                        "public.customers", List.of("DELETE through the foreign key of public.orders")))
                        .load(calm(1))
                        .done(),
                step(2, "ALTER TABLE", "ALTER TABLE orders VALIDATE CONSTRAINT orders_check")
                        .took(41.2)
                        .locks(lock("public.orders", "ShareUpdateExclusiveLock", bounds(40, 43), 2))
                        .load(calm(4))
                        .done());
        return report(verdict, SampleConditions.usual(), steps, List.of());
    }

    static Report breached() {
        VerdictReport verdict = new VerdictReport(
                Outcome.BREACHED,
                1,
                Optional.empty(),
                uses(Optional.of(3241.2067), Optional.of(3241.2067), Optional.of(12d)),
                List.of(
                        SampleBreach.ofOrders(new Budget(Budget.Name.READS_BLOCKED, 500), 3241.2067, 2),
                        SampleBreach.ofOrders(new Budget(Budget.Name.WRITES_BLOCKED, 1000), 3241.2067, 2),
                        SampleBreach.ofOrders(new Budget(Budget.Name.WRITES_BLOCKED, 1000), 1000.4, 3),
                        SampleBreach.of(new Budget(Budget.Name.ERRORS, 0), 12, Optional.empty(), Optional.empty())));
        Finding finding = new Finding(
                "lock-held-to-commit",
                Severity.DANGER,
                Optional.of(2),
                Optional.of("public.orders"),
                "ACCESS EXCLUSIVE on public.orders was held for three more steps, until COMMIT.",
                Optional.of("Commit after the ALTER TABLE and backfill in batches of their own."));
        return report(
                verdict,
                SampleConditions.usual(),
                SampleSteps.ofBreached(),
                List.of(finding, SampleConditions.newerMajor()));
    }

    static Report stepFailed() {
        VerdictReport verdict = new VerdictReport(
                Outcome.STEP_FAILED,
                1,
                Optional.empty(),
                uses(Optional.of(0d), Optional.of(0d), Optional.of(0d)),
                List.of());
        String sql = "ALTER TABLE orders\n  ADD COLUMN channel texxt,\n  ADD COLUMN note text";
        List<StepReport> steps = List.of(
                step(1, "SET", "SET lock_timeout = '2s'").done(),
                step(2, "ALTER TABLE", sql)
                        .took(0.6)
                        .failed("42704", "type \"texxt\" does not exist", Optional.of(sql.indexOf("texxt") + 1))
                        .done(),
                step(3, "CREATE INDEX", "CREATE INDEX ON orders (channel)")
                        .skipped()
                        .done());
        return report(verdict, SampleConditions.usual(), steps, List.of());
    }

    static Report incomplete() {
        VerdictReport verdict = new VerdictReport(
                Outcome.INCOMPLETE,
                3,
                Optional.of("the server died during step 1."),
                uses(Optional.of(12d), Optional.empty(), Optional.empty()),
                List.of());
        StepReport died = new StepReport(
                new StepReport.Statement(1, StepReport.Origin.inFile("m.sql", 1), "VACUUM FULL orders", "VACUUM"),
                StepReport.Result.failed(Optional.empty(), "the connection is gone", Optional.empty()),
                new StepReport.Timing(
                        Optional.empty(),
                        Optional.of(ms(0)),
                        Optional.of(ms(125_400)),
                        Optional.of(ms(0)),
                        Optional.empty(),
                        List.of()),
                StepReport.Blocking.NOTHING,
                new StepReport.Contention(List.of(), StepLocks.Blocked.NOBODY, List.of(), Optional.empty()),
                Storage.UNTOUCHED,
                Volume.UNKNOWN);
        return report(verdict, SampleConditions.troubled(), List.of(died), List.of());
    }

    static Report noLoad() {
        VerdictReport verdict = new VerdictReport(
                Outcome.PASSED,
                0,
                Optional.empty(),
                uses(Optional.of(0d), Optional.of(0d), Optional.empty()),
                List.of());
        List<StepReport> steps = List.of(step(1, "ANALYZE", "ANALYZE orders").done());
        return report(verdict, SampleConditions.withoutLoad(), steps, List.of(SampleConditions.newerMajor()));
    }

    static Report nasty() {
        VerdictReport verdict = new VerdictReport(
                Outcome.STEP_FAILED,
                1,
                Optional.empty(),
                List.of(),
                List.of(SampleBreach.of(
                        new Budget(Budget.Name.READS_BLOCKED, 500),
                        500.2,
                        Optional.empty(),
                        Optional.of("public.\"a|b<i>\""))));
        List<StepReport> steps = List.of(
                step(1, "SELECT", NASTY)
                        .locks(lock("public.\"a|b<i>`\"", "AccessExclusiveLock", bounds(1, 2), 1))
                        .blocked(queue(NASTY))
                        .waitedFor(new WaitedFor(
                                0,
                                "x|y\n<b>`",
                                Optional.empty(),
                                Optional.empty(),
                                ms(86_400_000),
                                SampleSteps.onOrders()))
                        .done(),
                step(2, "INSERT", "INSERT INTO t VALUES\n" + "('łódź 🐘 ````'),\n".repeat(700))
                        .failed("22P02", "bad | <b>value</b>\nDETAIL: `x` $1 *and* $2.", Optional.of(40))
                        .done(),
                step(3, "SELECT", "").skipped().done());
        Finding finding = new Finding(
                "odd-name",
                Severity.WARNING,
                Optional.empty(),
                Optional.of("public.\"a|b\""),
                NASTY,
                Optional.of("<b>No"));
        return report(verdict, SampleConditions.usual(), steps, List.of(finding));
    }

    static Report longOne() {
        Stream<StepReport> quiet = IntStream.rangeClosed(1, 41)
                .mapToObj(
                        number -> step(number, "UPDATE", "UPDATE orders SET channel = 'web' WHERE id % 41 = " + number))
                .map(SampleSteps::done);
        StepReport loud = step(42, "CREATE INDEX", "CREATE INDEX orders_channel_idx ON orders (channel)")
                .took(64_800)
                .locks(lock("public.orders", "ShareLock", bounds(64_796, 64_803), 42))
                .blocking(DurationBounds.ZERO, bounds(64_796, 64_803), DurationBounds.ZERO)
                .failed("57014", "canceling statement due to statement timeout", Optional.empty())
                .done();
        Stream<StepReport> skipped = IntStream.rangeClosed(43, 47)
                .mapToObj(number -> step(number, "COMMENT", "COMMENT ON TABLE orders IS ''")
                        .skipped()
                        .done());
        VerdictReport verdict = new VerdictReport(Outcome.STEP_FAILED, 1, Optional.empty(), List.of(), List.of());
        List<StepReport> steps =
                Stream.of(quiet, Stream.of(loud), skipped).flatMap(all -> all).toList();
        return report(verdict, SampleConditions.usual(), steps, List.of());
    }

    static Report ofCommand() {
        VerdictReport verdict = new VerdictReport(
                Outcome.STEP_FAILED,
                1,
                Optional.of("the command ended with exit code 1: ERROR: Migration of schema \"public\" failed"),
                uses(Optional.of(0d), Optional.of(0d), Optional.empty()),
                List.of());
        List<StepReport> steps = List.of(
                step(1, "SELECT", "SELECT version()").by(1, "Flyway by Redgate").done(),
                step(2, "ALTER TABLE", "ALTER TABLE orders ADD COLUMN channel texxt")
                        .by(2, "")
                        .took(0.6)
                        .failed("42704", "type \"texxt\" does not exist", Optional.empty())
                        .done());
        return report(verdict, SampleConditions.withoutLoad(), steps, List.of());
    }

    private static Report report(
            VerdictReport verdict, Conditions conditions, List<StepReport> steps, List<Finding> findings) {
        Dump dump = new Dump(
                new DumpFile(
                        "dumps/shop.dump",
                        DumpFile.Format.CUSTOM,
                        DumpFile.Compression.NONE,
                        Optional.of("15.18"),
                        8_640_123,
                        "ab".repeat(32),
                        "shop"),
                new Restore(ms(2310.4), 2, List.of("schema \"public\" already exists"), List.of("app")));
        boolean ofCommand = steps.get(0).statement().origin().session().isPresent();
        Migration migration = new Migration(
                ofCommand
                        ? List.of()
                        : List.of(new MigrationFile(
                                "unsafe.sql", "0f".repeat(32), MigrationFormat.PSQL, TransactionMode.AS_WRITTEN)),
                ofCommand ? Optional.of("flyway -locations=filesystem:sql migrate") : Optional.empty(),
                false,
                steps.size(),
                ms(3260.75),
                List.of("reporting"));
        Report.Run run = new Report.Run(
                "2026-11-22T13-55-01Z-unsafe",
                Instant.parse("2026-11-22T13:55:01.123456Z"),
                ms(21_400),
                "0.1.0",
                new Report.Host(2, 4_101_234_688L, "Debian GNU/Linux 12", "17.0.15"),
                List.of(new Report.Stage("restore", ms(2310.4)), new Report.Stage("warm-up", ms(5000))),
                ms(4.5));
        long ran = steps.stream().filter(step -> !step.isSkipped()).count();
        return new Report(
                run,
                verdict,
                new Inputs(dump, migration),
                conditions,
                steps,
                List.of(new Transaction(1, 1, (int) ran, ms(0), ms(3260.75))),
                findings);
    }

    private static List<BudgetUse> uses(Optional<Double> reads, Optional<Double> writes, Optional<Double> errors) {
        return List.of(
                new BudgetUse(Budget.Name.READS_BLOCKED, 500, reads),
                new BudgetUse(Budget.Name.WRITES_BLOCKED, 1000, writes),
                new BudgetUse(Budget.Name.ERRORS, 0, errors));
    }
}
