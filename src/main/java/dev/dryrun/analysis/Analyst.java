package dev.dryrun.analysis;

import dev.dryrun.analysis.Analysis.TransactionBlock;
import dev.dryrun.observe.DeepestQueue;
import dev.dryrun.observe.LockObservations;
import dev.dryrun.observe.Observations;
import dev.dryrun.observe.RanStep;
import dev.dryrun.time.DurationBounds;
import dev.dryrun.time.Moment;
import dev.dryrun.time.Span;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Turns observations into what each step cost. Pure: the same observations give the same analysis. */
public final class Analyst {

    private final Observations seen;
    private final MigrationTime time;
    private final Creations creations;

    private Analyst(Observations seen) {
        Moment start = seen.ran().isEmpty()
                ? Moment.ORIGIN
                : seen.ran().get(0).timing().sent();
        this.seen = seen;
        this.time = new MigrationTime(start, Overheads.of(seen));
        this.creations = new Creations(seen.ran(), seen.locks());
    }

    public static Analysis analyse(Observations seen) {
        return new Analyst(seen).analysis();
    }

    private Analysis analysis() {
        List<StepAnalysis> steps = new ArrayList<>();
        for (int i = 0; i < seen.ran().size(); i++) {
            boolean last = i + 1 == seen.ran().size();
            Moment end = last
                    ? new Moment(Long.MAX_VALUE)
                    : seen.ran().get(i + 1).timing().sent();
            RanStep ran = seen.ran().get(i);
            steps.add(step(ran, new Span(ran.timing().sent(), end)));
        }
        return new Analysis(steps, blocks(seen.ran(), time), Findings.of(seen, steps), time);
    }

    private StepAnalysis step(RanStep ran, Span window) {
        LockObservations locks = seen.locks();
        StepLockAnalysis own = new StepLockAnalysis(ran, creations, locks, time);
        WaitAnalysis waits = new WaitAnalysis(locks, window, time);
        Blocking blocking =
                new Blocking(own.blocked().reads(), own.blocked().writes(), waits.rows(), unseen(ran, locks));
        return new StepAnalysis(
                ran,
                own.locks(),
                blocking,
                waits.blocked(ran.catalog(), peak(ran, locks), new QueueAnalysis(seen, ran, time).queues()),
                waits.waitedFor(),
                StepFiles.of(ran, creations));
    }

    private static int peak(RanStep ran, LockObservations locks) {
        DeepestQueue deepest = locks.queues().get(ran.number());
        return deepest == null ? 0 : deepest.depth();
    }

    /** What no sample saw lay between two samples; and the step itself may have been shorter than that. */
    private static DurationBounds unseen(RanStep ran, LockObservations locks) {
        if (ran.knowsAllLocks()) {
            return DurationBounds.ZERO;
        }
        Duration gap = locks.gaps().getOrDefault(ran.number(), ran.timing().duration());
        Duration most =
                gap.compareTo(ran.timing().duration()) < 0 ? gap : ran.timing().duration();
        return new DurationBounds(Duration.ZERO, most);
    }

    private static List<TransactionBlock> blocks(List<RanStep> ran, MigrationTime time) {
        Map<Integer, List<RanStep>> byNumber = new LinkedHashMap<>();
        for (RanStep step : ran) {
            step.transaction()
                    .ifPresent(number -> byNumber.computeIfAbsent(number, ignored -> new ArrayList<>())
                            .add(step));
        }
        List<TransactionBlock> blocks = new ArrayList<>();
        byNumber.forEach((number, steps) -> {
            RanStep first = steps.get(0);
            RanStep last = steps.get(steps.size() - 1);
            Moment start = time.of(first.timing().sent());
            blocks.add(new TransactionBlock(
                    number,
                    first.number(),
                    last.number(),
                    start.since(Moment.ORIGIN),
                    time.of(last.timing().ended()).since(start)));
        });
        return blocks;
    }
}
