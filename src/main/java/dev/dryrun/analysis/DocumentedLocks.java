package dev.dryrun.analysis;

import dev.dryrun.observe.LockMode;
import dev.dryrun.observe.RanStep;
import dev.dryrun.observe.Relation;
import dev.dryrun.script.DocumentedLock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The locks that nobody saw a step take and that the documentation states for it. Where the relation cannot be told for
 * certain, or where it is known that the lock was not taken, there is none.
 */
final class DocumentedLocks {

    /** With such errors a statement fails before it has asked for a lock; most of them in the parser. */
    private static final Set<String> BEFORE_LOCKING =
            Set.of("0A000", "25001", "25P02", "3F000", "42501", "42601", "42P01");

    /** A lock, by the oid of its relation. */
    record Lock(long relation, LockMode mode) {}

    private DocumentedLocks() {}

    static List<Lock> of(RanStep step, SeenLocks seen) {
        boolean unlocked = step.error()
                .filter(error -> BEFORE_LOCKING.contains(error.sqlState()))
                .isPresent();
        // A warning may say that the relation was passed over.
        if (step.knowsAllLocks() || unlocked || !step.warnings().isEmpty()) {
            return List.of();
        }
        List<Lock> locks = new ArrayList<>();
        for (DocumentedLock documented : DocumentedLock.of(step.step())) {
            LockMode mode = LockMode.of(documented.mode());
            boolean known = mode == LockMode.ACCESS_EXCLUSIVE
                    && seen.all().exclusiveKnown().contains(step.number());
            if (!known) {
                relation(step, documented)
                        .map(oid -> new Lock(oid, mode))
                        .filter(lock -> !isSeen(lock, step, seen))
                        .ifPresent(locks::add);
            }
        }
        return locks;
    }

    /** Taken by the step itself, or held already in its transaction. */
    private static boolean isSeen(Lock lock, RanStep step, SeenLocks seen) {
        return seen.on(lock.relation(), step.number()).anyMatch(span -> span.mode() == lock.mode());
    }

    /**
     * Without a schema only a name that there is but once: the search_path is not known. REINDEX CONCURRENTLY gives the
     * name to an index that it has created.
     */
    private static Optional<Long> relation(RanStep step, DocumentedLock lock) {
        Set<Long> created = step.facts().created().stream().map(Relation::oid).collect(Collectors.toSet());
        List<Relation> named = step.catalog().relations().values().stream()
                .filter(relation ->
                        isNamed(relation.name(), lock.schema(), lock.name()) && !created.contains(relation.oid()))
                .toList();
        if (named.size() != 1 || named.get(0).isIndex() != lock.onTableOfIndex()) {
            return Optional.empty();
        }
        long table = step.catalog().tableOf(named.get(0).oid());
        return step.catalog().relation(table).filter(Relation::isHeap).map(Relation::oid);
    }

    /** Whether a statement that names these may mean a relation. */
    static boolean isNamed(String relation, Optional<String> inSchema, String named) {
        String name = quoted(named);
        return inSchema.map(schema -> relation.equals(quoted(schema) + "." + name))
                .orElseGet(() -> relation.endsWith("." + name));
    }

    private static String quoted(String name) {
        boolean plain = name.matches("[a-z_][a-z0-9_]*");
        return plain ? name : '"' + name.replace("\"", "\"\"") + '"';
    }
}
