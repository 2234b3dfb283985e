package dev.dryrun.load;

import java.util.List;
import java.util.Optional;

/** A table of the restored database as it was before the migration; {@code name} is schema-qualified and quoted. */
record Table(String name, long pages, List<Column> columns, List<Index> indexes) {

    /**
     * An index of a table.
     *
     * @param columns its key columns, those inside expressions included
     * @param ordered its first key is a plain column in the order of {@code ORDER BY}, and every row is in it
     */
    record Index(boolean primary, boolean unique, boolean ordered, List<Column> columns) {

        Index {
            columns = List.copyOf(columns);
        }
    }

    Table {
        columns = List.copyOf(columns);
        indexes = List.copyOf(indexes);
    }

    /** The columns of the primary key; none if there is no such key. */
    List<Column> key() {
        return indexes.stream()
                .filter(Index::primary)
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

    /** A column whose update touches no index and no key. */
    Optional<Column> updateColumn() {
        return columns.stream()
                .filter(column -> !column.isAny(
                        Column.Trait.INDEXED,
                        Column.Trait.FOREIGN_KEY,
                        Column.Trait.PARTITION_KEY,
                        Column.Trait.GENERATED,
                        Column.Trait.IDENTITY))
                .findFirst();
    }
}
