package dev.dryrun.observe;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Reads the catalog: all of it between transactions, or some relations through the migration's own session. */
final class CatalogQuery {

    private static final int COLUMNS = 7;

    /**
     * A row a relation: oid, quoted name, relkind, the table of an index or TOAST table, the parent, the file node, and
     * whether it is usable; an index on a partitioned table that lacks some of its partitions' counts as such, for so it is meant.
     */
    private static final String RELATIONS = """
            SELECT c.oid::pg_catalog.text,
                   pg_catalog.quote_ident(n.nspname) OPERATOR(pg_catalog.||) '.'
                     OPERATOR(pg_catalog.||) pg_catalog.quote_ident(c.relname),
                   c.relkind::pg_catalog.text,
                   COALESCE(x.indrelid, o.oid)::pg_catalog.text,
                   h.inhparent::pg_catalog.text,
                   pg_catalog.pg_relation_filenode(c.oid::pg_catalog.regclass)::pg_catalog.text,
                   (COALESCE(x.indisvalid, true) OR c.relkind OPERATOR(pg_catalog.=) 'I')::pg_catalog.text
            FROM pg_catalog.pg_class c
            JOIN pg_catalog.pg_namespace n ON n.oid OPERATOR(pg_catalog.=) c.relnamespace
            LEFT JOIN pg_catalog.pg_index x ON x.indexrelid OPERATOR(pg_catalog.=) c.oid
            LEFT JOIN pg_catalog.pg_class o
              ON o.reltoastrelid OPERATOR(pg_catalog.=) c.oid AND c.relkind OPERATOR(pg_catalog.=) 't'
            LEFT JOIN pg_catalog.pg_inherits h ON h.inhrelid OPERATOR(pg_catalog.=) c.oid
            """;

    /**
     * A row a foreign key: the table that has it and its columns, the referenced table and its key, and what is done ON
     * DELETE and ON UPDATE. One that is NOT ENFORCED, which there is since 18, looks at nothing.
     */
    private static final String FOREIGN_KEYS = """
            SELECT conrelid::pg_catalog.text, pg_catalog.array_to_string(conkey, ' '),
                   confrelid::pg_catalog.text, pg_catalog.array_to_string(confkey, ' '),
                   confdeltype::pg_catalog.text, confupdtype::pg_catalog.text
            FROM pg_catalog.pg_constraint AS c
            WHERE contype = 'f' AND pg_catalog.to_jsonb(c) ->> 'conenforced' IS DISTINCT FROM 'false'
            """;

    private static final int FOREIGN_KEY_COLUMNS = 6;

    private CatalogQuery() {}

    static Catalog readAll(Connection connection) throws SQLException {
        Map<Long, Relation> relations = new HashMap<>();
        List<ForeignKey> foreignKeys = new ArrayList<>();
        try (Statement statement = connection.createStatement()) {
            for (List<Optional<String>> row : rows(statement, RELATIONS, COLUMNS)) {
                Relation relation = relation(row);
                relations.put(relation.oid(), relation);
            }
            for (List<Optional<String>> row : rows(statement, FOREIGN_KEYS, FOREIGN_KEY_COLUMNS)) {
                foreignKeys.add(
                        foreignKey(row.stream().map(Optional::orElseThrow).toList()));
            }
        }
        return new Catalog(relations, ForeignKeys.of(foreignKeys));
    }

    /** The query for some relations only, to be sent in another session; its rows are for {@link #relation}. */
    static String forRelations(Collection<Long> oids) {
        String list = oids.stream().map(String::valueOf).collect(Collectors.joining(","));
        return RELATIONS + " WHERE c.oid OPERATOR(pg_catalog.=) ANY ('{" + list + "}'::pg_catalog.oid[])";
    }

    static Relation relation(List<Optional<String>> row) {
        return new Relation(
                oid(row.get(0)),
                row.get(1).orElseThrow(),
                row.get(2).orElseThrow().charAt(0),
                row.get(3).map(Long::valueOf),
                row.get(4).map(Long::valueOf),
                row.get(5).map(Long::valueOf),
                row.get(6).map(Boolean::valueOf).orElse(true));
    }

    private static ForeignKey foreignKey(List<String> row) {
        return new ForeignKey(
                Long.parseLong(row.get(0)),
                numbers(row.get(1)),
                Long.parseLong(row.get(2)),
                numbers(row.get(3)),
                ForeignKey.Action.of(row.get(4).charAt(0)),
                ForeignKey.Action.of(row.get(5).charAt(0)));
    }

    private static Set<Integer> numbers(String list) {
        return Arrays.stream(list.split(" ")).map(Integer::valueOf).collect(Collectors.toSet());
    }

    private static long oid(Optional<String> text) {
        return Long.parseLong(text.orElseThrow());
    }

    private static List<List<Optional<String>>> rows(Statement statement, String sql, int columns) throws SQLException {
        List<List<Optional<String>>> rows = new ArrayList<>();
        try (ResultSet result = statement.executeQuery(sql)) {
            while (result.next()) {
                List<Optional<String>> row = new ArrayList<>(columns);
                for (int column = 1; column <= columns; column++) {
                    row.add(Optional.ofNullable(result.getString(column)));
                }
                rows.add(row);
            }
        }
        return rows;
    }
}
