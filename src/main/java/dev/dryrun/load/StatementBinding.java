package dev.dryrun.load;

import dev.dryrun.profile.Action;
import dev.dryrun.profile.Distribution;
import dev.dryrun.profile.FreshValue;
import dev.dryrun.profile.LoadQuery;
import dev.dryrun.profile.MeasuredStatement;
import dev.dryrun.profile.QueryText;
import dev.dryrun.profile.QueryText.Use;
import dev.dryrun.profile.SessionClass;
import dev.dryrun.profile.ValueSource;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;

/**
 * Finds values for the parameters of one statement: those that are compared with columns of one table, or assigned to
 * them, come from one row, so that what is found is there and what is written is what was there before.
 */
final class StatementBinding {

    /** A statement that no values can be found for. */
    static final class Impossible extends Exception {

        private static final long serialVersionUID = 1L;

        Impossible(String message) {
            super(message);
        }
    }

    /** Of the arrays that columns are compared with. */
    private static final int ELEMENTS = 5;

    private final Connection connection;
    private final MeasuredStatement statement;
    private final QueryText text;
    private final List<ParameterType> types;
    private final List<NamedTable> tables = new ArrayList<>();
    private final List<Action> draws = new ArrayList<>();
    private final Set<Integer> bound = new HashSet<>();

    private StatementBinding(Connection connection, MeasuredStatement statement) throws SQLException {
        this.connection = connection;
        this.statement = statement;
        this.text = QueryText.of(statement.sql());
        this.types = ParameterType.of(connection, text);
        for (QueryText.TableName name : text.tables()) {
            NamedTable.find(connection, name).ifPresent(tables::add);
        }
    }

    /** The statement with values for its parameters; it has not been tried. */
    static LoadQuery bind(Connection connection, MeasuredStatement statement, String name)
            throws SQLException, Impossible {
        StatementBinding binding = new StatementBinding(connection, statement);
        binding.inserted();
        binding.fromRows();
        binding.rest();
        return new LoadQuery(
                name,
                SessionClass.APPLICATION.name(),
                true,
                statement.calls(),
                OptionalDouble.empty(),
                binding.actions());
    }

    private List<Action> actions() {
        List<Integer> order = text.order();
        String sql = text.forDriver(
                number -> Collections.frequency(order, number) > 1,
                number -> types.get(number - 1).name());
        List<Action> actions = new ArrayList<>(draws);
        actions.add(new Action.Execute(sql, order.stream().map(String::valueOf).toList()));
        return actions;
    }

    /** The rows of an INSERT: copies of existing ones, but for what has to be unique. */
    private void inserted() throws SQLException, Impossible {
        if (tables.isEmpty() || text.uses().values().stream().noneMatch(Use.Inserted.class::isInstance)) {
            return;
        }
        NamedTable target = tables.get(0);
        List<Column> named = insertColumns(target);
        InsertedValues values = new InsertedValues();
        text.uses().forEach((number, use) -> {
            int position = position(use, target, named);
            if (position >= 0 && position < named.size()) {
                int row = use instanceof Use.Inserted inserted ? inserted.row() : 0;
                values.add(number, named.get(position), position, row);
            }
        });
        TableSample sample = sample(target);
        draw(values.numbers(), values.together(sample.models(named)));
        Set<Column> fresh = text.isUpsert() ? Set.of() : fresh(target.table(), named);
        for (Column column : fresh) {
            FreshValue rule = sample.fresh(column)
                    .orElseThrow(() -> new Impossible("no new values are left for " + column.name()));
            draws.addAll(values.fresh(column, rule));
        }
    }

    /** Which of the inserted columns a parameter is for; what ON CONFLICT sets is that of the same row. */
    private static int position(Use use, NamedTable target, List<Column> named) {
        if (use instanceof Use.Inserted inserted) {
            return inserted.position();
        }
        return use instanceof Use.Assigned assigned
                ? Optional.ofNullable(target.columns().get(assigned.column().name()))
                        .map(typed -> named.indexOf(typed.column()))
                        .orElse(-1)
                : -1;
    }

    private static Set<Column> fresh(Table table, List<Column> named) throws Impossible {
        InsertModel model = InsertModel.of(table, named);
        if (model instanceof InsertModel.Impossible impossible) {
            throw new Impossible(impossible.reason());
        }
        return ((InsertModel.Possible) model).fresh();
    }

    private List<Column> insertColumns(NamedTable target) {
        return text.insertColumns().isEmpty()
                ? target.table().columns()
                : text.insertColumns().stream()
                        .flatMap(name -> Optional.ofNullable(target.columns().get(name)).stream())
                        .map(NamedTable.Typed::column)
                        .toList();
    }

    /** What is compared with columns, or assigned to them. */
    private void fromRows() throws SQLException {
        ComparedValues values = new ComparedValues(tables);
        for (Map.Entry<Integer, Use> entry : text.uses().entrySet()) {
            int number = entry.getKey();
            Optional<ColumnMatch> match = match(entry.getValue(), types.get(number - 1));
            if (bound.contains(number)) {
                continue;
            }
            if (match.isPresent() && match.get().inArray()) {
                arrays(number, match.get());
            } else if (match.isPresent()) {
                values.add(number, match.get().table(), match.get().column(), entry.getValue());
            }
        }
        for (ComparedValues.Group group : values.groups()) {
            draw(group.numbers(), sample(group.table()).keys(group.columns()));
        }
        for (ComparedValues.Bounds bounds : values.bounds()) {
            draw(List.of(bounds.lower(), bounds.upper()), sample(bounds.table()).ranges(bounds.column()));
        }
    }

