package dev.dryrun.compare;

import dev.dryrun.report.Report;
import dev.dryrun.report.StepLocks.Lock;
import dev.dryrun.report.StepLocks.Request;
import dev.dryrun.report.StepReport;
import dev.dryrun.time.DurationBounds;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BinaryOperator;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Holds the locks of a step in one run against those in the other, and its rewrites. */
final class LockComparison {

    private static final String TABLES = "rpm";

    private final Noise noise;
    private final Ends ends;
    private final KeptOut before;
    private final KeptOut after;

    LockComparison(Report before, Report after, Noise noise) {
        this.noise = noise;
        this.ends = Ends.of(before, after);
        this.before = new KeptOut(before);
        this.after = new KeptOut(after);
    }

    /** What a lock is on and how; a step takes each once. */
    private record Key(String relation, String mode) {}

    /** Those that block others, and of the others those on tables that only one run has. */
    List<LockDifference> locks(StepPair pair) {
        Map<Key, Lock> earlier = locks(pair.before());
        Map<Key, Lock> later = locks(pair.after());
        List<LockDifference> differences = new ArrayList<>();
        later.forEach((key, lock) -> {
            if (!earlier.containsKey(key)) {
                differences.add(single(pair, lock, Change.NEW));
            } else if (lock.blocksOthers()) {
                differences.add(kept(pair, earlier.get(key), lock));
            }
        });
        earlier.forEach((key, lock) -> {
            if (!later.containsKey(key)) {
                differences.add(single(pair, lock, Change.GONE));
            }
        });
        return differences;
    }

    List<RewriteDifference> rewrites(StepPair pair) {
        List<String> earlier =
                pair.before().map(step -> step.storage().rewrites()).orElse(List.of());
        List<String> later = pair.after().map(step -> step.storage().rewrites()).orElse(List.of());
        List<RewriteDifference> differences = new ArrayList<>();
        for (String relation : later) {
            boolean isNew = !earlier.contains(relation);
            differences.add(new RewriteDifference(
                    relation,
                    isNew ? Change.NEW : Change.KEPT,
                    isNew ? onlyInOne(before, relation, Trend.WORSE) : Trend.SAME));
        }
        for (String relation : earlier) {
            if (!later.contains(relation)) {
                differences.add(new RewriteDifference(relation, Change.GONE, onlyInOne(after, relation, Trend.BETTER)));
            }
        }
        return differences;
    }

    private static Trend onlyInOne(KeptOut other, String relation, Trend trend) {
        return other.rewrote(relation) || !other.isComplete() ? Trend.CHANGED : trend;
    }

    private static Map<Key, Lock> locks(Optional<StepReport> step) {
        List<Lock> all = step.map(each -> each.contention().locks()).orElse(List.of());
        return all.stream()
                .filter(lock -> all.stream().noneMatch(other -> isCovered(lock, other)))
                .filter(lock -> lock.blocksOthers() || isOfTable(lock.request()))
                .collect(Collectors.toMap(
                        lock -> new Key(
                                LockedRelation.of(lock.request()).name(),
                                lock.request().mode()),
                        Function.identity(),
                        LockComparison::longer,
                        LinkedHashMap::new));
    }

    /** Nobody comes to what is kept out of line but through its table: a lock on that says it all. */
    private static boolean isCovered(Lock lock, Lock ofTable) {
        return LockedRelation.of(lock.request())
                        .table()
                        .filter(ofTable.request().relation()::equals)
                        .isPresent()
                && lock.request().mode().equals(ofTable.request().mode());
    }

    /** Which indexes a weak lock shows on differs between majors and plans. */
    private static boolean isOfTable(Request request) {
        return !request.created()
                && request.table().isEmpty()
                && request.relkind().filter(TABLES::contains).isPresent();
    }

    private static Lock longer(Lock one, Lock other) {
        return one.held().atMost().compareTo(other.held().atMost()) >= 0 ? one : other;
    }

    private LockDifference kept(StepPair pair, Lock earlier, Lock later) {
        Difference waited = difference(Measure.LOCK_WAIT, Optional.of(earlier.waited()), Optional.of(later.waited()));
        Difference held = difference(Measure.LOCK_HOLD, Optional.of(earlier.held()), Optional.of(later.held()));
        return kept(later, new LockDifference.Times(ends.counted(waited, pair), ends.counted(held, pair)));
    }

    private static LockDifference kept(Lock later, LockDifference.Times times) {
        return new LockDifference(
                LockedRelation.of(later.request()).name(),
                later.request().mode(),
                Change.KEPT,
                later.blocksReads(),
                later.blocksWrites(),
                times,
                Optional.empty(),
                Trend.of(List.of(times.waited().trend(), times.held().trend())));
    }

    private LockDifference single(StepPair pair, Lock lock, Change change) {
        boolean isNew = change == Change.NEW;
        BinaryOperator<Optional<DurationBounds>> inItsRun = (earlier, later) -> isNew ? later : earlier;
        Optional<DurationBounds> none = Optional.empty();
        Optional<DurationBounds> waited = Optional.of(lock.waited());
        Optional<DurationBounds> held = Optional.of(lock.held());
        Optional<String> note = note(pair, lock, change);
        boolean counts = note.isEmpty() && lock.blocksOthers();
        return new LockDifference(
                LockedRelation.of(lock.request()).name(),
                lock.request().mode(),
                change,
                lock.blocksReads(),
                lock.blocksWrites(),
                new LockDifference.Times(
                        difference(Measure.LOCK_WAIT, inItsRun.apply(waited, none), inItsRun.apply(none, waited)),
                        difference(Measure.LOCK_HOLD, inItsRun.apply(held, none), inItsRun.apply(none, held))),
                note,
                counts ? (isNew ? Trend.WORSE : Trend.BETTER) : Trend.CHANGED);
    }

    private Optional<String> note(StepPair pair, Lock lock, Change change) {
        boolean isNew = change == Change.NEW;
        if (!lock.blocksOthers()) {
            return Optional.of("blocks neither reads nor writes");
        }
        KeptOut others = isNew ? before : after;
        Optional<StepReport> step = isNew ? pair.before() : pair.after();
        if (others.mayHaveMissed(step)) {
            return Optional.of("the locks of this step were only sampled, so that the other run may have missed it");
        }
        if (!others.isComplete()) {
            return Optional.of("the other run did not come to its end");
        }
        return others.asMuchAs(lock) ? Optional.of("another step of the other run kept out as much") : Optional.empty();
    }

    private Difference difference(Measure measure, Optional<DurationBounds> earlier, Optional<DurationBounds> later) {
        return Difference.of(noise, measure, earlier.map(Range::of), later.map(Range::of));
    }
}
