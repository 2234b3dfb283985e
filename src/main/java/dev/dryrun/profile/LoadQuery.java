package dev.dryrun.profile;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * One kind of request, as an application deployed before the migration would make it: a statement, or a transaction of
 * several with the time to think between them.
 *
 * @param name what it does to which table, in words
 * @param session the name of its {@link SessionClass}
 * @param weight its share of the requests, relative to the other queries that have no rate of their own
 * @param ratePerSecond its own rate, whatever the others' is
 */
public record LoadQuery(
        String name,
        String session,
        boolean writes,
        double weight,
        OptionalDouble ratePerSecond,
        List<Action> actions) {

    public LoadQuery {
        actions = List.copyOf(actions);
        if (name.isBlank()
                || !(weight > 0)
                || actions.stream().flatMap(Action::statements).findAny().isEmpty()) {
            throw new IllegalArgumentException("not a query of the load: " + name + ", weight " + weight);
        }
    }

    /**
     * A single statement whose parameters are taken from the data.
     *
     * @param rows parameter lists as text; a value is empty where the column is null
     */
    public static LoadQuery of(String name, String sql, boolean writes, List<List<Optional<String>>> rows) {
        List<String> variables = IntStream.rangeClosed(1, rows.get(0).size())
                .mapToObj(String::valueOf)
                .toList();
        List<Action> actions = List.of(
                new Action.Draw(variables, new ValueSource.Rows(rows, Distribution.UNIFORM)),
                new Action.Execute(sql, variables));
        return new LoadQuery(name, SessionClass.APPLICATION.name(), writes, 1, OptionalDouble.empty(), actions);
    }

    /** The same query; its parameters at these positions, counted from 0, get a new value in every request. */
    public LoadQuery withFresh(Map<Integer, FreshValue> fresh) {
        List<Action> all = new ArrayList<>(actions.subList(0, actions.size() - 1));
        // In the order of positions, so that the random values do not depend on the order of a hash map.
        new TreeMap<>(fresh).forEach((position, rule) -> {
            String variable = String.valueOf(position + 1);
            all.add(new Action.Draw(List.of(variable), new ValueSource.Fresh(variable, rule)));
        });
        all.add(actions.get(actions.size() - 1));
        return new LoadQuery(name, session, writes, weight, ratePerSecond, all);
    }

    /** The same query with other actions. */
    public LoadQuery withActions(List<Action> newActions) {
        return new LoadQuery(name, session, writes, weight, ratePerSecond, newActions);
    }

    public LoadQuery withWrites(boolean newWrites) {
        return new LoadQuery(name, session, newWrites, weight, ratePerSecond, actions);
    }

    /** Begins a request. */
    public Course begin(Draws draws) {
        return new Course(actions, draws);
    }

    public LoadQuery withWeight(double newWeight) {
        return new LoadQuery(name, session, writes, newWeight, ratePerSecond, actions);
    }

    /** The texts of its statements, each but the last with a semicolon. */
    public String sql() {
        return actions.stream()
                .flatMap(Action::statements)
                .map(Action.Execute::sql)
                .collect(Collectors.joining(";\n"));
    }

    /** Without the values, which are the user's data. */
    @Override
    public String toString() {
        return "LoadQuery[" + name + ", weight " + weight + "]";
    }
}
