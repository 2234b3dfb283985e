package dev.dryrun.observe;

import dev.dryrun.analysis.Analysis;
import dev.dryrun.analysis.Analyst;
import dev.dryrun.time.Moment;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What the sampler keeps of a run, without a sampler. */
final class Recording implements LongRun.Listener {

    private final LockLedger locks;
    private final WaitLedger waits;
    private final WalTrail trail = new WalTrail();
    private final PhaseLedger phases = new PhaseLedger();
    private final SampleTimes times = new SampleTimes(Duration.ofMillis(5));

    Recording(ClosedLocks closed, WaitLedger waits) {
        this.locks = new LockLedger(closed);
        this.waits = waits;
        waits.watch(LongRun.MIGRATION);
    }

    static Recording asInARun() {
        return new Recording(new ClosedLocks(), new WaitLedger());
    }

    @Override
    public void stepBegins(int number, Moment sent) {
        locks.stepBegins(number, sent);
        waits.stepBegins(number, sent);
        phases.stepBegins(LongRun.MIGRATION, number, sent);
    }

    @Override
    public void takes(LockReading reading) {
        locks.sample(reading);
        waits.take(reading);
        trail.add(reading);
        times.add(reading);
        String phase = reading.own().size() == 1 ? "building index" : "";
        phases.take(reading.asked(), reading.answered(), phase.isEmpty() ? Map.of() : Map.of(LongRun.MIGRATION, phase));
    }

    @Override
    public void stepEnds(Moment done, Moment ended) {
        phases.ends(LongRun.MIGRATION, done);
        locks.transactionEnds(Optional.empty(), ended);
        waits.endAll(ended);
    }

    LockObservations locks() {
        return new LockObservations(
                locks.spans(),
                waits.blocked(),
                waits.queues(),
                locks.gaps(),
                waits.waitedFor(),
                phases.phases(),
                times.result(),
                Set.of());
    }

    Observations seen(List<RanStep> ran) {
        return new Observations(
                ran,
                List.of(),
                locks(),
                Optional.empty(),
                StepBytes.UNKNOWN,
                Map.of(),
                Optional.empty(),
                new Manner(List.of(), Optional.empty()));
    }

    Analysis analysis(List<RanStep> ran) {
        return Analyst.analyse(seen(ran));
    }
}
