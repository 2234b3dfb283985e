package dev.dryrun.observe;

import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Collections;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** The foreign keys of a database: by the tables that they reference, and by those that have them. */
public record ForeignKeys(Map<Long, List<ForeignKey>> toTable, Map<Long, List<ForeignKey>> ofTable) {

    public static final ForeignKeys NONE = of(List.of());

    /** What cannot be done to the rows of a referenced table: delete them, or update these columns. */
    public record Hindrance(long table, boolean delete, Set<Integer> updated) {

        boolean isNone() {
            return !delete && updated.isEmpty();
        }

        /** What this means for a table that {@code key} references: its rows are followed to here. */
        Hindrance behind(ForeignKey key) {
            boolean sets = !Collections.disjoint(key.columns(), updated);
            boolean follows = switch (key.onDelete()) {
                case LOOK -> false;
                case CASCADE -> delete;
                case SET -> sets;
            };
            boolean updates = key.onUpdate() != ForeignKey.Action.LOOK && sets;
            return new Hindrance(key.referenced(), follows, updates ? key.key() : Set.of());
        }
    }

    public ForeignKeys {
        toTable = Map.copyOf(toTable);
        ofTable = Map.copyOf(ofTable);
    }

    public static ForeignKeys of(Collection<ForeignKey> keys) {
        return new ForeignKeys(
                keys.stream().collect(Collectors.groupingBy(ForeignKey::referenced)),
                keys.stream().collect(Collectors.groupingBy(ForeignKey::referencing)));
    }

    /** The tables that reference {@code table}: who writes to them looks into it. */
    public Set<Long> referencing(long table) {
        return toTable.getOrDefault(table, List.of()).stream()
                .map(ForeignKey::referencing)
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }

    /**
     * What nobody can do to the rows of referenced tables while {@code table} is locked in this mode: directly, or because
     * the change would be carried on through other tables to this one.
     */
    public Set<Hindrance> hindered(long table, LockMode mode) {
        Set<Hindrance> seen = new LinkedHashSet<>();
        Deque<Hindrance> next = new ArrayDeque<>();
        for (ForeignKey key : ofTable.getOrDefault(table, List.of())) {
            boolean update = key.onUpdate().waitsBehind(mode);
            next.add(new Hindrance(key.referenced(), key.onDelete().waitsBehind(mode), update ? key.key() : Set.of()));
        }
        while (!next.isEmpty()) {
            Hindrance hindrance = next.remove();
            if (!hindrance.isNone() && seen.add(hindrance)) {
                ofTable.getOrDefault(hindrance.table(), List.of()).forEach(key -> next.add(hindrance.behind(key)));
            }
        }
        return seen;
    }
}
