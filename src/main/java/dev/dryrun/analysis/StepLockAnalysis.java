package dev.dryrun.analysis;

import dev.dryrun.analysis.RelationLock.Standing;
import dev.dryrun.observe.Catalog;
import dev.dryrun.observe.LockMode;
import dev.dryrun.observe.LockSpan;
import dev.dryrun.observe.LockSpan.Evidence;
import dev.dryrun.observe.LockSpan.Parts;
import dev.dryrun.observe.RanStep;
import dev.dryrun.observe.Relation;
import dev.dryrun.script.Detachment;
import dev.dryrun.script.Step;
import dev.dryrun.time.Between;
import dev.dryrun.time.DurationBounds;
import dev.dryrun.time.Stretches;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The locks that one step asked for, and which tables they blocked for how long. */
final class StepLockAnalysis {

    /** What the report shows as one lock. */
    private record Key(long relation, LockMode mode) {}

    private static final int MOST_INTERVALS = 20;

    private final Step step;
    private final Catalog catalog;
    private final RanStep ran;
    private final Creations creations;
    private final MigrationTime time;
    private final List<DocumentedLocks.Lock> documented;
    private final Duration duration;
    private final SeenLocks seen;
    private final Map<Key, List<LockSpan>> spans = new LinkedHashMap<>();

    StepLockAnalysis(RanStep step, Creations creations, SeenLocks seen, MigrationTime time) {
        this.step = step.step();
        this.catalog = step.catalog();
        this.ran = step;
        this.creations = creations;
        this.time = time;
        this.documented = DocumentedLocks.of(step, seen);
        this.duration = step.timing().duration();
        this.seen = seen;
        seen.ofStep(step.number()).stream()
                .filter(span -> !isPassing(span))
                .sorted(Comparator.comparing((LockSpan span) -> span.requested().earliest())
                        .thenComparing(LockSpan::relation))
                .forEach(span -> spans.computeIfAbsent(
                                new Key(span.relation(), span.mode()), ignored -> new ArrayList<>())
                        .add(span));
    }

    /**
     * What a statement gives back before it is done, and only a sample sees now and then: locks on catalogs, which every
     * DDL statement takes, on the indexes of a table that it goes on locking at least as strongly, and ACCESS SHARE on
     * such a table itself, under which ANALYZE looks up its name. They stand in
     * nobody's way, and a report that shows them by chance is no two times the same.
     */
    private boolean isPassing(LockSpan span) {
        if (span.evidence().contains(Evidence.SNAPSHOT)) {
            return false;
        }
        Optional<Relation> relation = catalog.relation(span.relation());
        boolean weakOnCatalog = span.mode().compareTo(LockMode.ROW_EXCLUSIVE) <= 0
                && relation.filter(known -> known.name().startsWith("pg_catalog."))
                        .isPresent();
        return weakOnCatalog
                || (relation.filter(Relation::isIndex).isPresent() || isWeakOnTable(span))
                        && span.hasNotWaited()
                        && seen.on(catalog.tableOf(span.relation()), span.step())
                                .anyMatch(table -> covers(table, span));
    }

    private boolean isWeakOnTable(LockSpan span) {
        return span.mode() == LockMode.ACCESS_SHARE && catalog.tableOf(span.relation()) == span.relation();
    }

    private static boolean covers(LockSpan table, LockSpan passing) {
        return table.evidence().contains(Evidence.SNAPSHOT)
                && table.mode().compareTo(passing.mode()) >= 0
                && table.step() <= passing.step()
                && table.lastStep() >= passing.lastStep();
    }

    /** One entry a relation and mode, the strongest modes first, and of several relations the first that is named. */
    List<RelationLock> locks() {
        List<RelationLock> locks = new ArrayList<>();
        spans.forEach((key, same) -> locks.add(lock(key, same)));
        documented.forEach(lock -> locks.add(documented(lock)));
        locks.sort(Comparator.comparing(RelationLock::created)
                .thenComparing(Comparator.comparing(RelationLock::mode).reversed())
                .thenComparing(lock -> place(lock.name()))
                .thenComparing(RelationLock::name));
        return locks;
    }

    private int place(String relation) {
        int place = step.sql().indexOf(relation.substring(relation.lastIndexOf('.') + 1));
        return place < 0 ? Integer.MAX_VALUE : place;
    }

    BlockedTables blocked() {
        BlockedTables blocked = new BlockedTables(catalog, table -> creations.isUnused(ran, table));
        Detachment.of(step)
                .filter(this::hadMarked)
                .ifPresent(detachment -> spans.keySet().stream()
                        .map(key -> catalog.tableOf(key.relation()))
                        .filter(table -> isNamed(table, detachment))
                        .forEach(blocked::detaching));
        spans.values().stream()
                .flatMap(List::stream)
                .filter(span -> !creations.inTransactionOf(ran, span.relation()) && isUsed(span.relation()))
                .forEach(span -> span.parts()
                        .ifPresentOrElse(
                                parts -> blocked.add(span, present(span, parts), time),
                                () -> blocked.add(span, blocksFrom(span), time.of(span.released()))));
        return blocked;
    }

