package dev.dryrun.report;

import static dev.dryrun.report.SampleSteps.bounds;
import static dev.dryrun.report.SampleSteps.lock;
import static dev.dryrun.report.SampleSteps.ms;
import static dev.dryrun.report.SampleSteps.step;

import dev.dryrun.report.StepLocks.WaitedFor;
import dev.dryrun.time.DurationBounds;
import java.util.List;
import java.util.Optional;

/** A report of a migration that was disturbed, and whose step got its lock at the second try. */
final class SampleTries {

    private SampleTries() {}

    static Report report() {
        Report plain = SampleReports.passed();
        Conditions conditions = plain.conditions();
        return new Report(
                plain.run(),
                plain.verdict(),
                plain.inputs(),
                new Conditions(
                        conditions.server(), conditions.load(), conditions.sampling(), List.of(reader(), neverBegun())),
                List.of(triedTwice()),
                List.of(),
                List.of());
    }

    private static DisturbanceReport reader() {
        return new DisturbanceReport(
                "reader",
                "dryrun disturbance reader",
                Optional.of("public.orders"),
                DisturbanceReport.When.BEFORE,
                1,
                Optional.of(ms(-12.5)),
                Optional.of(ms(988)),
                Optional.empty());
    }

    private static DisturbanceReport neverBegun() {
        return new DisturbanceReport(
                "pg_dump",
                "dryrun disturbance pg_dump",
                Optional.empty(),
                DisturbanceReport.When.DURING,
                3,
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }

    private static StepReport triedTwice() {
        WaitedFor reader = new WaitedFor(
                4711,
                "dryrun disturbance reader",
                Optional.of("active"),
                Optional.of("SELECT 1"),
                ms(500),
                SampleSteps.onOrders());
        StepTry first = new StepTry(
                ms(0),
                ms(500.4),
                StepTry.Outcome.FAILED,
                Optional.of("55P03"),
                Optional.of("canceling statement due to lock timeout"),
                List.of(reader),
                List.of(),
                StepReport.Volume.UNKNOWN);
        StepTry second = new StepTry(
                ms(1500.4),
                ms(3.4),
                StepTry.Outcome.SUCCEEDED,
                Optional.empty(),
                Optional.empty(),
                List.of(),
                List.of("public.orders_channel_idx"),
                new StepReport.Volume(Optional.of(4_096L), Optional.of(20_480L), Optional.of(8_192L), Optional.of(0L)));
        return step(1, "ALTER TABLE", "ALTER TABLE orders ADD COLUMN channel text")
                .took(3.4)
                .tried(first, second)
                .locks(lock("public.orders", "AccessExclusiveLock", bounds(3.1, 9.1), 1))
                .blocking(bounds(503.1, 509.1), bounds(503.1, 509.1), DurationBounds.ZERO)
                .waitedFor(reader)
                .done();
    }
}
