package dev.dryrun.load;

import dev.dryrun.profile.FreshValue;
import dev.dryrun.profile.LoadQuery;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Draws the parameter values of a table's queries from its rows: the same ones from the same rows. */
final class TableSample {

    private static final int ROWS = 500;
    /** Inserts carry whole rows, which are kept in memory. */
    private static final int MODEL_ROWS = 100;

    private static final int MODEL_ROW_BYTES = 32 * 1024;
    /** Enough pages for {@link #ROWS} rows of any usual size; a smaller table is read whole. */
    private static final long PAGES = 200;

    private static final long FREE_VALUES = 100_000_000;

    private final Connection connection;
    private final Table table;

    TableSample(Connection connection, Table table) {
        this.connection = connection;
        this.table = table;
    }

    /** The query with its values; empty if the table has no row for it, or no free values. */
    Optional<LoadQuery> complete(QueryDraft draft) throws SQLException {
        List<Column> columns = draft.parameters();
        List<List<Optional<String>>> rows = draft.kind() == QueryDraft.Kind.INSERT ? models(columns) : keys(columns);
        Map<Integer, FreshValue> fresh = new HashMap<>();
        for (Column column : draft.fresh()) {
            Optional<FreshValue> rule = fresh(column);
            if (rule.isEmpty()) {
                return Optional.empty();
            }
            fresh.put(draft.parameters().indexOf(column), rule.get());
        }
        return rows.isEmpty()
                ? Optional.empty()
                : Optional.of(LoadQuery.of(draft.name(), draft.sql(), draft.writes(), rows)
                        .withFresh(fresh));
    }

    /** Values of these columns, none of them null, from several hundred rows. */
    List<List<Optional<String>>> keys(List<Column> columns) throws SQLException {
        String filled =
                columns.stream().map(column -> column.name() + " IS NOT NULL").collect(Collectors.joining(" AND "));
        return rows(columns, filled, ROWS);
    }

    /** Values of these columns from some rows that are not too large to be kept in memory. */
    List<List<Optional<String>>> models(List<Column> columns) throws SQLException {
        String size = columns.stream()
                .map(column -> "coalesce(pg_catalog.pg_column_size(" + column.name() + "), 0)")
                .collect(Collectors.joining(" + "));
        return rows(columns, size + " < " + MODEL_ROW_BYTES, MODEL_ROWS);
    }

    /** Pairs of values of a column that follow each other among those of several hundred rows. */
    List<List<Optional<String>>> ranges(Column column) throws SQLException {
        String name = column.name();
        String sample = sampleSql(name + " AS lower", name + " IS NOT NULL", ROWS);
        String pairs = "SELECT lower, lead(lower) OVER (ORDER BY lower) AS upper FROM (" + sample + ") s";
        return rows("SELECT lower::text, upper::text FROM (" + pairs + ") p WHERE upper IS NOT NULL", 2);
    }

    private List<List<Optional<String>>> rows(List<Column> columns, String wanted, int most) throws SQLException {
        String values = columns.stream().map(column -> column.name() + "::text").collect(Collectors.joining(", "));
        return columns.isEmpty() ? List.of(List.of()) : rows(sampleSql(values, wanted, most), columns.size());
    }

    private List<List<Optional<String>>> rows(String sql, int columns) throws SQLException {
        List<List<Optional<String>>> rows = new ArrayList<>();
        try (PreparedStatement statement = connection.prepareStatement(sql);
                ResultSet result = statement.executeQuery()) {
            while (result.next()) {
                List<Optional<String>> row = new ArrayList<>();
                for (int i = 1; i <= columns; i++) {
                    row.add(Optional.ofNullable(result.getString(i)));
                }
                rows.add(row);
            }
        }
        return rows;
    }

    /** Rows of randomly chosen pages, mixed by the hash of their place, which is the same in every run. */
    private String sampleSql(String values, String wanted, int most) {
        return "SELECT " + values + " FROM " + table.name() + " TABLESAMPLE SYSTEM (" + percent()
                + ") REPEATABLE (1) WHERE " + wanted + " ORDER BY pg_catalog.md5(ctid::text) LIMIT " + most;
    }

    private double percent() {
        return table.pages() <= PAGES ? 100 : 100.0 * PAGES / table.pages();
    }

    /** How new values are made for a column; empty if there are none. */
    Optional<FreshValue> fresh(Column column) throws SQLException {
        return switch (column.type()) {
            case INTEGER -> counting(column);
            case TEXT -> Optional.of(new FreshValue.Suffixed((int) column.limit()));
            case UUID -> Optional.of(new FreshValue.RandomUuid());
            case OTHER -> Optional.empty();
        };
    }

    private Optional<FreshValue> counting(Column column) throws SQLException {
        String sql = "SELECT coalesce(ceil(max(" + column.name() + ")), 0)::bigint FROM " + table.name();
        try (PreparedStatement statement = connection.prepareStatement(sql);
                ResultSet row = statement.executeQuery()) {
            row.next();
            long largest = row.getLong(1);
            return column.limit() - FREE_VALUES < largest
                    ? Optional.empty()
                    : Optional.of(new FreshValue.Counting(largest));
        }
    }
}
