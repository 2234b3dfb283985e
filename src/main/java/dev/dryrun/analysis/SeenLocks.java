package dev.dryrun.analysis;

import dev.dryrun.observe.BlockedSpan;
import dev.dryrun.observe.LockObservations;
import dev.dryrun.observe.LockSpan;
import dev.dryrun.observe.OtherWaits;
import dev.dryrun.observe.RanStep;
import dev.dryrun.observe.WaitSpan;
import dev.dryrun.observe.WaitedForSpan;
import dev.dryrun.time.Moment;
import dev.dryrun.time.Span;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What was seen of locks, by step and by relation: a migration may have very many of each. */
final class SeenLocks {

    private final LockObservations all;
    private final Map<Integer, List<Span>> windows;
    private final Map<Integer, List<LockSpan>> ofStep;
    private final Map<Long, LockIndex> bySteps;
    private final Map<Long, LockIndex> byTime;
    private final Map<Long, Integer> transactions = new HashMap<>();
    private final Map<Integer, List<BlockedSpan>> blocked;
    private final Map<Integer, List<WaitedForSpan>> waitedFor;
    private final Touching autovacuum;
    private final Touching maybeAutovacuum;
    private final Touching maybeOthers;

    /** {@code windows} are the times that each step has for its own. */
    SeenLocks(LockObservations all, Map<Integer, List<Span>> windows, List<RanStep> ran) {
        this.all = all;
        this.windows = Map.copyOf(windows);
        this.ofStep = all.locks().stream().collect(Collectors.groupingBy(LockSpan::step));
        this.bySteps =
                byRelation(all.locks().stream(), locks -> new LockIndex(locks, LockSpan::step, LockSpan::lastStep));
        this.byTime = byRelation(
                all.locks().stream().filter(lock -> lock.granted().isPresent()),
                locks -> new LockIndex(
                        locks,
                        lock -> granted(lock).nanos(),
                        lock -> lock.released().latest().nanos()));
        ran.forEach(step -> step.facts().transactionIds().forEach(id -> transactions.putIfAbsent(id, step.number())));
        NavigableMap<Moment, Integer> steps = new TreeMap<>();
        windows.forEach((step, times) -> times.forEach(time -> steps.put(time.from(), step)));
        this.blocked = byStep(all.blocked(), steps);
        this.waitedFor = byStep(all.waitedFor(), steps);
        List<WaitedForSpan> gaveWay =
                all.waitedFor().stream().filter(WaitedForSpan::isAutovacuum).toList();
        this.autovacuum = new Touching(gaveWay.stream().map(SeenLocks::whole).toList());
        this.maybeAutovacuum = maybe(gaveWay);
        this.maybeOthers = maybe(
                all.waitedFor().stream().filter(wait -> !wait.isAutovacuum()).toList());
    }

    private static Map<Long, LockIndex> byRelation(Stream<LockSpan> locks, Function<List<LockSpan>, LockIndex> index) {
        return locks.collect(
                Collectors.groupingBy(LockSpan::relation, Collectors.collectingAndThen(Collectors.toList(), index)));
    }

    private static Moment granted(LockSpan lock) {
        return lock.granted().orElseThrow().earliest();
    }

    /** With those that it speaks for. */
    private static Touching maybe(List<WaitedForSpan> waits) {
        Stream<Span> others =
                waits.stream().flatMap(wait -> wait.others().stream()).map(OtherWaits::within);
        return new Touching(
                Stream.concat(waits.stream().map(SeenLocks::whole), others).toList());
    }

    private static Span whole(WaitedForSpan wait) {
        Moment from = wait.started().earliest();
        return new Span(from, Moment.later(from, wait.ended().latest()));
    }

    LockObservations all() {
        return all;
    }

    List<Span> windows(int step) {
        return windows.getOrDefault(step, List.of());
    }

    /** The locks that a step asked for. */
    List<LockSpan> ofStep(int step) {
        return ofStep.getOrDefault(step, List.of());
    }

    /** The locks on a relation, of whatever steps, that were there in this one. */
    Stream<LockSpan> on(long relation, int step) {
        return Stream.ofNullable(bySteps.get(relation)).flatMap(locks -> locks.at(step));
    }

    /** The step that took what others waited for at a moment: the strongest lock on a relation, and of equals the first. */
    Optional<Integer> takerOf(long relation, Moment moment) {
        return Stream.ofNullable(byTime.get(relation))
                .flatMap(locks -> locks.at(moment.nanos()))
                .max(Comparator.comparing(LockSpan::mode)
                        .thenComparing(Comparator.comparing(SeenLocks::granted).reversed())
                        .thenComparing(Comparator.comparing(LockSpan::step).reversed()))
                .map(LockSpan::step);
    }

    /** The first step that had this transaction id. */
    Optional<Integer> stepOf(long transactionId) {
        return Optional.ofNullable(transactions.get(transactionId));
    }

    /** Those who may have waited during a step. */
    List<BlockedSpan> blocked(int step) {
        return blocked.getOrDefault(step, List.of());
    }

    /** Those whom the migration may have waited for during a step. */
    List<WaitedForSpan> waitedFor(int step) {
        return waitedFor.getOrDefault(step, List.of());
    }

    /** Whether the migration waited for autovacuum in this time, and for nobody else. */
    boolean onlyAutovacuum(Moment from, Moment to) {
        return autovacuum.any(from, to) && !maybeOthers.any(from, to);
    }

    /** Whether it may have waited for autovacuum in this time. */
    boolean maybeAutovacuum(Moment from, Moment to) {
        return maybeAutovacuum.any(from, to);
    }

    private static <W extends WaitSpan<W>> Map<Integer, List<W>> byStep(
            List<W> waits, NavigableMap<Moment, Integer> steps) {
        Map<Integer, List<W>> byStep = new HashMap<>();
        for (W wait : waits) {
            Moment started = wait.started().latest();
            Moment first = steps.floorKey(started) == null ? started : steps.floorKey(started);
            Moment end = Moment.later(first, wait.ended().latest());
            steps.subMap(first, true, end, true).values().forEach(step -> {
                List<W> own = byStep.computeIfAbsent(step, ignored -> new ArrayList<>());
                if (own.isEmpty() || own.get(own.size() - 1) != wait) {
                    own.add(wait);
                }
            });
        }
        return byStep;
    }
}
