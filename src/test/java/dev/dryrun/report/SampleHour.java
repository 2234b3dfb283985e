package dev.dryrun.report;

import static dev.dryrun.report.SampleSteps.bounds;
import static dev.dryrun.report.SampleSteps.lock;
import static dev.dryrun.report.SampleSteps.ms;
import static dev.dryrun.report.SampleSteps.queue;
import static dev.dryrun.report.SampleSteps.step;

import dev.dryrun.time.DurationBounds;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** A report on 2,000 steps in an hour, of which every other one blocked somebody. */
final class SampleHour {

    private static final int STEPS = 2000;
    private static final int LOCKS = 30;

    private SampleHour() {}

    static Report report() {
        Report sample = SampleReports.breached();
        Inputs.Migration migration = sample.inputs().migration();
        return new Report(
                sample.run(),
                sample.verdict(),
                new Inputs(
                        sample.inputs().dump(),
                        new Inputs.Migration(
                                migration.files(), migration.command(), false, STEPS, ms(3_590_000), List.of())),
                sample.conditions(),
                IntStream.rangeClosed(1, STEPS).mapToObj(SampleHour::one).toList(),
                List.of(),
                sample.findings());
    }

    private static StepReport one(int number) {
        String sql = "UPDATE orders SET channel = 'web' WHERE id BETWEEN " + number + "000 AND " + number + "999\n"
                + "-- and a comment that goes on\n".repeat(60);
        if (number % 2 == 1 || number % 100 > 50) {
            return at(number, step(number, "UPDATE", sql).took(1500).done());
        }
        StepLocks.Lock[] locks = IntStream.range(0, LOCKS)
                .mapToObj(i -> lock("public.orders_" + (number + i) % 100, "AccessExclusiveLock", bounds(3, 9), number))
                .toArray(StepLocks.Lock[]::new);
        return at(
                number,
                step(number, "ALTER TABLE", sql)
                        .took(1500)
                        .locks(locks)
                        .blocking(bounds(3, 9), bounds(3, 9), DurationBounds.ZERO)
                        .blocked(queue("SELECT * FROM public.orders WHERE id = $1"))
                        .load(SampleSteps.calm(150))
                        .done());
    }

    /** Evenly over the hour. */
    private static StepReport at(int number, StepReport step) {
        StepReport.Timing timing = step.timing();
        return new StepReport(
                step.statement(),
                step.result(),
                new StepReport.Timing(
                        timing.transaction(),
                        Optional.of(ms(1795.0 * (number - 1))),
                        timing.duration(),
                        timing.overhead(),
                        timing.rowsAffected(),
                        timing.phases()),
                step.blocking(),
                step.contention(),
                step.storage(),
                step.volume());
    }
}
