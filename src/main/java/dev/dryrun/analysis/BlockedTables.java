package dev.dryrun.analysis;

import dev.dryrun.observe.Catalog;
import dev.dryrun.observe.LockSpan;
import dev.dryrun.observe.Relation;
import dev.dryrun.time.Between;
import dev.dryrun.time.DurationBounds;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.LongPredicate;

/**
 * For how long new reads and new writes of each table could not have proceeded because of some locks. A lock on an index
 * counts for its table, one on a partition for its parents, one on a referenced table for writes to the tables that
 * reference it. What counts is the time from the request, because a queued lock blocks as well.
 */
final class BlockedTables {

    private static final Set<Character> SEQUENCES_AND_TYPES = Set.of('S', 'c');

    private final Catalog catalog;
    private final LongPredicate unused;
    private final Map<Long, Stretches> reads = new LinkedHashMap<>();
    private final Map<Long, Stretches> writes = new LinkedHashMap<>();

    /** @param unused whether a table is one that nobody who is deployed asks for */
    BlockedTables(Catalog catalog, LongPredicate unused) {
        this.catalog = catalog;
        this.unused = unused;
    }

    /** Adds a lock on a relation that others can see, blocking from {@code start}. */
    void add(LockSpan lock, Between start, Between end) {
        long table = catalog.tableOf(lock.relation());
        if (catalog.relation(table).filter(BlockedTables::isQueried).isEmpty()) {
            return;
        }
        for (long blocked : catalog.withParents(table)) {
            if (lock.mode().blocksReads()) {
                stretches(reads, blocked).add(start, end);
            }
            if (lock.mode().blocksWrites()
                    && catalog.relation(blocked)
                            .filter(BlockedTables::isWritten)
                            .isPresent()) {
                stretches(writes, blocked).add(start, end);
            }
            if (lock.mode().blocksForeignKeyChecks()) {
                for (long referencing : catalog.referencedBy().getOrDefault(blocked, Set.of())) {
                    stretches(writes, referencing).add(start, end);
                }
            }
        }
    }

    /** By name of the table, the locked ones before those that are blocked through them. */
    Map<String, DurationBounds> reads() {
        return byName(reads);
    }

    Map<String, DurationBounds> writes() {
        return byName(writes);
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