    private TableSample sample(NamedTable table) {
        return new TableSample(connection, table.table());
    }

    private void arrays(int number, ColumnMatch match) throws SQLException {
        List<List<Optional<String>>> rows = sample(match.table()).keys(List.of(match.column()));
        draw(List.of(number), arrays(rows));
    }

    /** Each value with those of the rows after it, as a text of an array. */
    private static List<List<Optional<String>>> arrays(List<List<Optional<String>>> rows) {
        List<List<Optional<String>>> arrays = new ArrayList<>();
        for (int i = 0; i < rows.size(); i++) {
            List<String> elements = new ArrayList<>();
            for (int next = 0; next < Math.min(ELEMENTS, rows.size()); next++) {
                String value = rows.get((i + next) % rows.size()).get(0).orElseThrow();
                elements.add('"' + value.replace("\\", "\\\\").replace("\"", "\\\"") + '"');
            }
            arrays.add(List.of(Optional.of("{" + String.join(",", elements) + "}")));
        }
        return arrays;
    }

    /** A column of the database that a parameter belongs to. */
    private record ColumnMatch(NamedTable table, Column column, boolean inArray) {}

    private Optional<ColumnMatch> match(Use use, ParameterType type) {
        if (use instanceof Use.Assigned assigned) {
            return match(assigned.column(), type, false);
        }
        return use instanceof Use.Compared compared
                ? match(compared.column(), type, compared.inArray())
                : Optional.empty();
    }

    private Optional<ColumnMatch> match(QueryText.ColumnUse wanted, ParameterType type, boolean inArray) {
        for (NamedTable table : tables) {
            boolean named = wanted.table().map(table.alias()::equals).orElse(true);
            NamedTable.Typed typed = table.columns().get(wanted.name());
            if (named && typed != null) {
                boolean element = inArray && type.element() == typed.type();
                boolean same = type.oid() == typed.type() || type.category() == typed.category() && !hasOwnForm(type);
                return element || same && !inArray
                        ? Optional.of(new ColumnMatch(table, typed.column(), inArray))
                        : Optional.empty();
            }
        }
        return Optional.empty();
    }

    /** Types of one category that do not read each other's values. */
    private static boolean hasOwnForm(ParameterType type) {
        return "AEURGXI".indexOf(type.category()) >= 0;
    }

    /** Whatever is left gets some value of its type. */
    private void rest() throws SQLException {
        for (Map.Entry<Integer, Use> entry : text.uses().entrySet()) {
            int number = entry.getKey();
            ParameterType type = types.get(number - 1);
            if (bound.contains(number)) {
                continue;
            }
            Optional<List<List<Optional<String>>>> rows =
                    entry.getValue() instanceof Use.Plain plain ? plain(plain.purpose(), type) : Optional.empty();
            draw(List.of(number), rows.isPresent() ? rows.get() : byType(type));
        }
    }

    private Optional<List<List<Optional<String>>>> plain(QueryText.Purpose purpose, ParameterType type) {
        return switch (purpose) {
            case LIMIT -> Optional.of(one(Long.toString(usualRows())));
            case OFFSET -> Optional.of(one("0"));
            case UNIT -> Optional.of(one("day"));
            case TEMPLATE -> Optional.of(one("YYYY-MM-DD"));
            case TIME_ZONE -> Optional.of(one("UTC"));
            // What is added to a stored number each time must not grow until it fits no more.
            case ADDED -> type.isNumber() ? Optional.of(one("0")) : Optional.empty();
            case UNKNOWN -> Optional.empty();
        };
    }

    /** What a call returned on average. */
    private long usualRows() {
        return statement.rows().isEmpty()
                ? 20
                : Math.max(1, Math.round(statement.rows().getAsDouble() / statement.calls()));
    }

    private List<List<Optional<String>>> byType(ParameterType type) throws SQLException {
        boolean telling = "NSB".indexOf(type.category()) < 0;
        for (NamedTable table : tables) {
            for (NamedTable.Typed typed : table.columns().values()) {
                if (telling && typed.type() == type.oid()) {
                    List<List<Optional<String>>> rows = sample(table).keys(List.of(typed.column()));
                    if (!rows.isEmpty()) {
                        return rows;
                    }
                }
            }
        }
        return List.of(List.of(type.someValue()));
    }

    private static List<List<Optional<String>>> one(String value) {
        return List.of(List.of(Optional.of(value)));
    }

    private void draw(List<Integer> numbers, List<List<Optional<String>>> rows) {
        if (!rows.isEmpty()) {
            bound.addAll(numbers);
            draws.add(new Action.Draw(
                    numbers.stream().map(String::valueOf).toList(), new ValueSource.Rows(rows, Distribution.UNIFORM)));
        }
    }
}
