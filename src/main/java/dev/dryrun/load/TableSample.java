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
import java.util.Set;
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

    /** A foreign key to the table whose own table is large and has no index on it. */
    private static final String UNINDEXED_REFERENCES = """
            SELECT FROM pg_catalog.pg_constraint f
            JOIN pg_catalog.pg_class c ON c.oid = f.conrelid
            WHERE f.contype = 'f' AND f.confrelid = pg_catalog.to_regclass(?) AND c.relpages > 100
              AND NOT EXISTS (SELECT FROM pg_catalog.pg_index i
                              WHERE i.indrelid = f.conrelid AND i.indisvalid AND i.indkey[0] = ANY (f.conkey))
            """;

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

    /** The same as {@link #models(List)}; from rows whose columns for new values are not null, if there are any. */
    private List<List<Optional<String>>> models(List<Column> columns, Set<Column> fresh) throws SQLException {
        String filled = fresh.stream()
                .map(column -> column.name() + " IS NOT NULL")
                .sorted()
                .collect(Collectors.joining(" AND "));
        List<List<Optional<String>>> rows =
                fresh.isEmpty() ? List.of() : rows(columns, size(columns) + " AND " + filled, MODEL_ROWS);
        return rows.isEmpty() ? models(columns) : rows;
    }

    /** Values of these columns from some rows that are not too large to be kept in memory. */
    List<List<Optional<String>>> models(List<Column> columns) throws SQLException {
        return rows(columns, size(columns), MODEL_ROWS);
    }

    private static String size(List<Column> columns) {
        return columns.stream()
                .map(column -> "coalesce(pg_catalog.pg_column_size(" + column.name() + "), 0)")
                .collect(Collectors.joining(" + ", "", " < " + MODEL_ROW_BYTES));
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

    /** Whether deleting a row looks for it in no large table without the help of an index. */
    boolean isCheapToDelete() throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(UNINDEXED_REFERENCES)) {
            statement.setString(1, table.name());
            try (ResultSet row = statement.executeQuery()) {
                return !row.next();
            }
        }
    }

    /** How new values are made for a column; empty if there are none. */
    Optional<FreshValue> fresh(Column column) throws SQLException {
        String name = column.name();
        String bounded = "NOT upper_inf(" + name + ")";
        return switch (column.type()) {
            case NUMBER -> counting(column);
            case TEXT -> Optional.of(new FreshValue.Suffixed((int) column.limit()));
            case UUID -> Optional.of(new FreshValue.RandomUuid());
            case ADDRESS -> Optional.of(new FreshValue.RandomAddress());
            case BYTES -> Optional.of(new FreshValue.MoreBytes());
            case DATE ->
                last("max(" + name + ") - date '1970-01-01'", "isfinite(" + name + ")")
                        .map(FreshValue.LaterDay::new);
            case TIMESTAMP ->
                last("ceil(extract(epoch FROM max(" + name + ")))", "isfinite(" + name + ")")
                        .map(FreshValue.LaterSecond::new);
            case NUMBER_RANGE ->
                last("ceil(max(upper(" + name + ")))", bounded)
                        .filter(after -> after < column.limit() - 2 * FREE_VALUES)
                        .map(after -> new FreshValue.LaterRange(FreshValue.LaterRange.Unit.NUMBER, after));
            case DATE_RANGE ->
                last("max(upper(" + name + ")) - date '1970-01-01'", bounded)
                        .map(after -> new FreshValue.LaterRange(FreshValue.LaterRange.Unit.DAY, after));
            case TIME_RANGE ->
                last("ceil(extract(epoch FROM max(upper(" + name + "))))", bounded)
                        .map(after -> new FreshValue.LaterRange(FreshValue.LaterRange.Unit.SECOND, after));
            case OTHER -> Optional.empty();
        };
    }

    /** What the expression says of the last value in the table, or 0 if there is none. */
    private Optional<Long> last(String expression, String wanted) throws SQLException {
        String sql = "SELECT coalesce(" + expression + ", 0)::bigint FROM " + table.name() + " WHERE " + wanted;
        try (PreparedStatement statement = connection.prepareStatement(sql);
                ResultSet row = statement.executeQuery()) {
            row.next();
            return Optional.of(row.getLong(1));
        }
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
