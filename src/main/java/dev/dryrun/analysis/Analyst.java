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
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Turns observations into what each step cost. Pure: the same observations give the same analysis. */
public final class Analyst {

    private final Observations seen;
    private final MigrationTime time;
    private final Creations creations;
    private final SeenLocks locks;

    private Analyst(Observations seen, MigrationTime time, Creations creations) {
        this.seen = seen;
        this.time = time;
        this.creations = creations;
        this.locks = new SeenLocks(seen.locks(), windows(seen.sent()), seen.ran());
    }

    public static Analysis analyse(Observations seen) {
        List<RanStep> sent = seen.sent();
        Moment start = sent.isEmpty() ? Moment.ORIGIN : sent.get(0).timing().sent();
        MigrationTime time = new MigrationTime(start, Overheads.of(seen));
        return new Analyst(seen, time, new Creations(seen.ran(), seen.locks())).analysis();
    }

    /** Some steps of a run that still goes on, in a time and among creations that go back to its first step. */
    static Analysis analyse(Observations part, MigrationTime time, Creations creations) {
        Analyst analyst = new Analyst(part, time, creations);
        return new Analysis(part.ran().stream().map(analyst::step).toList(), List.of(), List.of(), time);
    }

    private Analysis analysis() {
        List<StepAnalysis> steps = new ArrayList<>();
        for (RanStep ran : seen.ran()) {
            steps.add(step(ran));
        }
        return new Analysis(steps, blocks(seen.ran(), time), Findings.of(seen, steps), time);
    }

    /** By step, the times that are its own: from when it was sent, in each try, until another step was. */
    private static Map<Integer, List<Span>> windows(List<RanStep> sent) {
        Map<Integer, List<Span>> windows = new HashMap<>();
        for (int from = 0, to; from < sent.size(); from = to) {
            int number = sent.get(from).number();
            to = from + 1;
            while (to < sent.size() && sent.get(to).number() == number) {
                to++;
            }
            Moment end = to == sent.size()
                    ? new Moment(Long.MAX_VALUE)
                    : sent.get(to).timing().sent();
            windows.computeIfAbsent(number, ignored -> new ArrayList<>())
                    .add(new Span(sent.get(from).timing().sent(), end));
        }
        return windows;
    }

    private StepAnalysis step(RanStep ran) {
        StepLockAnalysis own = new StepLockAnalysis(ran, creations, locks, time);
        WaitAnalysis waits = new WaitAnalysis(locks, ran, time);
        BlockedTables blocked = own.blocked();
        List<RanStep> tries = seen.triesOf(ran);
        Blocking blocking = new Blocking(
                blocked.reads(),
                blocked.writes(),
                waits.rows(),
                isExclusiveKnown(tries, seen.locks()) ? DurationBounds.ZERO : unseen(tries, seen.locks()),
                unseen(tries, seen.locks()),
                blocked.through());
        return new StepAnalysis(
                ran,
                own.locks(),
                blocking,
                waits.blocked(peak(ran, seen.locks()), new QueueAnalysis(seen, locks, ran, time).queues()),
                waits.waitedFor(),
                StepFiles.of(ran, creations));
    }

    private static int peak(RanStep ran, LockObservations locks) {
        DeepestQueue deepest = locks.queues().get(ran.number());
        return deepest == null ? 0 : deepest.depth();
    }

    /** A lock that was asked for and never granted, as in a step that failed, is in no write-ahead log. */
    private static boolean isExclusiveKnown(List<RanStep> tries, LockObservations locks) {
        return tries.size() == 1
                && tries.get(0).error().isEmpty()
                && locks.exclusiveKnown().contains(tries.get(0).number());
    }

    /** What no sample saw lay between two samples; and the step itself may have been shorter than that. */
    private static DurationBounds unseen(List<RanStep> tries, LockObservations locks) {
        Duration most = Duration.ZERO;
        for (RanStep ran : tries) {
            Duration duration = ran.timing().duration();
            Duration gap = locks.gaps().getOrDefault(ran.number(), duration);
            Duration hidden = ran.knowsAllLocks() ? Duration.ZERO : gap.compareTo(duration) < 0 ? gap : duration;
            most = most.compareTo(hidden) < 0 ? hidden : most;
        }
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
