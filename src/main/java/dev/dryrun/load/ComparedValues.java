package dev.dryrun.load;

import dev.dryrun.profile.QueryText.Use;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The parameters of a statement that stand for columns of its tables. Those of one table belong together; a column that
 * is compared more than once needs values from as many rows.
 */
final class ComparedValues {

    /** Parameters whose values come from one row. */
    record Group(NamedTable table, List<Integer> numbers, List<Column> columns) {

        private Group(NamedTable table) {
            this(table, new ArrayList<>(), new ArrayList<>());
        }
    }

    /** A lower and an upper bound of the same column. */
    record Bounds(NamedTable table, Column column, int lower, int upper) {}

    /** One row of one table, by their numbers. */
    private record Key(int table, int row) {}

    /** A column that has been used already. */
    private record Seen(int table, Column column, boolean assigned) {}

    private static final Set<String> LOWER = Set.of(">", ">=");
    private static final Set<String> UPPER = Set.of("<", "<=");

    private final List<NamedTable> tables;
    private final Map<Key, Group> groups = new LinkedHashMap<>();
    private final Map<Seen, Integer> seen = new HashMap<>();
    private final Map<Seen, Integer> lower = new HashMap<>();
    private final List<Bounds> bounds = new ArrayList<>();

    ComparedValues(List<NamedTable> tables) {
        this.tables = tables;
    }

    void add(int number, NamedTable table, Column column, Use use) {
        Seen key = new Seen(tables.indexOf(table), column, use instanceof Use.Assigned);
        String operator = use instanceof Use.Compared compared ? compared.operator() : "=";
        if (UPPER.contains(operator) && lower.containsKey(key)) {
            int partner = lower.remove(key);
            groups.values().forEach(group -> forget(group, partner));
            bounds.add(new Bounds(table, column, partner, number));
            return;
        }
        if (LOWER.contains(operator)) {
            lower.put(key, number);
        }
        int row = seen.merge(key, 1, Integer::sum) - 1;
        Group group = groups.computeIfAbsent(new Key(key.table(), row), ignored -> new Group(table));
        group.numbers().add(number);
        group.columns().add(column);
    }

    private static void forget(Group group, int number) {
        int at = group.numbers().indexOf(number);
        if (at >= 0) {
            group.numbers().remove(at);
            group.columns().remove(at);
        }
    }

    List<Group> groups() {
        return groups.values().stream()
                .filter(group -> !group.numbers().isEmpty())
                .toList();
    }

    List<Bounds> bounds() {
        return bounds;
    }
}
