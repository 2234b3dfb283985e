package dev.dryrun.profile;

import dev.dryrun.plan.BadInput;
import dev.dryrun.plan.Budget;
import java.util.List;
import java.util.stream.Stream;

/** Checks that the budgets of single classes or queries name what the profile has. */
public final class BudgetParts {

    private static final int SHOWN = 5;

    private BudgetParts() {}

    private static String some(List<String> queries) {
        int hidden = queries.size() - SHOWN;
        return String.join("; ", queries.stream().limit(SHOWN).toList())
                + (hidden > 0 ? "; and " + hidden + " more" : "");
    }

    /** @throws BadInput for a budget that would measure nothing */
    public static void check(List<Budget> budgets, LoadProfile profile) {
        List<String> classes =
                profile.sessions().stream().map(SessionClass::name).toList();
        List<String> queries = profile.queries().stream().map(LoadQuery::name).toList();
        for (Budget budget : budgets) {
            boolean pool = budget.name() == Budget.Name.POOL_EMPTY;
            List<String> allowed = pool
                    ? classes
                    : Stream.concat(classes.stream(), queries.stream()).toList();
            if (budget.part().isPresent() && !allowed.contains(budget.part().get())) {
                throw new BadInput(
                        "--budget " + budget.text() + ": the load " + profile.name() + " has no "
                                + (pool ? "class of sessions" : "class of sessions or query") + " of that name",
                        "it has the " + (classes.size() == 1 ? "class " : "classes ") + String.join(", ", classes)
                                + (pool ? "" : ", and the queries " + some(queries)));
            }
        }
    }
}
