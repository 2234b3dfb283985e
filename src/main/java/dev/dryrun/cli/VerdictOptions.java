package dev.dryrun.cli;

import dev.dryrun.plan.Budget;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import picocli.CommandLine.Option;

/** The options that say what the migration may cost before the verdict turns. */
final class VerdictOptions {

    @Option(
            names = "--budget",
            paramLabel = "NAME=LIMIT",
            description = "limit on what the application may feel, in place of the default of that name; or"
                    + " none. Repeatable. Default: reads-blocked=500ms, writes-blocked=1s, errors=0")
    private List<String> budgets = new ArrayList<>();

    /** The default budgets, changed in the order in which the user wrote the changes; {@code none} clears them. */
    List<Budget> budgets() {
        Map<Budget.Name, Budget> byName = new EnumMap<>(Budget.Name.class);
        Budget.defaults().forEach(budget -> byName.put(budget.name(), budget));
        for (String text : budgets) {
            if (text.equals("none")) {
                byName.clear();
            } else {
                Budget budget = budget(text);
                byName.put(budget.name(), budget);
            }
        }
        return List.copyOf(byName.values());
    }

    private static Budget budget(String text) {
        int equals = text.indexOf('=');
        if (equals < 1) {
            throw new OptionText("--budget", text).refused("is not a budget", "write it as writes-blocked=1s, or none");
        }
        Budget.Name name = name(text, text.substring(0, equals));
        OptionText limit = new OptionText("--budget " + name.text(), text.substring(equals + 1));
        return name.unit().equals("ms") ? Budget.of(name, limit.wholeMillis()) : new Budget(name, limit.wholeNumber(0));
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
