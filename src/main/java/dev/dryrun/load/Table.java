package dev.dryrun.load;

import java.util.List;
import java.util.Optional;

/** A table of the restored database as it was before the migration; {@code name} is schema-qualified and quoted. */
record Table(String name, long pages, List<Column> columns, List<Index> indexes) {

    /**
     * An index of a table.
     *
     * @param unique of a unique or an exclusion constraint as well
     * @param ordered its first key is a plain column in the order of {@code ORDER BY}, and every row is in it
     * @param identifies every row is in it under values of its own, none of them null
     * @param columns its key columns, those inside expressions included
     */
    record Index(boolean primary, boolean unique, boolean ordered, boolean identifies, List<Column> columns) {

        Index {
            columns = List.copyOf(columns);
        }
    }

    Table {
        columns = List.copyOf(columns);
        indexes = List.copyOf(indexes);
    }

    /** The columns of the primary key, or else of another one that tells every row; none if there is no such key. */
    List<Column> key() {
        return indexes.stream()
                .filter(index -> index.primary() || index.identifies())
                .findFirst()
                .map(Index::columns)
                .orElse(List.of());
    }

    /** The column of an indexed range read: of another index if possible, else of the primary key. */
    Optional<Column> rangeColumn() {
        List<Index> ordered = indexes.stream().filter(Index::ordered).toList();
        Optional<Index> secondary =
                ordered.stream().filter(index -> !index.primary()).findFirst();
        return secondary
                .or(() -> ordered.stream().findFirst())
                .map(index -> index.columns().get(0));
    }

    /**
     * A column to set to what it is: one that is in no index and no key if there is one. Postgres compares old and new
     * values, so that any other will do as well.
     */
    Optional<Column> updateColumn() {
        List<Column> possible = columns.stream()
                .filter(column -> !column.isAny(Column.Trait.GENERATED, Column.Trait.IDENTITY))
                .toList();
        return possible.stream()
                .filter(column ->
                        !column.isAny(Column.Trait.INDEXED, Column.Trait.FOREIGN_KEY, Column.Trait.PARTITION_KEY))
                .findFirst()
                .or(() -> possible.stream().findFirst());
    }
}
