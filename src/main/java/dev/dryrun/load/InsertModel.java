package dev.dryrun.load;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** How rows are inserted that are copies of existing ones and yet break no unique constraint. */
sealed interface InsertModel {

    /** The columns to name, and those of them that need a new value. */
    record Possible(List<Column> columns, Set<Column> fresh) implements InsertModel {

        public Possible {
            columns = List.copyOf(columns);
            fresh = Set.copyOf(fresh);
        }
    }

    /** Why there can be no insert. */
    record Impossible(String reason) implements InsertModel {}

    /** An insert that leaves to the server what it fills in. */
    static InsertModel of(Table table) {
        return of(
                table,
                table.columns().stream()
                        .filter(column -> !column.isFilledByServer())
                        .toList());
    }

    /**
     * An insert that names these columns. One column of each unique index must differ from every row; what the server
     * fills in already does.
     */
    static InsertModel of(Table table, List<Column> named) {
        Set<Column> fresh = new HashSet<>();
        // Indexes of one column first: the choice there is forced, and may serve an index of several as well.
        List<Table.Index> unique = table.indexes().stream()
                .filter(Table.Index::unique)
                .sorted((a, b) ->
                        Integer.compare(a.columns().size(), b.columns().size()))
                .toList();
        for (Table.Index index : unique) {
            if (index.columns().stream().anyMatch(column -> isFilled(column, named) || fresh.contains(column))) {
                continue;
            }
            Optional<Column> choice = index.columns().stream()
                    .filter(column -> named.contains(column) && column.canBeFresh())
                    .findFirst();
            if (choice.isEmpty()) {
                return new Impossible("no new value can be made for the unique " + names(index));
            }
            fresh.add(choice.get());
        }
        return new Possible(named, fresh);
    }

    /** The server gives it a value of its own, which one that is computed from other columns is not. */
    private static boolean isFilled(Column column, List<Column> named) {
        return !named.contains(column) && !column.isAny(Column.Trait.GENERATED);
    }

    private static String names(Table.Index index) {
        return index.columns().stream().map(Column::name).collect(Collectors.joining(", ", "(", ")"));
    }
}
