package dev.dryrun.load;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** Reads what the server's catalogs say about one table's columns and indexes. */
final class TableCatalog {

    /**
     * The columns in their order. A domain counts as the type under it. Where a partition key has expressions every
     * column counts as part of it, because the catalogs do not say which are.
     */
    private static final String COLUMNS = """
            WITH RECURSIVE base AS (
                SELECT a.attnum, a.atttypid AS type, a.atttypmod AS typmod
                FROM pg_catalog.pg_attribute a WHERE a.attrelid = ? AND a.attnum > 0 AND NOT a.attisdropped
                UNION ALL
                SELECT b.attnum, t.typbasetype, GREATEST(t.typtypmod, b.typmod)
                FROM base b JOIN pg_catalog.pg_type t ON t.oid = b.type AND t.typtype = 'd'),
            attribute AS (
                SELECT a.*, b.type, b.typmod
                FROM base b JOIN pg_catalog.pg_type t ON t.oid = b.type AND t.typtype <> 'd'
                JOIN pg_catalog.pg_attribute a ON a.attrelid = ? AND a.attnum = b.attnum),
            index_column AS (
                SELECT pg_catalog.unnest(i.indkey::int2[]) AS attnum FROM pg_catalog.pg_index i WHERE i.indrelid = ?
                UNION SELECT d.refobjsubid
                FROM pg_catalog.pg_index i JOIN pg_catalog.pg_depend d
                    ON d.classid = 'pg_catalog.pg_class'::pg_catalog.regclass AND d.objid = i.indexrelid
                   AND d.refobjid = i.indrelid
                WHERE i.indrelid = ?),
            partition_column AS (
                SELECT k.attname, p.partexprs IS NOT NULL AS has_expression
                FROM pg_catalog.pg_partition_tree(?::pg_catalog.oid) t
                JOIN pg_catalog.pg_partitioned_table p ON p.partrelid = t.relid
                LEFT JOIN pg_catalog.pg_attribute k
                    ON k.attrelid = p.partrelid AND k.attnum = ANY (p.partattrs::int2[]) AND k.attnum > 0)
            SELECT pg_catalog.quote_ident(a.attname) AS name,
                   CASE WHEN t.typname IN ('int2', 'int4', 'int8', 'numeric', 'float8') THEN 'NUMBER'
                        WHEN t.typname IN ('text', 'varchar', 'bpchar', 'citext') THEN 'TEXT'
                        WHEN t.typname = 'uuid' THEN 'UUID'
                        WHEN t.typname IN ('inet', 'cidr') THEN 'ADDRESS'
                        WHEN t.typname = 'date' THEN 'DATE'
                        WHEN t.typname IN ('timestamp', 'timestamptz') THEN 'TIMESTAMP'
                        WHEN t.typname = 'bytea' THEN 'BYTES'
                        WHEN t.typname IN ('int4range', 'int8range', 'numrange') THEN 'NUMBER_RANGE'
                        WHEN t.typname = 'daterange' THEN 'DATE_RANGE'
                        WHEN t.typname IN ('tsrange', 'tstzrange') THEN 'TIME_RANGE' ELSE 'OTHER' END AS type,
                   CASE WHEN t.typname = 'int2' THEN 32767
                        WHEN t.typname = 'int4range' THEN 2147483647
                        WHEN t.typname IN ('int8range', 'numrange') THEN 10::numeric ^ 15
                        WHEN t.typname = 'int4' THEN 2147483647
                        WHEN t.typname = 'int8' THEN 9223372036854775807
                        WHEN t.typname = 'numeric' AND a.typmod > 0 THEN
                            10::numeric ^ LEAST(((a.typmod - 4) >> 16 & 65535) - (a.typmod - 4 & 2047), 15) - 1
                        WHEN t.typname IN ('numeric', 'float8') THEN 10::numeric ^ 15
                        WHEN a.typmod > 4 THEN a.typmod - 4
                        ELSE 10000000 END::bigint AS size_limit,
                   EXISTS (SELECT FROM pg_catalog.pg_constraint f WHERE f.conrelid = a.attrelid
                           AND f.contype = 'f' AND a.attnum = ANY (f.conkey)) AS foreign_key,
                   a.attnum IN (SELECT attnum FROM index_column) AS indexed,
                   EXISTS (SELECT FROM partition_column p
                           WHERE p.attname = a.attname OR p.has_expression) AS partition_key,
                   a.attgenerated <> '' AS generated, a.attidentity <> '' AS identity,
                   coalesce(pg_catalog.pg_get_expr(d.adbin, d.adrelid) ~ 'nextval\\(', false)
                       AND a.attgenerated = '' AS sequence_default
            FROM attribute a JOIN pg_catalog.pg_type t ON t.oid = a.type
            LEFT JOIN pg_catalog.pg_attrdef d ON d.adrelid = a.attrelid AND d.adnum = a.attnum
            ORDER BY a.attnum
            """;

