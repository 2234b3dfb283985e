package dev.dryrun.observe;

import dev.dryrun.observe.LockReading.OwnLock;
import dev.dryrun.postgres.StatementWire;
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
 * Knows the catalog as the migration sees it. Inside a transaction it is asked through the migration's own session, and
 * only for relations that the snapshot of the locks gives reason to ask for; between transactions all of it is read.
 */
final class CatalogWatch {

    private final FactsConnection facts;
    private final Set<Long> touched = new HashSet<>();
    private Catalog current;

    CatalogWatch(FactsConnection facts) throws SQLException {
        this.facts = facts;
        this.current = facts.readCatalog();
    }

    Catalog current() {
        return current;
    }

    /**
     * Asks for the relations of a snapshot that are new to us, or that may have been dropped or given another file. After
     * ROLLBACK TO what the block had touched before is {@code undone}: it is learnt anew, and counts as no change.
     */
    CatalogChange askInside(StatementWire wire, LockReading snapshot, boolean undone) throws IOException {
        Set<Long> suspects = suspects(snapshot);
        if (undone) {
            suspects.addAll(touched);
        }
        if (suspects.isEmpty()) {
            return CatalogChange.NONE;
        }
        Map<Long, Relation> before = new HashMap<>();
        suspects.forEach(oid -> current.relation(oid).ifPresent(known -> before.put(oid, known)));
        Map<Long, Relation> now = new HashMap<>();
        for (List<Optional<String>> row : wire.query(CatalogQuery.forRelations(suspects))) {
            Relation relation = CatalogQuery.relation(row);
            now.put(relation.oid(), relation);
        }
        CatalogChange change = CatalogChange.between(before, now);
        Set<Long> gone = change.dropped().stream().map(Relation::oid).collect(Collectors.toSet());
        current = current.changed(now.values(), gone);
        touched.addAll(suspects);
        return undone ? CatalogChange.NONE : change;
    }

    /** Reads all anew after a transaction; the change is what {@link #askInside} did not see. */
    CatalogChange transactionEnded(boolean committed) throws SQLException {
        Catalog before = current;
        Catalog fresh = facts.readCatalog();
        touched.clear();
        // Keeping the old one where nothing changed keeps one catalog for many steps in memory instead of one for each.
        current = fresh.equals(before) ? before : fresh;
        return committed ? CatalogChange.between(before, current) : CatalogChange.NONE;
    }

    private Set<Long> suspects(LockReading snapshot) {
        Set<Long> suspects = new HashSet<>();
        for (OwnLock lock : snapshot.own()) {
            if (current.relation(lock.relation()).isEmpty() || lock.mode() == LockMode.ACCESS_EXCLUSIVE) {
                suspects.add(lock.relation());
            }
        }
        return suspects;
    }
}
