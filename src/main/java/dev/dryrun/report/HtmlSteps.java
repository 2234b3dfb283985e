package dev.dryrun.report;

import dev.dryrun.report.StepLocks.Lock;
import dev.dryrun.report.html.Page;
import dev.dryrun.report.html.Page.Block;
import dev.dryrun.report.html.Page.Cell;
import dev.dryrun.report.html.Page.Row;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The table of steps, and a section for each that is worth reading. */
final class HtmlSteps {

    private static final int STATEMENT_WIDTH = 80;
    private static final int SQL_SHOWN = 4000;
    private static final int LOCKS_SHOWN = 50;

    private HtmlSteps() {}

    static Page.Steps of(Report report) {
        List<StepReport> worth =
                report.steps().stream().filter(report::isWorthReading).toList();
        long quiet = report.steps().stream()
                .filter(step -> !step.isSkipped() && !report.isWorthReading(step))
                .count();
        return new Page.Steps(
                report.steps().stream().map(step -> row(report, step)).toList(),
                worth.stream().map(step -> section(report, step)).toList(),
                quiet == 0 ? "" : Figures.count(quiet, "step") + " blocked nothing; report.json has them all.");
    }

    private static Page.StepRow row(Report report, StepReport step) {
        return new Page.StepRow(
                step.number(),
                Excerpt.line(step.statement().sql(), STATEMENT_WIDTH),
                report.isWorthReading(step),
                mood(report, step),
                List.of(
                        time(step),
                        StrongestLock.of(step)
                                .map(lock ->
                                        StrongestLock.sqlSpelling(lock.request().mode()) + " "
                                                + lock.request().relation())
                                .orElse(Figures.NOTHING),
                        Figures.blocked(step.blocking().reads()),
                        Figures.blockedWrites(step.blocking()),
                        Figures.queue(step),
                        Figures.duration(step.contention()
                                .load()
                                .flatMap(load -> load.latencies().p99()))));
    }

    private static String mood(Report report, StepReport step) {
        if (step.isSkipped()) {
            return "skipped";
        }
        return step.isFailed() || report.isBreachedBy(step) ? "bad" : "good";
    }

    private static String time(StepReport step) {
        return switch (step.result().outcome()) {
            case SUCCEEDED -> Figures.duration(step.timing().duration());
            case FAILED -> "failed after " + Figures.duration(step.timing().duration());
            case SKIPPED -> "skipped";
        };
    }

    private static Page.StepSection section(Report report, StepReport step) {
        List<Block> blocks = new ArrayList<>();
        locks(step).ifPresent(blocks::add);
        blocks.addAll(HtmlQueues.of(step.contention()));
        step.contention()
                .load()
                .map(load -> HtmlLoad.felt(report.conditions().load(), load))
                .ifPresent(blocks::addAll);
        return new Page.StepSection(
                step.number(),
                step.statement().kind(),
                mood(report, step),
                facts(step),
                Excerpt.cut(step.statement().sql(), SQL_SHOWN),
                step.result()
                        .message()
                        .map(message -> step.result()
                                        .sqlState()
                                        .map(state -> "SQLSTATE " + state + ": ")
                                        .orElse("")
                                + message),
                blocks,
                report.findingsOn(step).stream().map(HtmlReport::finding).toList());
    }

    private static String facts(StepReport step) {
        List<String> facts = new ArrayList<>();
        facts.add(step.statement().place());
        facts.add(time(step));
        step.timing().rowsAffected().ifPresent(rows -> facts.add(Figures.count(rows, "row")));
        if (!step.storage().rewrites().isEmpty()) {
            facts.add("rewrote " + String.join(", ", step.storage().rewrites()));
        }
        bytes("WAL", step.volume().walBytes()).ifPresent(facts::add);
        bytes("change in size", step.volume().sizeDeltaBytes()).ifPresent(facts::add);
        bytes("temporary files", step.volume().tempBytes()).ifPresent(facts::add);
        return String.join(" · ", facts);
    }

    private static Optional<String> bytes(String what, Optional<Long> bytes) {
        return bytes.filter(value -> value != 0).map(value -> what + " " + Figures.bytes(value));
    }

    private static Optional<Block> locks(StepReport step) {
        List<Lock> taken = step.contention().locks().stream()
                .filter(lock -> !lock.request().created())
                .sorted(StrongestLock.FIRST)
                .toList();
        if (taken.isEmpty()) {
            return Optional.empty();
        }
        int hidden = taken.size() - LOCKS_SHOWN;
        return Optional.of(new Block(
                "Locks",
                hidden > 0 ? "And " + Figures.count(hidden, "lock") + " more, in report.json." : "",
                List.of("Lock", "On", "Waited", "Held", "Blocks", "Released", "Evidence"),
                taken.stream().limit(LOCKS_SHOWN).map(HtmlSteps::lock).toList(),
                false));
    }

    private static Row lock(Lock lock) {
        return new Row(List.of(
                Cell.text(StrongestLock.sqlSpelling(lock.request().mode())),
                Cell.code(lock.request().relation()),
                Cell.number(Figures.bounds(lock.waited())),
                Cell.number(Figures.bounds(lock.held())),
                Cell.text(Figures.blocks(lock)),
                Cell.text(lock.releasedAfterStep()
                        .map(number -> "after step " + number)
                        .orElse("")),
                Cell.text(String.join(
                        ", ", lock.evidence().stream().map(JsonReport::word).toList()))));
    }
}