    /** The indexes, the primary key's first; the columns inside expressions and generated ones follow the plain ones. */
    private static final String INDEXES = """
            SELECT i.indisprimary, i.indisunique OR i.indisexclusion AS is_unique,
                   i.indisunique AND i.indisvalid AND i.indpred IS NULL AND i.indexprs IS NULL
                       AND NOT EXISTS (SELECT FROM pg_catalog.pg_attribute k WHERE k.attrelid = i.indrelid
                                       AND k.attnum = ANY (i.indkey::int2[]) AND NOT k.attnotnull) AS identifies,
                   m.amname = 'btree' AND i.indisvalid AND i.indpred IS NULL AND a.attnum IS NOT NULL
                       AND o.opcdefault AND i.indcollation[0] = a.attcollation AS ordered,
                   ARRAY(SELECT pg_catalog.quote_ident(c.attname)
                         FROM (SELECT attnum, position FROM pg_catalog.unnest(i.indkey::int2[])
                                   WITH ORDINALITY AS k (attnum, position)
                               WHERE position <= i.indnkeyatts
                               UNION ALL
                               SELECT d.refobjsubid, 1000 FROM pg_catalog.pg_depend d
                               WHERE i.indexprs IS NOT NULL AND d.objid = i.indexrelid AND d.refobjid = i.indrelid
                                 AND d.classid = 'pg_catalog.pg_class'::pg_catalog.regclass
                               UNION ALL
                               SELECT d.refobjsubid, 1000 FROM pg_catalog.pg_attrdef g
                               JOIN pg_catalog.pg_depend d ON d.classid = 'pg_catalog.pg_attrdef'::pg_catalog.regclass
                                   AND d.objid = g.oid AND d.refobjid = g.adrelid AND d.refobjsubid <> g.adnum
                               WHERE g.adrelid = i.indrelid AND g.adnum = ANY (i.indkey::int2[])) k
                         JOIN pg_catalog.pg_attribute c ON c.attrelid = i.indrelid AND c.attnum = k.attnum
                         WHERE k.attnum > 0
                         GROUP BY c.attname ORDER BY min(k.position), c.attname) AS columns
            FROM pg_catalog.pg_index i
            JOIN pg_catalog.pg_class c ON c.oid = i.indexrelid
            JOIN pg_catalog.pg_am m ON m.oid = c.relam
            JOIN pg_catalog.pg_opclass o ON o.oid = i.indclass[0]
            LEFT JOIN pg_catalog.pg_attribute a
                ON a.attrelid = i.indrelid AND a.attnum = i.indkey[0] AND a.attnum > 0
            WHERE i.indrelid = ?
            ORDER BY i.indisprimary DESC, c.relname
            """;

    private TableCatalog() {}

    static Table read(Connection connection, TableChoice.Chosen chosen) throws SQLException {
        List<Column> columns = columns(connection, chosen.oid());
        return new Table(chosen.name(), chosen.pages(), columns, indexes(connection, chosen.oid(), columns));
    }

    private static List<Column> columns(Connection connection, long table) throws SQLException {
        List<Column> columns = new ArrayList<>();
        try (PreparedStatement statement = connection.prepareStatement(COLUMNS)) {
            for (int i = 1; i <= 5; i++) {
                statement.setLong(i, table);
            }
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    Column.Type type = Column.Type.valueOf(rows.getString("type"));
                    columns.add(new Column(rows.getString("name"), type, rows.getLong("size_limit"), traits(rows)));
                }
            }
        }
        return columns;
    }

    /** The query names its columns after the traits. */
    private static Set<Column.Trait> traits(ResultSet row) throws SQLException {
        Set<Column.Trait> traits = EnumSet.noneOf(Column.Trait.class);
        for (Column.Trait trait : Column.Trait.values()) {
            if (row.getBoolean(trait.name())) {
                traits.add(trait);
            }
        }
        return traits;
    }

    private static List<Table.Index> indexes(Connection connection, long table, List<Column> columns)
            throws SQLException {
        List<Table.Index> indexes = new ArrayList<>();
        try (PreparedStatement statement = connection.prepareStatement(INDEXES)) {
            statement.setLong(1, table);
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    List<String> names =
                            Arrays.asList((String[]) rows.getArray("columns").getArray());
                    indexes.add(new Table.Index(
                            rows.getBoolean("indisprimary"),
                            rows.getBoolean("is_unique"),
                            rows.getBoolean("ordered"),
                            rows.getBoolean("identifies"),
                            named(columns, names)));
                }
            }
        }
        return indexes;
    }

    private static List<Column> named(List<Column> columns, List<String> names) {
        return names.stream()
                .flatMap(name -> columns.stream().filter(column -> column.name().equals(name)))
                .toList();
    }
}
