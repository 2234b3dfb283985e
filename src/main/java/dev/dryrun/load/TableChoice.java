package dev.dryrun.load;

import dev.dryrun.script.QueryToken;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Which tables the load works on: those that the migration names and their neighbours by foreign key, inheritance and
 * trigger, or else the largest. A partition stands for the root of its table, an index for its table, a view for the
 * tables under it.
 */
final class TableChoice {

    /** A chosen table. {@code name} is schema-qualified and quoted. */
    record Chosen(long oid, String name, long pages) {}

    private static final int LARGEST = 5;
    /** Every query is kept planned on every connection, so their number needs a limit. */
    private static final int MOST = 20;

    /** Every table of the users', the largest first. Those of extensions are their extension's business. */
    private static final String TABLES = """
            SELECT c.oid, pg_catalog.format('%I.%I', n.nspname, c.relname) AS name,
                   coalesce((SELECT sum(pg_catalog.pg_relation_size(p.relid))
                             FROM pg_catalog.pg_partition_tree(c.oid) p),
                            pg_catalog.pg_relation_size(c.oid))::bigint
                       / pg_catalog.current_setting('block_size')::bigint AS pages
            FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
            WHERE c.relkind IN ('r', 'p') AND NOT c.relispartition AND c.relpersistence <> 't'
              AND n.nspname <> 'information_schema' AND n.nspname !~ '^pg_'
              AND NOT EXISTS (SELECT FROM pg_catalog.pg_depend d
                              WHERE d.classid = 'pg_catalog.pg_class'::pg_catalog.regclass
                                AND d.objid = c.oid AND d.deptype = 'e')
            ORDER BY pages DESC, name
            """;

    /** The tables that have one of the names, or a partition or an index that has. */
    private static final String NAMED = """
            SELECT coalesce(pg_catalog.pg_partition_root(t.oid), t.oid)::oid::bigint
            FROM (SELECT coalesce(i.indrelid, v.refobjid, c.oid) AS oid
                  FROM pg_catalog.pg_class c
                  JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
                  LEFT JOIN pg_catalog.pg_index i ON i.indexrelid = c.oid
                  LEFT JOIN pg_catalog.pg_rewrite r ON r.ev_class = c.oid AND c.relkind IN ('v', 'm')
                  LEFT JOIN pg_catalog.pg_depend v
                      ON v.classid = 'pg_catalog.pg_rewrite'::pg_catalog.regclass AND v.objid = r.oid
                     AND v.refclassid = 'pg_catalog.pg_class'::pg_catalog.regclass AND v.refobjid <> c.oid
                  WHERE c.relkind IN ('r', 'p', 'i', 'I', 'v', 'm')
                    AND (c.relname = ANY (?)
                         OR n.nspname || '.' || c.relname = ANY (?))) t
            """;

    /** Foreign tables that have one of the names. */
    private static final String FOREIGN_TABLES = """
            SELECT pg_catalog.format('%I.%I', n.nspname, c.relname)
            FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
            WHERE c.relkind = 'f' AND (c.relname = ANY (?) OR n.nspname || '.' || c.relname = ANY (?))
            ORDER BY 1
            """;

    /** Every function that a trigger of a table calls, with its text. */
    private static final String TRIGGERS = """
            SELECT DISTINCT coalesce(pg_catalog.pg_partition_root(t.tgrelid), t.tgrelid)::oid::bigint, p.prosrc
            FROM pg_catalog.pg_trigger t JOIN pg_catalog.pg_proc p ON p.oid = t.tgfoid
            WHERE NOT t.tgisinternal
            """;

    /** Both ends of every foreign key, and parents with their children. */
    private static final String FOREIGN_KEYS = """
            SELECT DISTINCT coalesce(pg_catalog.pg_partition_root(conrelid), conrelid)::oid::bigint,
                            coalesce(pg_catalog.pg_partition_root(confrelid), confrelid)::oid::bigint
            FROM pg_catalog.pg_constraint WHERE contype = 'f'
            UNION
            SELECT i.inhparent::bigint, i.inhrelid::bigint
            FROM pg_catalog.pg_inherits i JOIN pg_catalog.pg_class c ON c.oid = i.inhrelid
            WHERE NOT c.relispartition AND c.relkind = 'r'
            """;

