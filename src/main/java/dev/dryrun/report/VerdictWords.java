package dev.dryrun.report;

import dev.dryrun.plan.Budget;
import dev.dryrun.report.VerdictReport.BudgetUse;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;

/** The verdict in plain words, for somebody who decides about a release and may not know Postgres. */
final class VerdictWords {

    private VerdictWords() {}

    /** One word, as people shout it. */
    static String outcome(Report report) {
        return switch (report.verdict().outcome()) {
            case PASSED -> "PASSED";
            case BREACHED -> "BREACHED";
            case STEP_FAILED -> "FAILED";
            case INCOMPLETE -> "INCOMPLETE";
        };
    }

    /** What it means for the release, in one sentence. */
    static String sentence(Report report) {
        return switch (report.verdict().outcome()) {
            case PASSED -> passed(report);
            case BREACHED -> WorstBreach.sentence(report);
            case STEP_FAILED -> "The migration does not run: " + failure(report) + ".";
            case INCOMPLETE ->
                "There is no verdict, because the run did not come to its end: "
                        + sentencePart(report.verdict().reason().orElseThrow()) + ".";
        };
    }

    /** Upper bounds of what locks on tables did, and apart from them what was seen to happen: rows block too. */
    private static String passed(Report report) {
        Duration locked = longest(
                report,
                step -> longer(
                        step.blocking().reads().atMost(),
                        step.blocking().writes().atMost()));
        Duration seen = longest(
                report,
                step -> longer(
                        step.blocking().rows().atMost(),
                        step.contention().blocked().longest()));
        String tables = "No step would have kept anybody out of a table"
                + (locked.isZero() ? "" : " for longer than " + Figures.duration(locked));
        if (report.isWithoutLoad()) {
            return tables + "; without a load, waits for rows were not measured.";
        }
        String waited =
                seen.compareTo(locked) > 0 ? "; the longest wait that was seen took " + Figures.duration(seen) : "";
        Optional<Duration> slowest = report.steps().stream()
                .flatMap(step -> step.contention().load().stream())
                .flatMap(load -> load.latencies().max().stream())
                .reduce(VerdictWords::longer);
        return tables + waited
                + slowest.map(time -> "; the slowest request due meanwhile took " + Figures.duration(time))
                        .orElse("") + ".";
    }

    private static Duration longest(Report report, Function<StepReport, Duration> of) {
        return report.steps().stream().map(of).reduce(Duration.ZERO, VerdictWords::longer);
    }

    private static Duration longer(Duration one, Duration other) {
        return one.compareTo(other) >= 0 ? one : other;
    }

    /** {@code reads-blocked 12 ms of 500 ms}. */
    static String use(BudgetUse use) {
        String limit = use.measured().isPresent() ? " of " + limit(use.budget(), use.limit()) : "";
        return use.text() + " " + measured(use) + limit;
    }

    static String measured(BudgetUse use) {
        if (!use.budget().isTime()) {
            return use.measured().map(count -> Figures.count(count.longValue())).orElse("not measured");
        }
        return use.measured()
                .map(measured -> Figures.beyond(milliseconds(measured), Duration.ofMillis(use.limit())))
                .orElse("not measured");
    }

    static String limit(Budget.Name budget, long limit) {
        return budget.isTime() ? Figures.exact(Duration.ofMillis(limit)) : Figures.count(limit);
    }

    /** {@code step 3 of 7 (m.sql:12) failed with SQLSTATE 23502: null value in column …}. */
    private static String failure(Report report) {
        Optional<String> reason = report.verdict().reason();
        if (reason.isPresent()) {
            return sentencePart(reason.get()).replace("\n", " / ");
        }
        Optional<StepReport> failed =
                report.steps().stream().filter(StepReport::isFailed).findFirst();
        return failed.map(step -> String.format(
                                Locale.ROOT,
                                "step %d of %d (%s) failed%s: %s",
                                step.number(),
                                report.inputs().migration().stepCount(),
                                step.statement().place(),
                                step.result()
                                        .sqlState()
                                        .map(state -> " with SQLSTATE " + state)
                                        .orElse(""),
                                sentencePart(step.result().message().orElseThrow()))
                        + staying(report, step))
                .orElse("a step failed");
    }

    /** Whoever mends the migration has to know where it stands. Of the failed step itself nothing is said here. */
    private static String staying(Report report, StepReport failed) {
        int firstUndone = report.transactions().stream()
                .filter(block ->
                        Optional.of(block.number()).equals(failed.timing().transaction()))
                .mapToInt(Report.Transaction::firstStep)
                .findFirst()
                .orElse(failed.number());
        return switch (firstUndone) {
            case 1 -> "";
            case 2 -> "; what step 1 did stays";
            default -> "; what steps 1 to " + (firstUndone - 1) + " did stays";
        };
    }

    /** Server messages and reasons go into sentences that bring their own full stop. */
    private static String sentencePart(String message) {
        return message.strip().replaceAll("\\.$", "");
    }

    static Duration milliseconds(double measured) {
        return Duration.ofNanos(Math.round(measured * 1_000_000));
    }
}
