package dev.dryrun.load;

import dev.dryrun.profile.Action;
import dev.dryrun.profile.FreshValue;
import dev.dryrun.profile.ValueSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The parameters of an INSERT that stand for columns of the rows which it inserts. */
final class InsertedValues {

    /** How far apart the counted values of one statement's rows begin. */
    private static final long APART = 10_000_000;

    /** A parameter and the column, in its position among those named, that it is for. */
    private record Value(int number, Column column, int position, int row) {}

    private final List<Value> values = new ArrayList<>();

    void add(int number, Column column, int position, int row) {
        values.add(new Value(number, column, position, row));
    }

    List<Integer> numbers() {
        return values.stream().map(Value::number).toList();
    }

    /** For each model row the values of all parameters: the rows of one statement are copies of different ones. */
    List<List<Optional<String>>> together(List<List<Optional<String>>> models) {
        List<List<Optional<String>>> together = new ArrayList<>();
        for (int i = 0; i < models.size(); i++) {
            int first = i;
            together.add(values.stream()
                    .map(value ->
                            models.get((first + value.row()) % models.size()).get(value.position()))
                    .toList());
        }
        return together;
    }

    /** The draws that give each row a new value for a column. */
    List<Action> fresh(Column column, FreshValue rule) {
        List<Action> draws = new ArrayList<>();
        for (Value value : values) {
            if (value.column().equals(column)) {
                String variable = String.valueOf(value.number());
                FreshValue own = rule instanceof FreshValue.Counting counting
                        ? new FreshValue.Counting(counting.above() + value.row() * APART)
                        : rule;
                draws.add(new Action.Draw(List.of(variable), new ValueSource.Fresh(variable, own)));
            }
        }
        return draws;
    }
}