    /** FINALIZE fails where it finds that the partition was not marked before. */
    private boolean hadMarked(Detachment detachment) {
        return detachment.form() == Detachment.Form.CONCURRENTLY || ran.error().isEmpty();
    }

    private boolean isNamed(long table, Detachment partition) {
        return catalog.relation(table)
                .filter(found -> DocumentedLocks.isNamed(found.name(), partition.schema(), partition.name()))
                .isPresent();
    }

    private RelationLock lock(Key key, List<LockSpan> same) {
        Stretches waits = new Stretches();
        Stretches holds = new Stretches();
        Set<Evidence> evidence = EnumSet.noneOf(Evidence.class);
        for (LockSpan span : same) {
            span.parts().ifPresentOrElse(parts -> add(span, parts, waits, holds), () -> add(span, waits, holds));
            evidence.addAll(span.evidence());
        }
        boolean granted = same.stream().anyMatch(span -> span.granted().isPresent());
        int lastStep = same.stream().mapToInt(LockSpan::lastStep).max().orElseThrow();
        Optional<Relation> relation = catalog.relation(key.relation());
        DurationBounds wait = waits.isEmpty() ? DurationBounds.ZERO : waits.total();
        DurationBounds hold = holds.isEmpty() ? DurationBounds.ZERO : holds.total();
        LockTimes times = new LockTimes(wait, hold, intervals(same));
        return new RelationLock(relation, key.mode(), standing(key.relation()), granted, times, lastStep, evidence);
    }

    /** Of a lock that was taken again and again, one from the first request to the last release. */
    private List<LockTimes.Interval> intervals(List<LockSpan> same) {
        if (same.size() <= MOST_INTERVALS) {
            return same.stream().map(span -> interval(span, span)).toList();
        }
        LockSpan last = same.stream()
                .max(Comparator.comparing(span -> span.released().latest()))
                .orElseThrow();
        return List.of(interval(same.get(0), last));
    }

    private LockTimes.Interval interval(LockSpan first, LockSpan last) {
        return new LockTimes.Interval(
                time.of(first.requested().earliest()),
                first.granted().map(granted -> time.of(granted.latest())),
                time.of(last.released().latest()));
    }

    private void add(LockSpan span, Stretches waits, Stretches holds) {
        waits.add(time.of(span.requested()), time.of(span.granted().orElse(span.released())));
        span.granted().ifPresent(granted -> holds.add(time.of(granted), time.of(span.released())));
    }

    private void add(LockSpan span, Parts parts, Stretches waits, Stretches holds) {
        Between from = time.of(span.requested());
        Between to = time.of(span.released());
        waits.add(from, to, time.of(parts.waited(), span));
        holds.add(from, to, time.of(parts.held(), span));
    }

    /** Held for no longer than the statement took; that is all there is to say of it, and it is charged to nobody. */
    private RelationLock documented(DocumentedLocks.Lock lock) {
        return new RelationLock(
                catalog.relation(lock.relation()),
                lock.mode(),
                standing(lock.relation()),
                true,
                new LockTimes(DurationBounds.ZERO, new DurationBounds(Duration.ZERO, duration), List.of()),
                step.number(),
                Set.of(Evidence.DOCUMENTED));
    }

    private Standing standing(long oid) {
        Optional<Relation> relation = catalog.relation(oid);
        if (creations.inTransactionOf(ran, oid) || relation.isEmpty()) {
            return Standing.CREATED;
        }
        boolean unused =
                catalog.withParents(catalog.tableOf(oid)).stream().allMatch(table -> creations.isUnused(ran, table));
        return unused ? Standing.NEW : isUsed(oid) ? Standing.EXISTING : Standing.RETIRED;
    }

    /** False for what has no name any more, and for an index that the planner no longer looks at. */
    private boolean isUsed(long oid) {
        Optional<Relation> relation = catalog.relation(oid);
        boolean retired = step.kind().endsWith("CONCURRENTLY")
                && relation.filter(Relation::isIndex).isPresent();
        return relation.isPresent() && !retired;
    }

    /** From the request on; but a wait for nothing but autovacuum says nothing of the migration: it is a finding. */
    private Between blocksFrom(LockSpan span) {
        if (span.granted().isEmpty()) {
            return time.of(span.requested());
        }
        Between granted = span.granted().get();
        boolean onlyAutovacuum = seen.onlyAutovacuum(span.requested().earliest(), granted.latest());
        return time.of(onlyAutovacuum ? granted : span.requested());
    }

    /** The same for several locks; which of them waited for autovacuum is not known. */
    private DurationBounds present(LockSpan span, Parts parts) {
        boolean maybe = seen.maybeAutovacuum(
                span.requested().earliest(), span.released().latest());
        Duration least = maybe ? parts.held().atLeast() : parts.present().atLeast();
        return time.of(new DurationBounds(least, parts.present().atMost()), span);
    }
}