    private final Map<Long, Chosen> tables = new LinkedHashMap<>();
    private final Set<Long> named = new LinkedHashSet<>();
    private final Set<Long> neighbours = new LinkedHashSet<>();
    private final List<String> foreign = new ArrayList<>();

    private TableChoice() {}

    static TableChoice read(Connection connection, Set<String> identifiers) throws SQLException {
        TableChoice choice = new TableChoice();
        choice.readTables(connection);
        choice.readNamed(connection, identifiers);
        choice.readNeighbours(connection);
        choice.readTriggers(connection);
        choice.readForeign(connection, identifiers);
        return choice;
    }

    /** The tables to work on, the most telling first. */
    List<Chosen> chosen() {
        List<Chosen> wanted = wanted();
        return wanted.subList(0, Math.min(wanted.size(), MOST));
    }

    List<String> notes() {
        List<String> notes = new ArrayList<>();
        if (tables.isEmpty()) {
            notes.add("the database has no tables");
        } else if (named.isEmpty()) {
            notes.add("no table is known that the migration names: the load works on the largest");
        }
        foreign.forEach(name -> notes.add(name + ": not in the load, because it is a foreign table"));
        if (wanted().size() > MOST) {
            notes.add("the load works on " + MOST + " of the " + wanted().size()
                    + " tables that the migration names or that are their neighbours");
        }
        return notes;
    }

    private List<Chosen> wanted() {
        if (named.isEmpty()) {
            return tables.values().stream().limit(LARGEST).toList();
        }
        List<Chosen> wanted = new ArrayList<>(bySize(named));
        wanted.addAll(bySize(neighbours));
        return wanted;
    }

    private List<Chosen> bySize(Collection<Long> oids) {
        return tables.values().stream()
                .filter(table -> oids.contains(table.oid()))
                .toList();
    }

    private void readTables(Connection connection) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(TABLES);
                ResultSet rows = statement.executeQuery()) {
            while (rows.next()) {
                Chosen table = new Chosen(rows.getLong("oid"), rows.getString("name"), rows.getLong("pages"));
                tables.put(table.oid(), table);
            }
        }
    }

    private void readNamed(Connection connection, Set<String> identifiers) throws SQLException {
        named.addAll(namedBy(connection, identifiers));
    }

    private Set<Long> namedBy(Connection connection, Set<String> identifiers) throws SQLException {
        Set<Long> found = new LinkedHashSet<>();
        Array names = connection.createArrayOf("text", identifiers.toArray());
        try (PreparedStatement statement = connection.prepareStatement(NAMED)) {
            statement.setArray(1, names);
            statement.setArray(2, names);
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    found.add(rows.getLong(1));
                }
            }
        }
        found.retainAll(tables.keySet());
        return found;
    }

    /** A table whose trigger names another one is its neighbour, and the other way round. */
    private void readTriggers(Connection connection) throws SQLException {
        Map<Long, List<String>> bodies = new LinkedHashMap<>();
        try (PreparedStatement statement = connection.prepareStatement(TRIGGERS);
                ResultSet rows = statement.executeQuery()) {
            while (rows.next()) {
                bodies.computeIfAbsent(rows.getLong(1), table -> new ArrayList<>())
                        .add(rows.getString(2));
            }
        }
        for (Map.Entry<Long, List<String>> trigger : bodies.entrySet()) {
            for (String body : trigger.getValue()) {
                for (long other : namedBy(connection, QueryToken.names(body))) {
                    addNeighbour(trigger.getKey(), other);
                    addNeighbour(other, trigger.getKey());
                }
            }
        }
    }

    private void readForeign(Connection connection, Set<String> identifiers) throws SQLException {
        Array names = connection.createArrayOf("text", identifiers.toArray());
        try (PreparedStatement statement = connection.prepareStatement(FOREIGN_TABLES)) {
            statement.setArray(1, names);
            statement.setArray(2, names);
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    foreign.add(rows.getString(1));
                }
            }
        }
    }

    private void readNeighbours(Connection connection) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(FOREIGN_KEYS);
                ResultSet rows = statement.executeQuery()) {
            while (rows.next()) {
                addNeighbour(rows.getLong(1), rows.getLong(2));
                addNeighbour(rows.getLong(2), rows.getLong(1));
            }
        }
    }

    private void addNeighbour(long of, long other) {
        if (named.contains(of) && !named.contains(other) && tables.containsKey(other)) {
            neighbours.add(other);
        }
    }
}
