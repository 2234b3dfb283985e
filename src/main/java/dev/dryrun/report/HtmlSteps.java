package dev.dryrun.report;

import dev.dryrun.report.html.Page;
import dev.dryrun.report.html.Page.Cell;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** The table of steps, and a section for each. */
final class HtmlSteps {

    private static final int STATEMENT_WIDTH = 90;
    private static final int ROWS_SHOWN = 100;
    private static final int FOLDED_FROM = 6;
    private static final int OPEN = 5;
    /** What a browser opens at once, and what fits in 10 MB. */
    private static final int SECTIONS = 2000;

    private final Report report;
    private final HtmlStep step;
    private final List<StepReport> shown;
    private int open;

    private HtmlSteps(Report report) {
        this.report = report;
        this.step = new HtmlStep(report);
        this.shown = report.steps().size() <= SECTIONS
                ? report.steps()
                : WorstFirst.of(report).steps().stream()
                        .limit(SECTIONS)
                        .sorted(Comparator.comparing(StepReport::number))
                        .toList();
    }

    static Page.Steps of(Report report) {
        HtmlSteps all = new HtmlSteps(report);
        List<StepReport> listed = all.shown.size() <= ROWS_SHOWN
                ? all.shown
                : WorstFirst.of(report).steps().stream()
                        .filter(report::isWorthReading)
                        .limit(ROWS_SHOWN)
                        .sorted(Comparator.comparing(StepReport::number))
                        .toList();
        return new Page.Steps(
                listed.stream().map(all::row).toList(),
                all.leftOut(listed.size()),
                HtmlLoad.errors(report),
                all.groups());
    }

    private String leftOut(int listed) {
        List<String> sentences = new ArrayList<>();
        if (listed < shown.size()) {
            sentences.add("The worst " + Figures.count(listed, "step")
                    + " are in this table; " + Figures.count(shown.size() - listed)
                    + " more follow below in their order.");
        }
        if (listed < shown.size() && shown.size() > HtmlStep.IN_FULL) {
            sentences.add(
                    "The worst " + Figures.count(HtmlStep.IN_FULL)
                            + " have tables of locks, of who was blocked and of what was felt; those of the others are in report.json.");
        }
        if (shown.size() < report.steps().size()) {
            sentences.add("Of " + Figures.count(report.steps().size(), "step") + " this page has the "
                    + Figures.count(shown.size()) + " worst; report.json has them all.");
        }
        return String.join(" ", sentences);
    }

    private Page.StepRow row(StepReport step) {
        return new Page.StepRow(
                step.number(),
                Excerpt.line(step.statement().sql(), STATEMENT_WIDTH),
                report.isGroupedByFile() ? step.statement().place() : "",
                HtmlStep.mood(report, step),
                List.of(
                        Cell.number(HtmlStep.time(step)),
                        Cell.text(StrongestLock.of(step)
                                .map(lock ->
                                        StrongestLock.sqlSpelling(lock.request().mode()) + " "
                                                + lock.request().relation())
                                .orElse(Figures.NOTHING)),
                        Cell.number(Figures.blocked(step.blocking().reads())),
                        Cell.number(Figures.blockedWrites(step.blocking())),
                        Cell.number(Figures.queue(step)),
                        Cell.number(Figures.duration(step.contention()
                                .load()
                                .flatMap(load -> load.latencies().p99())))));
    }

    /** Many steps one after another that did nothing to others are folded together: a backfill may have thousands. */
    private List<Page.StepGroup> groups() {
        List<Page.StepGroup> groups = new ArrayList<>();
        List<StepReport> run = new ArrayList<>();
        for (StepReport next : shown) {
            if (!run.isEmpty() && report.isWorthReading(run.get(0)) != report.isWorthReading(next)) {
                groups.add(group(run));
                run.clear();
            }
            run.add(next);
        }
        if (!run.isEmpty()) {
            groups.add(group(run));
        }
        return groups;
    }

    private Page.StepGroup group(List<StepReport> run) {
        boolean folded = run.size() >= FOLDED_FROM && !report.isWorthReading(run.get(0));
        String label = "Steps " + run.get(0).number() + " to "
                + run.get(run.size() - 1).number() + ": "
                + (run.stream().allMatch(StepReport::isSkipped)
                        ? "skipped"
                        : Figures.count(run.size(), "step") + " that blocked nobody");
        return new Page.StepGroup(
                folded ? label : "", run.stream().map(this::section).toList());
    }

    /** The reader need not search for what breached a budget or failed. */
    private Page.StepSection section(StepReport next) {
        boolean opened = HtmlStep.mood(report, next).equals("bad") && open < OPEN;
        open += opened ? 1 : 0;
        return step.section(next, opened);
    }
}
