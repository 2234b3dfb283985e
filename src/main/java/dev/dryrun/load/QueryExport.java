package dev.dryrun.load;

import dev.dryrun.profile.Action;
import dev.dryrun.profile.LoadQuery;
import dev.dryrun.profile.ValueSource;
import dev.dryrun.script.QueryToken;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** One derived query in the words of a profile in YAML. */
final class QueryExport {

    private final LoadQuery query;
    private final ProfileDerivation.Draft draft;

    QueryExport(LoadQuery query, ProfileDerivation.Draft draft) {
        this.query = query;
        this.draft = draft;
    }

    Map<String, Object> fields() {
        List<Column> columns = columns();
        Map<String, Object> fields = ProfileExport.mapping();
        fields.put("name", query.name());
        fields.put("weight", query.weight() == Math.rint(query.weight()) ? (long) query.weight() : query.weight());
        Map<String, Object> parameters = parameters(columns);
        if (!parameters.isEmpty()) {
            fields.put("parameters", parameters);
        }
        if (draft.query().kind() == QueryDraft.Kind.INSERT) {
            fields.put("transaction", List.of(Map.of("sql", insert(columns)), Map.of("sql", removal(columns))));
        } else {
            fields.put("sql", named(draft.query().sql(), columns));
        }
        return fields;
    }

    /** Values of a profile are never null: an insert leaves out the columns that sometimes are. */
    private List<Column> columns() {
        List<Column> all = draft.query().parameters();
        boolean insert = draft.query().kind() == QueryDraft.Kind.INSERT;
        return all.stream()
                .filter(column -> !insert || isAlwaysFilled(all.indexOf(column)))
                .toList();
    }

    private boolean isAlwaysFilled(int position) {
        return query.actions().stream()
                .flatMap(action -> action instanceof Action.Draw draw ? Stream.of(draw.values()) : Stream.empty())
                .flatMap(values -> values instanceof ValueSource.Rows rows ? rows.rows().stream() : Stream.empty())
                .allMatch(row -> row.get(position).isPresent());
    }

    private Map<String, Object> parameters(List<Column> columns) {
        Map<String, Object> parameters = ProfileExport.mapping();
        List<Column> copied = columns.stream()
                .filter(column -> !draft.query().fresh().contains(column))
                .toList();
        if (copied.size() == 1) {
            parameters.put(variable(columns, copied.get(0)), Map.of("column", path(copied.get(0))));
        } else if (!copied.isEmpty()) {
            String names =
                    copied.stream().map(column -> variable(columns, column)).collect(Collectors.joining(", "));
            parameters.put(
                    names, Map.of("columns", copied.stream().map(this::path).toList()));
        }
        columns.stream()
                .filter(draft.query().fresh()::contains)
                .forEach(column -> parameters.put(variable(columns, column), Map.of("fresh", path(column))));
        return parameters;
    }

    private String path(Column column) {
        return draft.table().name() + "." + column.name();
    }

    private static String variable(List<Column> columns, Column column) {
        String plain = column.name().replaceAll("\\W", "_");
        return plain.matches("[a-z_][a-z0-9_]*")
                        && columns.stream()
                                        .filter(each -> each.name()
                                                .replaceAll("\\W", "_")
                                                .equals(plain))
                                        .count()
                                == 1
                ? plain
                : "p" + (columns.indexOf(column) + 1);
    }

    private String insert(List<Column> columns) {
        if (columns.isEmpty()) {
            return "INSERT INTO " + draft.table().name() + " DEFAULT VALUES";
        }
        String names = columns.stream().map(Column::name).collect(Collectors.joining(", "));
        String values =
                columns.stream().map(column -> ":" + variable(columns, column)).collect(Collectors.joining(", "));
        return "INSERT INTO " + draft.table().name() + " (" + names + ") VALUES (" + values + ")";
    }

    /** A row is found again by its key, as far as the profile knows it, or the sequence that it is from. */
    private String removal(List<Column> columns) {
        List<Column> key = draft.table().key();
        boolean deletes = query.actions().stream()
                .flatMap(Action::statements)
                .anyMatch(statement -> statement.sql().startsWith("DELETE "));
        boolean found = key.stream()
                .allMatch(column ->
                        columns.contains(column) || column.isAny(Column.Trait.IDENTITY, Column.Trait.SEQUENCE_DEFAULT));
        if (!deletes || !found) {
            return "ROLLBACK";
        }
        return key.stream()
                .map(column -> column.name() + " = "
                        + (columns.contains(column) ? ":" + variable(columns, column) : currentValue(column)))
                .collect(Collectors.joining(
                        " AND ", "DELETE FROM " + draft.table().name() + " WHERE ", ""));
    }

    /** In a SELECT of its own, so that it is computed once and an index can be used. */
    private String currentValue(Column column) {
        String name = column.name().startsWith("\"")
                ? column.name().substring(1, column.name().length() - 1).replace("\"\"", "\"")
                : column.name();
        return "(SELECT currval(pg_get_serial_sequence(" + literal(draft.table().name()) + ", " + literal(name) + ")))";
    }

    private static String literal(String text) {
        return "'" + text.replace("'", "''") + "'";
    }

    private static String named(String sql, List<Column> columns) {
        StringBuilder named = new StringBuilder();
        Iterator<Column> next = new ArrayList<>(columns).iterator();
        int at = 0;
        for (QueryToken token : QueryToken.in(sql)) {
            if (token.isSign("?") && next.hasNext()) {
                named.append(sql, at, token.start()).append(':').append(variable(columns, next.next()));
                at = token.end();
            }
        }
        return named.append(sql.substring(at)).toString();
    }
}
