package dev.dryrun.report;

import dev.dryrun.plan.Budget;
import dev.dryrun.report.VerdictReport.Breach;
import dev.dryrun.time.DurationBounds;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The breach that a release manager has to hear of first: tables that were blocked before what requests felt of it, the
 * longest time first, and reads before writes of the same length. It claims no more than was measured.
 */
final class WorstBreach {

    private static final long FEW = 100;

    /** A table that the step locked itself explains more than one that was blocked through it for a moment longer. */
    private static final double NEARLY = 0.9;

    /** What a list of budgets would not sort: a failed request is worse than a late one. */
    private static final List<Budget.Name> GRAVEST = List.of(
            Budget.Name.READS_BLOCKED,
            Budget.Name.WRITES_BLOCKED,
            Budget.Name.ERRORS,
            Budget.Name.STALL,
            Budget.Name.POOL_EMPTY,
            Budget.Name.P99);

    private static final Comparator<Breach> GRAVEST_FIRST = Comparator.<Breach>comparingInt(
                    breach -> GRAVEST.indexOf(breach.budget()))
            .thenComparing(breach -> breach.part().isPresent())
            .thenComparing(Comparator.comparingDouble(Breach::measured).reversed());

    private final Report report;
    private final Breach worst;

    private WorstBreach(Report report, Breach worst) {
        this.report = report;
        this.worst = worst;
    }

    /** {@code Step 2 would have stopped all reads and writes of public.orders for up to 3.24 s.} */
    static String sentence(Report report) {
        List<Breach> all = report.verdict().breaches();
        List<Breach> tables =
                all.stream().filter(breach -> !breach.budget().isOfRequests()).toList();
        double nearlyLongest =
                NEARLY * tables.stream().mapToDouble(Breach::measured).max().orElse(0);
        Breach worst = tables.stream()
                .filter(breach -> breach.measured() >= nearlyLongest)
                .min(Comparator.<Breach, Boolean>comparing(breach -> BreachLine.isIndirect(report, breach))
                        .thenComparing(GRAVEST_FIRST))
                .or(() -> all.stream().min(GRAVEST_FIRST))
                .orElseThrow();
        return new WorstBreach(report, worst).sentence();
    }

    private String sentence() {
        String words = worst.budget().isOfRequests() ? felt() : who() + " " + blocked();
        return words.substring(0, 1).toUpperCase(Locale.ROOT) + words.substring(1) + others() + ".";
    }

    private String who() {
        return worst.step().map(step -> "step " + step).orElse("the migration");
    }

    private String blocked() {
        boolean reads = worst.budget() == Budget.Name.READS_BLOCKED;
        if (worst.relation().isEmpty()) {
            return BreachLine.isOfRows(report, worst)
                    ? "would have kept writers waiting" + forHowLong() + ", because it had changed the same rows"
                    : "may have stopped " + (reads ? "reads" : "writes") + forHowLong()
                            + ", unseen between two samples";
        }
        // Nothing but ACCESS EXCLUSIVE keeps reads out, and that keeps out writes as well.
        return "would have stopped " + (BreachLine.isIndirect(report, worst) ? "" : "all ")
                + (reads ? "reads and writes of " : "writes to ") + tables() + forHowLong();
    }

    private String tables() {
        long partly = others(true);
        long wholly = others(false);
        return worst.relation().get()
                + (wholly == 0 ? "" : " and " + Figures.count(wholly, "more table"))
                + (partly == 0 ? "" : ", and some of " + Figures.count(partly, "more table"));
    }

    /** The other tables that the step locked itself, or those that it blocked through another one. */
    private long others(boolean indirect) {
        return report.verdict().breaches().stream()
                .filter(breach ->
                        breach.budget() == worst.budget() && breach.step().equals(worst.step()))
                .filter(breach ->
                        breach.relation().isPresent() && !breach.relation().equals(worst.relation()))
                .filter(breach -> BreachLine.isIndirect(report, breach) == indirect)
                .map(Breach::relation)
                .distinct()
                .count();
    }

    /** The breach itself is the upper bound; the lower one is known of the longest time of the step. */
    private String forHowLong() {
        Duration most = VerdictWords.milliseconds(worst.measured());
        String told = Figures.beyond(most, Duration.ofMillis(worst.limit()));
        boolean exact = worst.step().map(step -> report.step(step).blocking()).stream()
                .map(blocking -> worst.budget() == Budget.Name.READS_BLOCKED
                        ? blocking.reads()
                        : BreachLine.isOfRows(report, worst) ? blocking.rows() : blocking.writes())
                .filter(bounds -> bounds.atMost().equals(most))
                .anyMatch(WorstBreach::readAlike);
        return (exact ? " for " : " for up to ") + told;
    }

    private static boolean readAlike(DurationBounds bounds) {
        return Figures.duration(bounds.atLeast()).equals(Figures.duration(bounds.atMost()));
    }

    private String felt() {
        String of = worst.part().map(part -> " of " + part).orElse("");
        String due = worst.step().map(step -> " due in step " + step).orElse(" due after the last step");
        return switch (worst.budget()) {
            case STALL -> "a request" + of + met() + " would have waited " + time() + " for its answer";
            case P99 -> slowest(of + due);
            case POOL_EMPTY ->
                "requests" + of + " would have found no free connection for " + time() + " in all"
                        + worst.step()
                                .map(step -> ", for the longest in step " + step)
                                .orElse("");
            default ->
                Figures.count((long) worst.measured(), "request") + of
                        + " more than before the migration would have failed or timed out"
                        + worst.step()
                                .map(step -> ", from step " + step + " on")
                                .orElse("");
        };
    }

    /** It may have been due before the first step. */
    private String met() {
        return worst.step().map(step -> " that met step " + step).orElse(" due after the last step");
    }

    /** A hundredth of fewer than a hundred is the slowest one. */
    private String slowest(String those) {
        long count = worst.requests().orElse(0L);
        return count < FEW
                ? "the slowest of the " + Figures.count(count, "request") + those + " would have taken " + time()
                : "one in a hundred requests" + those + " would have taken " + time() + " or longer";
    }

    private String time() {
        return Figures.beyond(VerdictWords.milliseconds(worst.measured()), Duration.ofMillis(worst.limit()));
    }

    private String others() {
        long others = report.verdict().breaches().stream()
                .flatMap(breach -> breach.step().stream())
                .filter(step -> !Optional.of(step).equals(worst.step()))
                .distinct()
                .count();
        return others == 0
                ? ""
                : "; " + Figures.count(others, "other step") + (others == 1 ? " breaches" : " breach")
                        + " a budget too";
    }
}
