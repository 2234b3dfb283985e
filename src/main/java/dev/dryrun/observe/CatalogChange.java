package dev.dryrun.observe;

import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What became of the relations of a catalog: new ones, those that are gone, those that have another file now, and the
 * indexes that are of no use now and were not so before.
 */
record CatalogChange(Set<Relation> created, Set<Relation> dropped, Set<Long> changedFiles, Set<Relation> invalidated) {

    static final CatalogChange NONE = new CatalogChange(Set.of(), Set.of(), Set.of(), Set.of());

    CatalogChange {
        created = Set.copyOf(created);
        dropped = Set.copyOf(dropped);
        changedFiles = Set.copyOf(changedFiles);
        invalidated = Set.copyOf(invalidated);
    }

    static CatalogChange between(Catalog before, Catalog after) {
        return between(before.relations(), after.relations());
    }

    /** The change among some relations; one that {@code before} has and {@code after} lacks was dropped. */
    static CatalogChange between(Map<Long, Relation> before, Map<Long, Relation> after) {
        Set<Relation> created = new HashSet<>();
        Set<Long> changed = new HashSet<>();
        Set<Relation> invalidated = new HashSet<>();
        after.forEach((oid, relation) -> {
            Optional<Relation> old = Optional.ofNullable(before.get(oid));
            if (!relation.valid() && old.map(Relation::valid).orElse(true)) {
                invalidated.add(relation);
            }
            if (old.isEmpty()) {
                created.add(relation);
            } else if (!old.get().fileNode().equals(relation.fileNode())) {
                changed.add(oid);
            }
        });
        Set<Relation> dropped = new HashSet<>();
        before.forEach((oid, relation) -> {
            if (!after.containsKey(oid)) {
                dropped.add(relation);
            }
        });
        return new CatalogChange(created, dropped, changed, invalidated);
    }

    CatalogChange plus(CatalogChange later) {
        return new CatalogChange(
                union(created, later.created),
                union(dropped, later.dropped),
                union(changedFiles, later.changedFiles),
                union(invalidated, later.invalidated));
    }

    /** What outlasts a failure: CONCURRENTLY leaves an index behind that is of no use. */
    CatalogChange leftBehind() {
        return new CatalogChange(Set.of(), Set.of(), Set.of(), invalidated);
    }

    private static <T> Set<T> union(Set<T> one, Set<T> other) {
        Set<T> all = new HashSet<>(one);
        all.addAll(other);
        return all;
    }
}
