package dev.dryrun.load;

import dev.dryrun.profile.QueryText;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** A table that a query names, found in the database, with the types of its columns by their unquoted names. */
record NamedTable(String alias, Table table, Map<String, Typed> columns) {

    /** A column with its type; a domain counts as the type under it. */
    record Typed(Column column, long type, char category) {}

    private static final String TABLE = """
            SELECT c.oid::bigint, pg_catalog.format('%I.%I', n.nspname, c.relname) AS name,
                   GREATEST(c.relpages, (SELECT sum(r.relpages) FROM pg_catalog.pg_partition_tree(c.oid) p
                                         JOIN pg_catalog.pg_class r ON r.oid = p.relid))::bigint AS pages
            FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
            WHERE c.oid = pg_catalog.to_regclass(?) AND c.relkind IN ('r', 'p', 'm')
            """;

    private static final String COLUMNS = """
            SELECT a.attname AS name, pg_catalog.quote_ident(a.attname) AS quoted, b.oid::bigint AS type, b.typcategory
            FROM pg_catalog.pg_attribute a JOIN pg_catalog.pg_type t ON t.oid = a.atttypid
            JOIN pg_catalog.pg_type b ON b.oid = CASE t.typtype WHEN 'd' THEN t.typbasetype ELSE t.oid END
            WHERE a.attrelid = ? AND a.attnum > 0 AND NOT a.attisdropped
            """;

    /** Empty where no table has the name: a view, or a common table expression. */
    static Optional<NamedTable> find(Connection connection, QueryText.TableName wanted) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(TABLE)) {
            String schema = wanted.schema().map(name -> quoted(name) + ".").orElse("");
            statement.setString(1, schema + quoted(wanted.name()));
            try (ResultSet row = statement.executeQuery()) {
                if (!row.next()) {
                    return Optional.empty();
                }
                long oid = row.getLong("oid");
                TableChoice.Chosen chosen = new TableChoice.Chosen(oid, row.getString("name"), row.getLong("pages"));
                Table table = TableCatalog.read(connection, chosen);
                return Optional.of(new NamedTable(wanted.alias(), table, columns(connection, oid, table)));
            }
        }
    }

    private static Map<String, Typed> columns(Connection connection, long oid, Table table) throws SQLException {
        Map<String, Typed> columns = new HashMap<>();
        try (PreparedStatement statement = connection.prepareStatement(COLUMNS)) {
            statement.setLong(1, oid);
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    String name = rows.getString("quoted");
                    Column column = table.columns().stream()
                            .filter(each -> each.name().equals(name))
                            .findFirst()
                            .orElseThrow();
                    char category = rows.getString("typcategory").charAt(0);
                    columns.put(rows.getString("name"), new Typed(column, rows.getLong("type"), category));
                }
            }
        }
        return columns;
    }

    private static String quoted(String name) {
        return '"' + name.replace("\"", "\"\"") + '"';
    }
}
