package dev.dryrun.observe;

import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The relations of a database at one time, by oid, and the foreign keys between them. */
public record Catalog(Map<Long, Relation> relations, ForeignKeys foreignKeys) {

    public Catalog {
        relations = RelationMap.copyOf(relations);
    }

    public Optional<Relation> relation(long oid) {
        return Optional.ofNullable(relations.get(oid));
    }

    /** The table that a lock on {@code oid} counts for: that of an index or a TOAST table, else itself. */
    public long tableOf(long oid) {
        long table = oid;
        for (Optional<Long> owner = ownerOf(table); owner.isPresent(); owner = ownerOf(table)) {
            table = owner.get();
        }
        return table;
    }

    /** The tables that a query cannot read or write when it cannot use {@code table}: itself and its parents. */
    public Set<Long> withParents(long table) {
        Set<Long> tables = new LinkedHashSet<>(Set.of(table));
        for (Optional<Long> parent = parentOf(table); parent.isPresent(); parent = parentOf(parent.get())) {
            if (!tables.add(parent.get())) {
                break;
            }
        }
        return tables;
    }

    /**
     * The tables that a foreign key's check cannot look into when it cannot use {@code table}: itself and what it is a
     * partition of. It looks into a table that others inherit from with ONLY.
     */
    public Set<Long> withPartitionedParents(long table) {
        Set<Long> tables = withParents(table);
        tables.removeIf(parent -> parent != table
                && relation(parent).filter(Relation::isPartitioned).isEmpty());
        return tables;
    }

    /** This catalog with relations added or replaced, and others gone. */
    public Catalog changed(Collection<Relation> added, Set<Long> gone) {
        if (added.isEmpty() && gone.isEmpty()) {
            return this;
        }
        Map<Long, Relation> fresh = new HashMap<>();
        added.forEach(relation -> fresh.put(relation.oid(), relation));
        return new Catalog(RelationMap.copyOf(relations).changed(fresh, gone), foreignKeys);
    }

    /** The same catalog, in memory together with another of the same database as far as they are alike. */
    Catalog sharing(Catalog other) {
        RelationMap shared = RelationMap.copyOf(relations).sharing(RelationMap.copyOf(other.relations));
        return new Catalog(shared, foreignKeys.equals(other.foreignKeys) ? other.foreignKeys : foreignKeys);
    }

    private Optional<Long> ownerOf(long oid) {
        return relation(oid).flatMap(Relation::table).filter(owner -> owner != oid);
    }

    private Optional<Long> parentOf(long oid) {
        return relation(oid).flatMap(Relation::parent);
    }
}
