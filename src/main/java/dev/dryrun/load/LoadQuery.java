package dev.dryrun.load;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;

/**
 * One statement of the load, as an application deployed before the migration would send it.
 *
 * @param name what it does to which table, in words
 * @param sql its text with {@code ?} for parameters
 * @param weight its share of the requests, relative to the other queries
 * @param parameterRows parameter lists taken from the data, as text; a value is empty where the column is null
 * @param fresh by position in the list: the parameters that get a new value in every request
 */
public record LoadQuery(
        String name,
        String sql,
        boolean writes,
        int weight,
        List<List<Optional<String>>> parameterRows,
        Map<Integer, FreshValue> fresh) {

    private static final long SEED = 0x5EED_10ADL;

    public LoadQuery {
        if (name.isBlank() || sql.isBlank() || weight < 1) {
            throw new IllegalArgumentException("not a query of the load: " + name + ", weight " + weight);
        }
        if (parameterRows.isEmpty()) {
            throw new IllegalArgumentException("no parameters for " + name + "; one empty list says that it has none");
        }
        parameterRows = parameterRows.stream().map(List::copyOf).toList();
        fresh = Map.copyOf(fresh);
    }

    LoadQuery withWeight(int newWeight) {
        return new LoadQuery(name, sql, writes, newWeight, parameterRows, fresh);
    }

    /** The parameters of request {@code number}: the same ones in every run. */
    List<Optional<String>> parameters(long number) {
        SplittableRandom random = new SplittableRandom(SEED + number);
        List<Optional<String>> row = parameterRows.get(random.nextInt(parameterRows.size()));
        if (fresh.isEmpty()) {
            return row;
        }
        List<Optional<String>> values = new ArrayList<>(row);
        // In the order of positions, so that the random values do not depend on the order of a hash map.
        for (int i = 0; i < values.size(); i++) {
            Optional<FreshValue> rule = Optional.ofNullable(fresh.get(i));
            if (rule.isPresent()) {
                values.set(i, values.get(i).map(value -> rule.get().next(value, number, random)));
            }
        }
        return values;
    }

    /** Without the values, which are the user's data. */
    @Override
    public String toString() {
        return "LoadQuery[" + name + ", weight " + weight + ", " + parameterRows.size() + " rows]";
    }
}
