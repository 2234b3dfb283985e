package dev.dryrun.observe;

import dev.dryrun.observe.LockReading.OwnLock;
import java.io.IOException;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Knows the catalog as one session of the migration sees it. Inside a transaction it is asked through that very session,
 * and only for relations that the snapshot of the locks gives reason to ask for; between transactions all of it is read.
 */
final class CatalogWatch {

    /** Asks something in the session that is watched, under its transaction. */
    @FunctionalInterface
    interface Question {
        List<List<Optional<String>>> ask(String sql) throws IOException;
    }

    private final CommittedCatalog committed;
    private final Set<Long> touched = new HashSet<>();
    private final Map<Long, Relation> learnt = new HashMap<>();
    private Catalog base;
    private Catalog current;

    CatalogWatch(CommittedCatalog committed) {
        this.committed = committed;
        this.base = committed.catalog();
        this.current = base;
    }

    /** One and the same for as long as nothing changes, because every step keeps the one that it found. */
    Catalog current() {
        Catalog now = committed.catalog();
        if (now != base) {
            Set<Long> gone = new HashSet<>(touched);
            gone.removeAll(learnt.keySet());
            current = now.changed(learnt.values(), gone);
            base = now;
        }
        return current;
    }

    /**
     * Asks for the relations of a snapshot that are new to us, or that may have been dropped or given another file. After
     * ROLLBACK TO what the block had touched before is {@code undone}: it is learnt anew, and counts as no change.
     */
    CatalogChange askInside(Question session, LockReading snapshot, boolean undone) throws IOException {
        Catalog known = current();
        Set<Long> suspects = suspects(known, snapshot);
        if (undone) {
            suspects.addAll(touched);
        }
        if (suspects.isEmpty()) {
            return CatalogChange.NONE;
        }
        Map<Long, Relation> before = new HashMap<>();
        suspects.forEach(oid -> known.relation(oid).ifPresent(relation -> before.put(oid, relation)));
        Map<Long, Relation> now = new HashMap<>();
        for (List<Optional<String>> row : session.ask(CatalogQuery.forRelations(suspects))) {
            Relation relation = CatalogQuery.relation(row);
            now.put(relation.oid(), relation);
        }
        touched.addAll(suspects);
        learnt.keySet().removeAll(suspects);
        learnt.putAll(now);
        CatalogChange change = CatalogChange.between(before, now);
        current = known.changed(
                now.values(), change.dropped().stream().map(Relation::oid).collect(Collectors.toSet()));
        return undone ? CatalogChange.NONE : change;
    }

    /** Reads all anew after a transaction; the change is what {@link #askInside} did not see. */
    CatalogChange transactionEnded(boolean wasCommitted) throws SQLException {
        Catalog before = current();
        Catalog committedBefore = base;
        Catalog now = committed.refresh();
        touched.clear();
        learnt.clear();
        base = now;
        current = now;
        return wasCommitted
                ? CatalogChange.between(before, now)
                : CatalogChange.between(committedBefore, now).leftBehind();
    }

    private static Set<Long> suspects(Catalog known, LockReading snapshot) {
        Set<Long> suspects = new HashSet<>();
        for (OwnLock lock : snapshot.own()) {
            if (known.relation(lock.relation()).isEmpty() || lock.mode() == LockMode.ACCESS_EXCLUSIVE) {
                suspects.add(lock.relation());
            }
        }
        return suspects;
    }
}
