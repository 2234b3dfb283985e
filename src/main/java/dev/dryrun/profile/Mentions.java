package dev.dryrun.profile;

import java.util.LinkedHashSet;
import java.util.Set;

/** The variables that an expression mentions. */
final class Mentions {

    private Mentions() {}

    static Set<String> in(Expression expression) {
        Set<String> names = new LinkedHashSet<>();
        add(expression, names);
        return names;
    }

    private static void add(Expression expression, Set<String> names) {
        if (expression instanceof Expression.Variable variable) {
            names.add(variable.name());
        } else if (expression instanceof Expression.Call call) {
            call.arguments().forEach(argument -> add(argument, names));
        } else if (expression instanceof Expression.Either either) {
            add(either.first(), names);
            add(either.second(), names);
        } else if (expression instanceof Expression.Choice choice) {
            choice.conditions().forEach(condition -> add(condition, names));
            choice.results().forEach(result -> add(result, names));
            add(choice.otherwise(), names);
        }
    }
}
