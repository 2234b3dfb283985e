package dev.dryrun.load;

import dev.dryrun.plan.BadInput;
import dev.dryrun.profile.ColumnName;
import dev.dryrun.profile.Distribution;
import dev.dryrun.profile.FreshValue;
import dev.dryrun.profile.NearName;
import dev.dryrun.profile.Origin;
import dev.dryrun.profile.ValueSource;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Draws the values that a profile wants from columns of the restored database: the same ones from the same rows. */
final class ColumnValues {

    private static final int VALUES = 10_000;
    /** From so many pages, spread over the table; a smaller table is read whole. */
    private static final long PAGES = 2_000;

    private static final int LONGEST_VALUE_BYTES = 32 * 1024;
    private static final String QUERY_CANCELED = "57014";

    private final Connection connection;
    private final Map<String, Relation> relations = new HashMap<>();
    private final Map<ValueSource.OfColumns, ValueSource> drawn = new HashMap<>();

    ColumnValues(Connection connection) {
        this.connection = connection;
    }

    /** A table or a view, with its name and its columns' as SQL needs them. */
    private record Relation(long oid, String name, boolean hasPages, long pages, List<String> columns) {}

    /** @throws BadInput if there is no such table, no such column, or no value */
    ValueSource rows(ValueSource.OfColumns wanted, Origin origin) throws SQLException {
        ValueSource known = drawn.get(wanted);
        if (known != null) {
            return known;
        }
        Relation relation = relation(wanted.columns().get(0), origin);
        List<String> columns = new ArrayList<>();
        for (ColumnName column : wanted.columns()) {
            columns.add(column(relation, column, origin));
        }
        List<List<Optional<String>>> rows = rows(sql(relation, columns, wanted.distribution()), wanted, origin);
        if (rows.isEmpty()) {
            throw origin.refuse(
                    names(wanted) + " has no value to draw from",
                    "restore a dump with rows in it, or take the values from a range or a list");
        }
        ValueSource source = new ValueSource.Rows(rows, wanted.distribution());
        drawn.put(wanted, source);
        return source;
    }

    /** How a column gets values that no row has, made from those that there are. */
    FreshValue fresh(ColumnName name, Origin origin) throws SQLException {
        Relation relation = relation(name, origin);
        String quoted = column(relation, name, origin);
        Table table = TableCatalog.read(
                connection, new TableChoice.Chosen(relation.oid(), relation.name(), relation.pages()));
        Column column = table.columns().stream()
                .filter(each -> each.name().equals(quoted))
                .findFirst()
                .orElseThrow();
        return fresh(column, table)
                .orElseThrow(() -> origin.refuse(
                        "nobody can make new values for " + name,
                        "fresh is for numbers, texts, uuids, bytes, addresses, dates, points in time and ranges that are"
                                + " no foreign key and no partition key; take a sequence, a list or an expression"));
    }

    private Optional<FreshValue> fresh(Column column, Table table) throws SQLException {
        if (!column.canBeFresh()) {
            return Optional.empty();
        }
        Savepoint before = connection.setSavepoint();
        try {
            return new TableSample(connection, table).fresh(column);
        } catch (SQLException none) {
            // Such as a largest number that is NaN, or a last date out of all reach.
            connection.rollback(before);
            return Optional.empty();
        }
    }

    private static String names(ValueSource.OfColumns wanted) {
        return wanted.columns().stream().map(ColumnName::toString).collect(Collectors.joining(", "));
    }

    private Relation relation(ColumnName column, Origin origin) throws SQLException {
        Relation known = relations.get(column.table());
        if (known != null) {
            return known;
        }
        Relation found = find(column.table())
                .orElseThrow(() -> origin.refuse(
                        "there is no table " + column.table() + nearTable(column.table()),
                        "write schema, table and column, in quotes where SQL needs them"));
        relations.put(column.table(), found);
        return found;
    }

    /** One row: the relation of that name, or none; its pages with those of its partitions. */
    private static final String RELATION = """
            SELECT c.oid, pg_catalog.format('%I.%I', n.nspname, c.relname) AS name,
                   c.relkind IN ('r', 'p', 'm') AS has_pages,
                   c.relpages + coalesce((SELECT pg_catalog.sum(p.relpages) FROM pg_catalog.pg_partition_tree(c.oid) t
                       JOIN pg_catalog.pg_class p ON p.oid = t.relid AND p.oid <> c.oid), 0) AS pages,
                   ARRAY(SELECT pg_catalog.quote_ident(a.attname) FROM pg_catalog.pg_attribute a
                         WHERE a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped ORDER BY a.attnum) AS columns
            FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
            WHERE c.oid = pg_catalog.to_regclass(?) AND c.relkind IN ('r', 'p', 'm', 'v', 'f')
            """;

