package dev.dryrun.report;

import dev.dryrun.analysis.AwaitedLock;
import dev.dryrun.analysis.MigrationTime;
import dev.dryrun.disturb.DisturbanceSpan;
import dev.dryrun.observe.Observations;
import dev.dryrun.observe.RanStep;
import dev.dryrun.observe.StepFacts.WalRange;
import dev.dryrun.observe.Timing;
import dev.dryrun.observe.Try;
import dev.dryrun.observe.WaitedForSpan;
import dev.dryrun.postgres.ServerError;
import dev.dryrun.time.Moment;
import java.util.List;
import java.util.Optional;

/** Puts the tries of a step, and what disturbed the migration, into the words of report.json. */
final class TryReports {

    private final Observations seen;
    private final MigrationTime time;

    TryReports(Observations seen, MigrationTime time) {
        this.seen = seen;
        this.time = time;
    }

    /** None for a step that was run once. */
    List<StepTry> ofStep(int number) {
        return seen.manner().tries().getOrDefault(number, List.of()).stream()
                .map(this::report)
                .toList();
    }

    List<DisturbanceReport> disturbances() {
        return seen.manner().disturbances().stream().map(this::report).toList();
    }

    private StepTry report(Try one) {
        Timing timing = one.ran().timing();
        StepTry.Outcome ended = one.undone() ? StepTry.Outcome.UNDONE : StepTry.Outcome.SUCCEEDED;
        return new StepTry(
                time.of(timing.sent()).since(Moment.ORIGIN),
                timing.duration(),
                one.ran().error().isPresent() ? StepTry.Outcome.FAILED : ended,
                one.ran().error().map(ServerError::sqlState),
                one.ran().error().map(ServerError::message),
                seen.locks().waitedFor().stream()
                        .filter(span -> span.overlaps(timing.sent(), timing.ended()))
                        .map(span -> waitedFor(span, one.ran()))
                        .toList(),
                one.dropped(),
                volume(one.ran(), seen));
    }

    /** What a try wrote. */
    static StepReport.Volume volume(RanStep ran, Observations seen) {
        return new StepReport.Volume(
                seen.walBytes(ran),
                Optional.of(ran.facts().wal()).filter(range -> range.to() > 0).map(WalRange::bytes),
                ran.facts().sizeDelta(),
                seen.tempBytes(ran));
    }

    /** As far as it lies in the try. */
    private StepLocks.WaitedFor waitedFor(WaitedForSpan span, RanStep ran) {
        Timing timing = ran.timing();
        Moment from = Moment.later(span.started().earliest(), timing.sent());
        Moment to = Moment.later(from, Moment.earlier(span.ended().latest(), timing.ended()));
        return new StepLocks.WaitedFor(
                span.pid(),
                span.who(),
                StepReports.text(span.session().state()),
                StepReports.text(span.session().query()),
                time.of(to).since(time.of(from)),
                QueueReports.awaited(AwaitedLock.of(span.request(), ran.catalog())));
    }

    private DisturbanceReport report(DisturbanceSpan span) {
        return new DisturbanceReport(
                span.disturbance().kind().text(),
                span.application(),
                span.relation(),
                span.disturbance().beginning().during() ? DisturbanceReport.When.DURING : DisturbanceReport.When.BEFORE,
                span.disturbance().beginning().step(),
                span.began().map(began -> time.of(began).since(Moment.ORIGIN)),
                span.ended().map(ended -> time.of(ended).since(Moment.ORIGIN)),
                span.error());
    }
}
