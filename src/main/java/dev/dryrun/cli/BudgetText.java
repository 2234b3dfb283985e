package dev.dryrun.cli;

import dev.dryrun.Baseline;
import dev.dryrun.compare.RelativeBudget;
import dev.dryrun.plan.Budget;
import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A budget as it is written on the command line: {@code writes-blocked=1s}, {@code p99@reporting=2s}, {@code errors=+20%}.
 *
 * @param part the class of sessions, or the query, that it is limited to
 */
record BudgetText(String text, Budget.Name name, Optional<String> part, String limit) {

    private static final Pattern RELATIVE = Pattern.compile("\\+(?<percent>[0-9]{1,6}(?:\\.[0-9]{1,3})?)%");

    /** The name of a query may hold anything, the limit neither {@code =} nor {@code @}. */
    static BudgetText parse(String text) {
        int equals = text.lastIndexOf('=');
        if (equals < 1) {
            throw new OptionText("--budget", text).refused("is not a budget", "write it as writes-blocked=1s, or none");
        }
        String spelled = text.substring(0, equals);
        int at = spelled.indexOf('@');
        Budget.Name name = name(text, at < 0 ? spelled : spelled.substring(0, at));
        Optional<String> part = at < 0 ? Optional.empty() : Optional.of(spelled.substring(at + 1));
        part.ifPresent(only -> checkPart(text, name, only));
        BudgetText budget = new BudgetText(text, name, part, text.substring(equals + 1));
        if (!budget.isRelative()) {
            budget.absolute();
        }
        return budget;
    }

    private static void checkPart(String text, Budget.Name name, String part) {
        if (part.isBlank()) {
            throw new OptionText("--budget", text)
                    .refused("names no class of sessions and no query", "write it as p99@reporting=2s");
        }
        if (!name.isOfRequests()) {
            throw new OptionText("--budget", text)
                    .refused("limits what is of tables to some requests", "leave out @" + part);
        }
    }

    /** With its limit; throws {@link dev.dryrun.plan.BadInput} for a relative one where there is nothing to relate it to. */
    Budget budget(Optional<Baseline> baseline) {
        if (!isRelative()) {
            return absolute();
        }
        Baseline earlier = baseline.orElseThrow(() -> new OptionText("--budget", text)
                .refused("is relative to a baseline, and there is none", "add --baseline results/RUN"));
        earlier.refuseForBudgets();
        return new RelativeBudget(name, part, percent())
                .against(earlier.report())
                .orElseThrow(() -> earlier.notMeasured(name, text));
    }

    private boolean isRelative() {
        return limit.endsWith("%");
    }

    private double percent() {
        Matcher match = RELATIVE.matcher(limit);
        if (!match.matches()) {
            throw new OptionText("--budget", text)
                    .refused("is not a share of the baseline", "write it as " + name.text() + "=+20%");
        }
        return Double.parseDouble(match.group("percent"));
    }

    private Budget absolute() {
        OptionText value = new OptionText("--budget " + name.text(), limit);
        Budget budget = name.isTime() ? Budget.of(name, value.wholeMillis()) : new Budget(name, value.wholeNumber(0));
        return part.map(budget::limitedTo).orElse(budget);
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