    private Optional<Relation> find(String name) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(RELATION)) {
            statement.setString(1, name);
            try (ResultSet row = statement.executeQuery()) {
                if (!row.next()) {
                    return Optional.empty();
                }
                String[] columns = (String[]) row.getArray("columns").getArray();
                return Optional.of(new Relation(
                        row.getLong("oid"),
                        row.getString("name"),
                        row.getBoolean("has_pages"),
                        row.getLong("pages"),
                        List.of(columns)));
            }
        }
    }

    private String nearTable(String written) {
        String sql = "SELECT pg_catalog.format('%I.%I', schemaname, tablename) FROM pg_catalog.pg_tables"
                + " WHERE schemaname NOT IN ('pg_catalog', 'information_schema')";
        List<String> tables = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            while (rows.next()) {
                tables.add(rows.getString(1));
            }
        } catch (SQLException unanswered) {
            return "";
        }
        return NearName.question(written.contains(".") ? written : "public." + written, tables);
    }

    /** The column's name as SQL needs it. */
    private static String column(Relation relation, ColumnName name, Origin origin) {
        String written = name.column();
        return relation.columns().stream()
                .filter(column -> column.equals(written)
                        || !written.startsWith("\"") && column.equalsIgnoreCase(written)
                        || column.equals("\"" + written + "\"")
                        || written.equals("\"" + column + "\""))
                .findFirst()
                .orElseThrow(() -> origin.refuse(
                        "there is no column " + name + NearName.question(written, relation.columns()),
                        relation.name() + " has: " + String.join(", ", relation.columns())));
    }

    /** The newest by their own order, or rows of randomly chosen pages, mixed by the hash of their place. */
    private static String sql(Relation relation, List<String> names, Distribution distribution) {
        // Without t the order would be that of the text.
        List<String> columns = names.stream().map(name -> "t." + name).toList();
        String wanted = columns.stream()
                .map(column ->
                        column + " IS NOT NULL AND pg_catalog.pg_column_size(" + column + ") < " + LONGEST_VALUE_BYTES)
                .collect(Collectors.joining(" AND ", " WHERE ", ""));
        String select =
                columns.stream().map(column -> column + "::text").collect(Collectors.joining(", ", "SELECT ", ""))
                        + " FROM " + relation.name() + " AS t";
        String limit = " LIMIT " + VALUES;
        if (distribution.equals(Distribution.RECENT)) {
            return columns.stream()
                    .map(column -> column + " DESC")
                    .collect(Collectors.joining(", ", select + wanted + " ORDER BY ", limit));
        }
        if (!relation.hasPages()) {
            return select + wanted + limit;
        }
        double percent = relation.pages() <= PAGES ? 100 : 100.0 * PAGES / relation.pages();
        return select + " TABLESAMPLE SYSTEM (" + percent + ") REPEATABLE (1)" + wanted
                + " ORDER BY pg_catalog.md5(t.tableoid::pg_catalog.regclass::text || t.ctid::text)" + limit;
    }

    private List<List<Optional<String>>> rows(String sql, ValueSource.OfColumns wanted, Origin origin)
            throws SQLException {
        List<List<Optional<String>>> rows = new ArrayList<>();
        try (PreparedStatement statement = connection.prepareStatement(sql);
                ResultSet result = statement.executeQuery()) {
            while (result.next()) {
                List<Optional<String>> row = new ArrayList<>();
                for (int i = 1; i <= wanted.columns().size(); i++) {
                    row.add(Optional.of(result.getString(i)));
                }
                rows.add(row);
            }
            return rows;
        } catch (SQLException failed) {
            String why =
                    QUERY_CANCELED.equals(failed.getSQLState()) ? " takes too long" : " failed: " + Reason.of(failed);
            throw origin.refuse(
                    "drawing the values of " + names(wanted) + why,
                    "take another column, or draw: uniform, which reads a sample of the table");
        }
    }
}
