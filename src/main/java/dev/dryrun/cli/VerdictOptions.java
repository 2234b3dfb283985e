package dev.dryrun.cli;

import dev.dryrun.plan.Budget;
import dev.dryrun.plan.LoadPlan;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import picocli.CommandLine.Option;

/** The options that say what the migration may cost before the verdict turns. */
final class VerdictOptions {

    @Option(
            names = "--budget",
            paramLabel = "NAME=LIMIT",
            description = "limit on what the application may feel, in place of the default of that name; or none."
                    + " Repeatable. Names: reads-blocked, writes-blocked, errors, stall, p99, pool-empty; the last four also"
                    + " for one class of sessions or one query, as p99@reporting=2s. Default: reads-blocked=500ms,"
                    + " writes-blocked=1s, errors=0")
    private List<String> budgets = new ArrayList<>();

    /** Throws {@link dev.dryrun.plan.BadInput} for a budget of what this load cannot be measured by. */
    void check(LoadPlan load) {
        for (String text : budgets) {
            if (!text.equals("none")) {
                Budget.Name name = budget(text).name();
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
    List<Budget> budgets() {
        Map<String, Budget> byText = new LinkedHashMap<>();
        Budget.defaults().forEach(budget -> byText.put(budget.text(), budget));
        for (String text : budgets) {
            if (text.equals("none")) {
                byText.clear();
            } else {
                Budget budget = budget(text);
                byText.put(budget.text(), budget);
            }
        }
        return byText.values().stream()
                .sorted(Comparator.comparing(Budget::name).thenComparing(Budget::text))
                .toList();
    }

    /** The name of a query may hold anything, the limit neither {@code =} nor {@code @}. */
    private static Budget budget(String text) {
        int equals = text.lastIndexOf('=');
        if (equals < 1) {
            throw new OptionText("--budget", text).refused("is not a budget", "write it as writes-blocked=1s, or none");
        }
        String spelled = text.substring(0, equals);
        int at = spelled.indexOf('@');
        Budget.Name name = name(text, at < 0 ? spelled : spelled.substring(0, at));
        OptionText limit = new OptionText("--budget " + name.text(), text.substring(equals + 1));
        Budget budget = name.isTime() ? Budget.of(name, limit.wholeMillis()) : new Budget(name, limit.wholeNumber(0));
        return at < 0 ? budget : limited(budget, text, spelled.substring(at + 1));
    }

    private static Budget limited(Budget budget, String text, String part) {
        if (part.isBlank()) {
            throw new OptionText("--budget", text)
                    .refused("names no class of sessions and no query", "write it as p99@reporting=2s");
        }
        if (!budget.name().isOfRequests()) {
            throw new OptionText("--budget", text)
                    .refused("limits what is of tables to some requests", "leave out @" + part);
        }
        return budget.limitedTo(part);
    }

    private static Budget.Name name(String text, String spelled) {
        return Arrays.stream(Budget.Name.values())
                .filter(name -> name.text().equals(spelled))
                .findFirst()
                .orElseThrow(
                        () -> new OptionText("--budget", text).refused("names no budget", "use one of: " + names()));
    }

    private static String names() {
        return Arrays.stream(Budget.Name.values()).map(Budget.Name::text).collect(Collectors.joining(", "));
    }
}
