package dev.dryrun.analysis;

import dev.dryrun.observe.Catalog;
import dev.dryrun.observe.ForeignKeys;
import dev.dryrun.observe.ForeignKeys.Hindrance;
import dev.dryrun.observe.LockMode;
import dev.dryrun.observe.LockSpan;
import dev.dryrun.observe.Relation;
import dev.dryrun.time.Between;
import dev.dryrun.time.DurationBounds;
import dev.dryrun.time.Stretches;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.LongPredicate;

/**
 * For how long new reads and new writes of each table could not have proceeded because of some locks. A lock on an index
 * counts for its table, one on a partition for its parents, one on a referenced table for INSERT and UPDATE of the tables
 * that reference it, and one on a referencing table for DELETE, and UPDATE of the key, of those that it references. What counts is the time from the request, because a queued lock blocks as well.
 */
final class BlockedTables {

    private static final Set<Character> SEQUENCES_AND_TYPES = Set.of('S', 'c');

    private static final String INTO = "INSERT, or UPDATE of the foreign key to ";

    private final Catalog catalog;
    private final LongPredicate unused;
    private final Map<Long, Stretches> reads = new LinkedHashMap<>();
    private final Map<Long, Stretches> writes = new LinkedHashMap<>();
    private final Map<Long, Set<String>> through = new LinkedHashMap<>();
    private final Set<Long> locked = new HashSet<>();
    private final Set<Long> detaching = new HashSet<>();

    /** @param unused whether a table is one that nobody who is deployed asks for */
    BlockedTables(Catalog catalog, LongPredicate unused) {
        this.catalog = catalog;
        this.unused = unused;
    }

    /** From now on, queries of its parents do not look at this partition when it is locked in ACCESS EXCLUSIVE mode. */
    void detaching(long partition) {
        detaching.add(partition);
    }

    /** Adds a lock on a relation that others can see, blocking from {@code start}. */
    void add(LockSpan lock, Between start, Between end) {
        add(lock, stretches -> stretches.add(start, end));
    }

    /** Adds several that are known together. */
    void add(LockSpan locks, DurationBounds together, MigrationTime time) {
        Between start = time.of(locks.requested());
        Between end = time.of(locks.released());
        add(locks, stretches -> stretches.add(start, end, together));
    }

    private void add(LockSpan lock, Consumer<Stretches> blocking) {
        long table = catalog.tableOf(lock.relation());
        if (catalog.relation(table).filter(BlockedTables::isQueried).isEmpty()) {
            return;
        }
        boolean alone = lock.mode() == LockMode.ACCESS_EXCLUSIVE && detaching.contains(table);
        for (long blocked : alone ? Set.of(table) : catalog.withParents(table)) {
            if (lock.mode().blocksReads()) {
                blocking.accept(stretches(reads, blocked));
            }
            if (lock.mode().blocksWrites()
                    && catalog.relation(blocked)
                            .filter(BlockedTables::isWritten)
                            .isPresent()) {
                blocking.accept(stretches(writes, blocked));
                locked.add(blocked);
            }
        }
        Set<Long> looked = catalog.withPartitionedParents(table);
        if (alone) {
            looked.remove(table);
            addThroughForeignKeys(lock, table, looked, blocking);
        } else {
            looked.forEach(each -> addThroughForeignKeys(lock, each, Set.of(), blocking));
        }
    }

    /** But those that {@code parents} have as well look into the parents only. */
    private void addThroughForeignKeys(LockSpan lock, long table, Set<Long> parents, Consumer<Stretches> blocking) {
        ForeignKeys keys = catalog.foreignKeys();
        if (lock.mode().blocksForeignKeyChecks()) {
            keys.referencing(table).stream()
                    .filter(other -> parents.stream()
                            .noneMatch(parent -> keys.referencing(parent).contains(other)))
                    .forEach(other -> addWriter(other, INTO + named(table), blocking));
        }
        keys.hindered(table, lock.mode()).stream()
                .filter(other -> parents.stream()
                        .noneMatch(parent -> keys.hindered(parent, lock.mode()).contains(other)))
                .forEach(other -> addWriter(other.table(), hindered(other) + named(table), blocking));
    }

    /** By name of the table, the locked ones before those that are blocked through them. */
    Map<String, DurationBounds> reads() {
        return byName(reads);
    }

    Map<String, DurationBounds> writes() {
        return byName(writes);
    }

    /** Which writes of a table wait for a lock on another one, by name of the table. */
    Map<String, Set<String>> through() {
        Map<String, Set<String>> named = new LinkedHashMap<>();
        through.forEach((oid, reasons) -> {
            if (!locked.contains(oid)) {
                catalog.relation(oid).ifPresent(relation -> named.put(relation.name(), reasons));
            }
        });
        return named;
    }

    /** A table that is written to, and what it is a part of. */
    private void addWriter(long table, String reason, Consumer<Stretches> blocking) {
        for (long blocked : catalog.withParents(table)) {
            if (!unused.test(blocked)) {
                blocking.accept(stretches(writes, blocked));
                through.computeIfAbsent(blocked, ignored -> new LinkedHashSet<>())
                        .add(reason);
            }
        }
    }

    private static String hindered(Hindrance hindrance) {
        String update = hindrance.updated().isEmpty() ? "" : "UPDATE of the key";
        String both = hindrance.delete() && !update.isEmpty() ? ", or " + update + "," : update;
        return (hindrance.delete() ? "DELETE" : "") + both + " through the foreign key of ";
    }

    private String named(long table) {
        return catalog.relation(table).map(Relation::name).orElseThrow();
    }

    /** Nobody else sees a temporary table, and nobody queries a sequence or a type. */
    private static boolean isQueried(Relation relation) {
        return !SEQUENCES_AND_TYPES.contains(relation.relkind())
                && !relation.name().startsWith("pg_temp_");
    }

    private static boolean isWritten(Relation relation) {
        return relation.relkind() != 'm';
    }

    private Stretches stretches(Map<Long, Stretches> of, long table) {
        return unused.test(table) ? new Stretches() : of.computeIfAbsent(table, ignored -> new Stretches());
    }

    private Map<String, DurationBounds> byName(Map<Long, Stretches> stretches) {
        Map<String, DurationBounds> named = new LinkedHashMap<>();
        stretches.forEach(
                (oid, times) -> catalog.relation(oid).ifPresent(relation -> named.put(relation.name(), times.total())));
        return named;
    }
}
