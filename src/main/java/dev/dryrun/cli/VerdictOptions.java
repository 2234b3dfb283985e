package dev.dryrun.cli;

import dev.dryrun.Baseline;
import dev.dryrun.plan.Budget;
import dev.dryrun.plan.LoadPlan;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Option;

/** The options that say what the migration may cost before the verdict turns. */
final class VerdictOptions {

    private static final String NONE = "none";

    @Option(
            names = "--budget",
            paramLabel = "NAME=LIMIT",
            description = "limit on what the application may feel, in place of the default of that name; or none."
                    + " Repeatable. Names: reads-blocked, writes-blocked, errors, stall, p99, pool-empty; the last four also"
                    + " for one class of sessions or one query, as p99@reporting=2s. Default: reads-blocked=500ms,"
                    + " writes-blocked=1s, errors=0")
    private List<String> budgets = new ArrayList<>();

    @Option(
            names = "--baseline",
            paramLabel = "RUN",
            description = "an earlier run, its directory or report.json, that this one is compared with; budgets may be"
                    + " relative to it (writes-blocked=+20%%)")
    private Optional<String> baseline = Optional.empty();

    /** The earlier run, read now; throws {@link dev.dryrun.plan.BadInput} where it cannot be. */
    Optional<Baseline> baseline() {
        return baseline.map(text -> Baseline.read(new OptionText("--baseline", text).path()));
    }

    /** Throws {@link dev.dryrun.plan.BadInput} for a budget of what this load cannot be measured by. */
    void check(LoadPlan load) {
        for (String text : budgets) {
            if (!text.equals(NONE)) {
                Budget.Name name = BudgetText.parse(text).name();
                if (load.isNone() && name.isOfRequests()) {
                    throw new OptionText("--budget", text)
                            .refused("does not go with --load none: there are no requests", "leave one of them out");
                }
                if (load.pool().held() && name == Budget.Name.POOL_EMPTY) {
                    throw new OptionText("--budget", text)
                            .refused("does not go with --held-connections: there is no pool", "leave one of them out");
                }
            }
        }
    }

    /** The default budgets, changed in the order in which the user wrote the changes; {@code none} clears them. */
    List<Budget> budgets(Optional<Baseline> earlier) {
        Map<String, Budget> byText = new LinkedHashMap<>();
        Budget.defaults().forEach(budget -> byText.put(budget.text(), budget));
        for (String text : budgets) {
            if (text.equals(NONE)) {
                byText.clear();
            } else {
                Budget budget = BudgetText.parse(text).budget(earlier);
                byText.put(budget.text(), budget);
            }
        }
        return byText.values().stream()
                .sorted(Comparator.comparing(Budget::name).thenComparing(Budget::text))
                .toList();
    }
}
