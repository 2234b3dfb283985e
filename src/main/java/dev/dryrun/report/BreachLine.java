package dev.dryrun.report;

import dev.dryrun.plan.Budget;
import dev.dryrun.report.VerdictReport.Breach;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * A breached budget in plain words. Tables that a step did not lock itself, but that were blocked through one that it did,
 * share a line: a partitioned table may have hundreds.
 */
public record BreachLine(String budget, Optional<Integer> step, String words) {

    private static final int NAMES_SHOWN = 3;
    private static final long FEW = 100;

    /** What shares a line; a breach by a locked table has one for itself. */
    private record Key(String budget, Optional<Integer> step, Optional<String> locked, List<String> through) {}

    /** The words as a sentence. */
    String sentence() {
        return words.substring(0, 1).toUpperCase(Locale.ROOT) + words.substring(1) + ".";
    }

    public static List<BreachLine> of(Report report) {
        Map<Key, List<Breach>> lines = new LinkedHashMap<>();
        for (Breach breach : report.verdict().breaches()) {
            Optional<String> locked = isIndirect(report, breach)
                    ? Optional.empty()
                    : breach.relation().or(() -> Optional.of(""));
            lines.computeIfAbsent(
                            new Key(text(breach), breach.step(), locked, through(report, breach)),
                            ignored -> new ArrayList<>())
                    .add(breach);
        }
        return lines.values().stream()
                .map(same -> new BreachLine(text(same.get(0)), same.get(0).step(), words(report, same)))
                .toList();
    }

    /** {@code step 2 blocked reads of public.orders for up to 3.24 s (limit 500 ms)}. */
    private static String words(Report report, List<Breach> same) {
        Breach first = same.get(0);
        String limit = " (limit " + VerdictWords.limit(first.budget(), first.limit()) + ")";
        if (first.budget().isOfRequests()) {
            return felt(first) + limit;
        }
        String who = first.step().map(step -> "step " + step).orElse("the migration");
        double worst = same.stream().mapToDouble(Breach::measured).max().orElseThrow();
        return who + " " + blocked(report, same) + " for up to "
                + Figures.beyond(VerdictWords.milliseconds(worst), Duration.ofMillis(first.limit())) + limit;
    }

    private static String text(Breach breach) {
        return new Budget(breach.budget(), breach.limit(), breach.part()).text();
    }

    /** What requests felt, all of them or those of a class or a query. */
    private static String felt(Breach breach) {
        String those = breach.part().map(part -> " of " + part).orElse("");
        String due = breach.step().map(step -> " due in step " + step).orElse(" due after the last step");
        String measured = breach.budget().isTime()
                ? Figures.beyond(VerdictWords.milliseconds(breach.measured()), Duration.ofMillis(breach.limit()))
                : Figures.count((long) breach.measured(), "request");
        return switch (breach.budget()) {
            case STALL -> "a request" + those + met(breach) + " waited " + measured + " for its answer";
            case P99 -> slowest(breach) + those + due + " took " + measured;
            case POOL_EMPTY ->
                "requests" + those + " waited and no connection was free, " + measured + " in all"
                        + breach.step()
                                .map(step -> ", for the longest in step " + step)
                                .orElse("");
            default ->
                measured + those + " more than in the baseline failed or timed out"
                        + breach.step()
                                .map(step -> ", from step " + step + " on")
                                .orElse("");
        };
    }

    /** It may have been due before the first step. */
    private static String met(Breach breach) {
        return breach.step().map(step -> " that met step " + step).orElse(" due after the last step");
    }

    /** A hundredth of fewer than a hundred is the slowest one. */
    private static String slowest(Breach breach) {
        long count = breach.requests().orElse(0L);
        return count < FEW
                ? "the slowest of the " + Figures.count(count, "request")
                : "the 99th percentile of the " + Figures.count(count, "request");
    }

    private static String blocked(Report report, List<Breach> same) {
        Breach first = same.get(0);
        boolean reads = first.budget() == Budget.Name.READS_BLOCKED;
        if (first.relation().isPresent()) {
            List<String> through = through(report, first);
            String why = through.isEmpty() ? "through an index or a partition" : String.join("; ", through);
            return "blocked " + (reads ? "reads of " : "writes to ") + names(same)
                    + (isIndirect(report, first) ? " (" + why + ")" : "");
        }
        return isOfRows(report, first)
                ? "kept writers of rows that it had written itself waiting"
                : "may have blocked " + (reads ? "reads" : "writes") + ", unseen between two samples,";
    }

    /** Whether it is rows that the step had changed, and not a table, that writers waited for. */
    static boolean isOfRows(Report report, Breach breach) {
        return breach.budget() == Budget.Name.WRITES_BLOCKED
                && breach.relation().isEmpty()
                && breach.step().stream()
                        .map(step -> report.step(step).blocking().rows().atMost())
                        .anyMatch(VerdictWords.milliseconds(breach.measured())::equals);
    }

    private static String names(List<Breach> same) {
        List<String> names =
                same.stream().flatMap(breach -> breach.relation().stream()).toList();
        if (names.size() > NAMES_SHOWN + 1) {
            return String.join(", ", names.subList(0, NAMES_SHOWN)) + " and " + (names.size() - NAMES_SHOWN)
                    + " more tables";
        }
        int last = names.size() - 1;
        return last == 0 ? names.get(0) : String.join(", ", names.subList(0, last)) + " and " + names.get(last);
    }

    /** A reader looks for the table among the locks of the step, and would not find it there, or not one that blocks. */
    static boolean isIndirect(Report report, Breach breach) {
        return breach.relation().isPresent()
                && breach.step().isPresent()
                && (!through(report, breach).isEmpty()
                        || report.step(breach.step().get()).contention().locks().stream()
                                .noneMatch(lock -> lock.request()
                                        .relation()
                                        .equals(breach.relation().get())));
    }

    /** Which writes had to wait, where a foreign key led them to another table that was locked. */
    private static List<String> through(Report report, Breach breach) {
        if (breach.budget() != Budget.Name.WRITES_BLOCKED || breach.step().isEmpty()) {
            return List.of();
        }
        return report.step(breach.step().get()).blocking().through().stream()
                .filter(table ->
                        breach.relation().filter(table.relation()::equals).isPresent())
                .flatMap(table -> table.writes().stream())
                .toList();
    }
}
