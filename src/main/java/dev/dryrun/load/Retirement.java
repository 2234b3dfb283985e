package dev.dryrun.load;

import dev.dryrun.plan.BadInput;
import dev.dryrun.plan.RetiredName;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** The tables and columns that the deployed application no longer uses ({@code --retired}), found in the database. */
final class Retirement {

    /** A row for every column of every relation of the users', and one for a relation without columns. */
    private static final String COLUMNS = """
            SELECT n.nspname, c.relname, pg_catalog.format('%I.%I', n.nspname, c.relname) AS relation, a.attname,
                   pg_catalog.quote_ident(a.attname) AS quoted, coalesce(a.attnotnull, false) AS not_null,
                   coalesce(a.atthasdef, false) AS has_default
            FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
            LEFT JOIN pg_catalog.pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
            WHERE c.relkind IN ('r', 'p', 'v', 'm', 'f')
              AND n.nspname <> 'information_schema' AND n.nspname !~ '^pg_'
            ORDER BY n.nspname <> 'public', n.nspname, c.relname, a.attnum
            """;

    /** A column as the database has it; its name is as Postgres keeps it, and as SQL needs it. */
    record Existing(String name, String quoted, boolean notNull, boolean hasDefault) {}

    /** A relation as the database has it. */
    record Relation(String schema, String name, String quoted, List<Existing> columns) {}

    private final Set<String> tables = new HashSet<>();
    private final Map<String, Map<String, Existing>> columns = new LinkedHashMap<>();
    private final Map<String, RetiredUse.Part> found = new LinkedHashMap<>();

    private Retirement() {}

    /** @throws BadInput for a name that the database does not have */
    static Retirement read(Connection connection, Collection<String> names) throws SQLException {
        return names.isEmpty() ? new Retirement() : of(names, relations(connection));
    }

    static Retirement of(Collection<String> names, List<Relation> relations) {
        Retirement retirement = new Retirement();
        names.stream().sorted().map(RetiredName::parse).forEach(name -> retirement.add(name, relations));
        return retirement;
    }

    private static List<Relation> relations(Connection connection) throws SQLException {
        Map<String, Relation> relations = new LinkedHashMap<>();
        try (PreparedStatement statement = connection.prepareStatement(COLUMNS);
                ResultSet rows = statement.executeQuery()) {
            while (rows.next()) {
                String quoted = rows.getString("relation");
                String schema = rows.getString("nspname");
                String name = rows.getString("relname");
                relations.computeIfAbsent(quoted, key -> new Relation(schema, name, quoted, new ArrayList<>()));
                Optional<String> column = Optional.ofNullable(rows.getString("attname"));
                if (column.isPresent()) {
                    relations
                            .get(quoted)
                            .columns()
                            .add(new Existing(
                                    column.get(),
                                    rows.getString("quoted"),
                                    rows.getBoolean("not_null"),
                                    rows.getBoolean("has_default")));
                }
            }
        }
        return List.copyOf(relations.values());
    }

    /** Two names may be schema and table, or table and column: the table goes first, as in a FROM clause. */
    private void add(RetiredName name, List<Relation> relations) {
        List<String> parts = name.parts();
        List<String> owner = parts.subList(0, parts.size() - 1);
        Optional<Relation> table = parts.size() < 3 ? relation(parts, relations) : Optional.empty();
        if (table.isPresent()) {
            tables.add(table.get().quoted());
            found.put(name.text(), new RetiredUse.Part(table.get().quoted(), ""));
            return;
        }
        Optional<Relation> relation = owner.isEmpty() ? Optional.empty() : relation(owner, relations);
        Existing column = relation.flatMap(found -> found.columns().stream()
                        .filter(each -> each.name().equals(parts.get(parts.size() - 1)))
                        .findFirst())
                .orElseThrow(() -> unknown(name, relation, relations));
        columns.computeIfAbsent(relation.get().quoted(), key -> new LinkedHashMap<>())
                .put(column.quoted(), column);
        found.put(name.text(), new RetiredUse.Part(relation.get().quoted(), column.quoted()));
    }

    /** What is retired, by what the user wrote. */
    Map<String, RetiredUse.Part> parts() {
        return Collections.unmodifiableMap(found);
    }

    /** Without a schema it is the one in public, or else the first. */
    private static Optional<Relation> relation(List<String> parts, List<Relation> relations) {
        return relations.stream()
                .filter(relation -> relation.name().equals(parts.get(parts.size() - 1))
                        && (parts.size() == 1 || relation.schema().equals(parts.get(0))))
                .findFirst();
    }

    private static BadInput unknown(RetiredName name, Optional<Relation> relation, List<Relation> relations) {
        List<String> there = relation.map(found -> found.columns().stream()
                        .map(column -> found.quoted() + "." + column.quoted())
                        .toList())
                .orElseGet(() -> relations.stream()
                        .flatMap(each -> Stream.concat(
                                Stream.of(each.quoted()),
                                each.columns().stream().map(column -> each.quoted() + "." + column.quoted())))
                        .toList());
        List<String> near = NearNames.of(name.text(), there);
        return new BadInput(
                "--retired " + name.text() + " is neither a table nor a column of the restored database",
                near.isEmpty() ? "name a table or a column that it has" : "there is " + String.join(", ", near));
    }

    boolean isRetired(String table) {
        return tables.contains(table);
    }

    /** The table as the application knows it. An index over a retired column is of no use to it. */
    Table without(Table table) {
        Map<String, Existing> retired = columns.getOrDefault(table.name(), Map.of());
        if (retired.isEmpty()) {
            return table;
        }
        return new Table(
                table.name(),
                table.pages(),
                table.columns().stream()
                        .filter(column -> !retired.containsKey(column.name()))
                        .toList(),
                table.indexes().stream()
                        .filter(index ->
                                index.columns().stream().noneMatch(column -> retired.containsKey(column.name())))
                        .toList());
    }

    /** Why rows can no longer be inserted without the retired columns of the table; empty where they can. */
    Optional<String> preventsInserts(Table table) {
        Map<String, Existing> retired = columns.getOrDefault(table.name(), Map.of());
        return table.columns().stream()
                .filter(column -> retired.containsKey(column.name()) && !column.isFilledByServer())
                .flatMap(column -> whyNeeded(column, retired.get(column.name()), table).stream())
                .findFirst();
    }

    private static Optional<String> whyNeeded(Column column, Existing existing, Table table) {
        if (existing.notNull() && !existing.hasDefault()) {
            return Optional.of("the retired column " + column.name() + " is NOT NULL and has no default");
        }
        boolean unique = table.indexes().stream()
                .anyMatch(index -> index.unique() && index.columns().contains(column));
        return existing.hasDefault() && unique
                ? Optional.of("the default of the retired column " + column.name() + " is not unique")
                : Optional.empty();
    }
}
