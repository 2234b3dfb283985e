package dev.dryrun.load;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A query of the load that still lacks its parameter values.
 *
 * @param parameters the columns whose values it takes, in the order of the placeholders
 * @param fresh those of them that need a value which no row has
 */
record QueryDraft(Kind kind, String name, String sql, List<Column> parameters, Set<Column> fresh) {

    /** What the query does, which decides where its values come from: keys for all but inserts, which copy rows. */
    enum Kind {
        READ,
        UPDATE,
        INSERT
    }

    /** How the names of inserts end. */
    static final String INSERT_NAME = ": insert";

    private static final int RANGE_ROWS = 20;

    QueryDraft {
        parameters = List.copyOf(parameters);
        fresh = Set.copyOf(fresh);
    }

    boolean writes() {
        return kind != Kind.READ;
    }

    /** What a table allows, in the order read by key, range read or read of some rows, update, insert. */
    static List<QueryDraft> of(Table table) {
        List<QueryDraft> drafts = new ArrayList<>();
        if (!table.key().isEmpty()) {
            drafts.add(readByKey(table));
        }
        drafts.add(table.rangeColumn().map(column -> rangeRead(table, column)).orElseGet(() -> firstRows(table)));
        if (!table.key().isEmpty()) {
            table.updateColumn().ifPresent(column -> drafts.add(update(table, column)));
        }
        if (InsertModel.of(table) instanceof InsertModel.Possible insert) {
            drafts.add(insert(table, insert));
        }
        return drafts;
    }

    /** What the table does not allow, and why. */
    static List<String> missing(Table table) {
        List<String> notes = new ArrayList<>();
        if (table.key().isEmpty()) {
            notes.add(table.name() + ": no read and no update by key, because it has no key");
        } else if (table.updateColumn().isEmpty()) {
            notes.add(table.name() + ": no update, because every column is generated");
        }
        if (InsertModel.of(table) instanceof InsertModel.Impossible insert) {
            notes.add(table.name() + ": no insert, because " + insert.reason());
        }
        return notes;
    }

    private static QueryDraft readByKey(Table table) {
        String sql = "SELECT " + list(table.columns()) + " FROM " + table.name() + where(table.key());
        return new QueryDraft(Kind.READ, table.name() + ": read by key", sql, table.key(), Set.of());
    }

    private static QueryDraft rangeRead(Table table, Column column) {
        String sql = "SELECT " + list(table.columns()) + " FROM " + table.name() + " WHERE " + column.name()
                + " >= ? ORDER BY " + column.name() + " LIMIT " + RANGE_ROWS;
        return new QueryDraft(Kind.READ, table.name() + ": range of " + column.name(), sql, List.of(column), Set.of());
    }

    /** What is left where no index gives an order. */
    static QueryDraft firstRows(Table table) {
        String sql = "SELECT " + list(table.columns()) + " FROM " + table.name() + " LIMIT " + RANGE_ROWS;
        return new QueryDraft(Kind.READ, table.name() + ": some rows", sql, List.of(), Set.of());
    }

    /** Sets a column to what it is: a real write, with its row version and its WAL, that satisfies every constraint. */
    private static QueryDraft update(Table table, Column column) {
        String sql = "UPDATE " + table.name() + " SET " + column.name() + " = " + column.name() + where(table.key());
        return new QueryDraft(Kind.UPDATE, table.name() + ": update of " + column.name(), sql, table.key(), Set.of());
    }

    private static QueryDraft insert(Table table, InsertModel.Possible insert) {
        String values = insert.columns().isEmpty()
                ? " DEFAULT VALUES"
                : " (" + list(insert.columns()) + ") VALUES ("
                        + "?, ".repeat(insert.columns().size() - 1) + "?)";
        String sql = "INSERT INTO " + table.name() + values;
        return new QueryDraft(Kind.INSERT, table.name() + INSERT_NAME, sql, insert.columns(), insert.fresh());
    }

    private static String list(List<Column> columns) {
        return columns.stream().map(Column::name).collect(Collectors.joining(", "));
    }

    private static String where(List<Column> key) {
        return key.stream().map(column -> column.name() + " = ?").collect(Collectors.joining(" AND ", " WHERE ", ""));
    }
}
