package dev.dryrun.report;

import dev.dryrun.report.StepLocks.Lock;
import dev.dryrun.report.html.Page.Block;
import dev.dryrun.report.html.Page.Cell;
import dev.dryrun.report.html.Page.Row;
import java.util.ArrayList;
import java.util.List;

/** What a step locked, at which try, in which phase, and what was blocked through that. */
final class HtmlLocks {

    private HtmlLocks() {}

    /** @param shown rows of each table */
    static List<Block> of(StepReport step, int shown) {
        List<Block> blocks = new ArrayList<>();
        tries(blocks, step.result().tries());
        locks(blocks, step.contention().locks(), shown);
        through(blocks, step.blocking().through(), shown);
        if (!step.blocking().rows().atMost().isZero()) {
            blocks.add(new Block(
                    "Row locks",
                    "Others waited " + Figures.bounds(step.blocking().rows()) + " for rows that the step had changed.",
                    List.of(),
                    List.of(),
                    false));
        }
        phases(blocks, step.timing().phases(), shown);
        return blocks;
    }

    private static void tries(List<Block> blocks, List<StepTry> tries) {
        if (tries.isEmpty()) {
            return;
        }
        List<Row> rows = new ArrayList<>();
        for (StepTry one : tries) {
            rows.add(new Row(List.of(
                    Cell.number(Integer.toString(rows.size() + 1)),
                    Cell.number(Figures.duration(one.start())),
                    Cell.number(Figures.duration(one.duration())),
                    Cell.text(JsonReport.word(one.outcome())),
                    Cell.text(one.sqlState()
                                    .map(state -> "SQLSTATE " + state + ": ")
                                    .orElse("")
                            + one.message().orElse("")),
                    Cell.code(String.join(", ", one.droppedIndexes())))));
        }
        blocks.add(new Block(
                "Tries", "", List.of("Try", "Began after", "Time", "Ended", "Message", "Dropped before"), rows, false));
    }

    private static void locks(List<Block> blocks, List<Lock> locks, int shown) {
        List<Lock> taken = locks.stream()
                .filter(lock -> !lock.request().created())
                .sorted(StrongestLock.FIRST)
                .toList();
        int created = locks.size() - taken.size();
        if (locks.isEmpty()) {
            return;
        }
        String own = created == 0
                ? ""
                : (taken.isEmpty() ? "" : "And ") + Figures.count(created, "lock")
                        + " on what the step itself created, for which nobody can wait.";
        blocks.add(new Block(
                "Locks",
                (more(taken.size(), shown, "lock") + " " + own).strip(),
                taken.isEmpty() ? List.of() : List.of("Lock", "On", "Waited", "Held", "Blocks", "Released", "Evidence"),
                taken.stream().limit(shown).map(HtmlLocks::lock).toList(),
                false));
    }

    private static Row lock(Lock lock) {
        String of = lock.request().table().map(table -> " of " + table).orElse("");
        return new Row(List.of(
                Cell.text(StrongestLock.sqlSpelling(lock.request().mode())),
                Cell.code(lock.request().relation() + of),
                Cell.number(Figures.bounds(lock.waited())),
                Cell.number(Figures.bounds(lock.held())),
                Cell.text(Figures.blocks(lock)),
                Cell.text(lock.releasedAfterStep()
                        .map(number -> "after step " + number)
                        .orElse("not seen")),
                Cell.text(String.join(
                        ", ", lock.evidence().stream().map(JsonReport::word).toList()))));
    }

    private static void through(List<Block> blocks, List<StepReport.Through> tables, int shown) {
        if (!tables.isEmpty()) {
            blocks.add(new Block(
                    "Blocked through foreign keys",
                    ("These writes of other tables need a lock that the step kept from them. "
                                    + more(tables.size(), shown, "table"))
                            .strip(),
                    List.of("Table", "Writes"),
                    tables.stream()
                            .limit(shown)
                            .map(table -> new Row(
                                    List.of(Cell.code(table.relation()), Cell.text(String.join("; ", table.writes())))))
                            .toList(),
                    false));
        }
    }

    private static void phases(List<Block> blocks, List<StepReport.Phase> phases, int shown) {
        if (!phases.isEmpty()) {
            blocks.add(new Block(
                    "Phases",
                    more(phases.size(), shown, "phase"),
                    List.of("Phase", "Began after", "Lasted"),
                    phases.stream()
                            .limit(shown)
                            .map(phase -> new Row(List.of(
                                    Cell.text(phase.phase()),
                                    Cell.number(Figures.duration(phase.start())),
                                    Cell.number(Figures.bounds(phase.duration())))))
                            .toList(),
                    false));
        }
    }

    /** What a table of so many rows leaves out. */
    static String more(int all, int shown, String noun) {
        return all <= shown
                ? ""
                : "The first " + shown + "; " + Figures.count(all - shown, "more " + noun) + " in report.json.";
    }
}
