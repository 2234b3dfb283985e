package dev.dryrun.report;

import static dev.dryrun.report.SampleSteps.bounds;
import static dev.dryrun.report.SampleSteps.lock;
import static dev.dryrun.report.SampleSteps.ms;
import static dev.dryrun.report.SampleSteps.step;

import dev.dryrun.report.Inputs.Migration;
import dev.dryrun.report.Inputs.MigrationFile;
import dev.dryrun.report.Report.Finding;
import dev.dryrun.report.Report.Finding.Severity;
import dev.dryrun.report.Report.Transaction;
import dev.dryrun.script.MigrationFormat;
import dev.dryrun.script.TransactionMode;
import dev.dryrun.time.DurationBounds;
import java.util.List;
import java.util.Optional;

/** A report on a directory of files for several tools. */
final class SampleFiles {

    private SampleFiles() {}

    static Report report() {
        Report plain = SampleReports.passed();
        List<StepReport> steps = steps();
        Migration migration = new Migration(
                List.of(
                        file("db/1_orders.sql", MigrationFormat.GOOSE, TransactionMode.ONE_TRANSACTION),
                        file("db/2_index.sql", MigrationFormat.DBMATE, TransactionMode.ONE_QUERY),
                        file("db/3_analyze.sql", MigrationFormat.PSQL, TransactionMode.AS_WRITTEN)),
                Optional.empty(),
                false,
                steps.size(),
                ms(3260.75),
                List.of());
        Finding leftOut = new Finding(
                "left-out",
                Severity.INFO,
                Optional.empty(),
                Optional.empty(),
                "db/1_orders.sql: the down part from line 7 on is left out",
                Optional.empty());
        return new Report(
                plain.run(),
                plain.verdict(),
                new Inputs(plain.inputs().dump(), migration),
                plain.conditions(),
                steps,
                List.of(new Transaction(1, 1, 3, ms(0), ms(3260.75))),
                List.of(leftOut));
    }

    private static List<StepReport> steps() {
        return List.of(
                step(1, "BEGIN", "BEGIN").in("db/1_orders.sql").done(),
                step(2, "ALTER TABLE", "ALTER TABLE orders ADD COLUMN note text")
                        .in("db/1_orders.sql")
                        .took(3.4)
                        .locks(lock("public.orders", "AccessExclusiveLock", bounds(3.1, 9.1), 3))
                        .blocking(bounds(3.1, 9.1), bounds(3.1, 9.1), DurationBounds.ZERO)
                        .done(),
                step(3, "COMMIT", "COMMIT").in("db/1_orders.sql").done(),
                step(4, "CREATE INDEX CONCURRENTLY", "CREATE INDEX CONCURRENTLY ON orders (note)")
                        .in("db/2_index.sql")
                        .done(),
                step(5, "ANALYZE", "ANALYZE orders").in("db/3_analyze.sql").done());
    }

    static MigrationFile file(String path, MigrationFormat format, TransactionMode transaction) {
        return new MigrationFile(path, "0f".repeat(32), format, transaction);
    }
}
