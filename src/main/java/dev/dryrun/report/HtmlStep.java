package dev.dryrun.report;

import dev.dryrun.report.html.Page;
import dev.dryrun.report.html.Page.Block;
import dev.dryrun.report.html.Page.Chip;
import dev.dryrun.report.html.Page.Fact;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** A step in full. Where there are very many steps each shows less, so that a browser can show them all. */
final class HtmlStep {

    private static final int STATEMENT_WIDTH = 110;
    private static final int MANY = 100;
    /** The worst so many have their tables; what happened in the others stands in their headings. */
    static final int IN_FULL = 300;

    private static final int NAMES_SHOWN = 12;

    private final Report report;
    private final boolean many;
    private final Set<Integer> told;

    /** Their tables show less, so that the page stays below 10 MB. */
    private static final int VERY_MANY = 1000;

    HtmlStep(Report report) {
        this.report = report;
        this.many = report.steps().size() > MANY;
        this.told = WorstFirst.of(report).steps().stream()
                .limit(IN_FULL)
                .map(StepReport::number)
                .collect(Collectors.toSet());
    }

    /** {@code bad} for what failed or breached a budget. */
    static String mood(Report report, StepReport step) {
        if (step.isSkipped()) {
            return "skipped";
        }
        return step.isFailed() || report.isBreachedBy(step) ? "bad" : report.isWorthReading(step) ? "noted" : "quiet";
    }

    static String time(StepReport step) {
        return switch (step.result().outcome()) {
            case SUCCEEDED -> Figures.duration(step.timing().duration());
            case FAILED -> "failed after " + Figures.duration(step.timing().duration());
            case SKIPPED -> "skipped";
        };
    }

    Page.StepSection section(StepReport step, boolean open) {
        int rows = report.steps().size() > VERY_MANY ? 4 : many ? 8 : 50;
        List<Block> blocks = new ArrayList<>();
        if (!many || told.contains(step.number()) && report.isWorthReading(step)) {
            blocks.addAll(HtmlLocks.of(step, rows));
            blocks.addAll(HtmlQueues.of(step.contention(), rows));
            step.contention()
                    .load()
                    .map(load -> HtmlLoad.felt(report.conditions().load(), load, rows))
                    .ifPresent(blocks::addAll);
        }
        return new Page.StepSection(
                new Page.Heading(
                        step.number(),
                        Excerpt.line(step.statement().sql(), STATEMENT_WIDTH),
                        mood(report, step),
                        open,
                        chips(step)),
                sql(step),
                error(step),
                facts(step),
                blocks,
                HtmlReport.findings(report.findingsOn(step), rows));
    }

    private String sql(StepReport step) {
        int shown = many ? 300 : 4000;
        String sql = step.statement().sql();
        int length = Excerpt.length(sql);
        return length <= shown
                ? sql
                : Excerpt.cut(sql, shown) + "\n\n[the first " + Figures.count(shown) + " of " + Figures.count(length)
                        + " characters; report.json has them all]";
    }

    private static Optional<String> error(StepReport step) {
        return step.result()
                .message()
                .map(message -> step.result()
                                .sqlState()
                                .map(state -> "SQLSTATE " + state + ": ")
                                .orElse("")
                        + message);
    }

    private List<Chip> chips(StepReport step) {
        List<Chip> chips = new ArrayList<>();
        if (step.isFailed()) {
            chips.add(new Chip("both", "failed"));
        }
        StepReport.Blocking blocking = step.blocking();
        String reads = Figures.blocked(blocking.reads());
        String writes = Figures.blockedWrites(blocking);
        if (!reads.equals(Figures.NOTHING) && reads.equals(writes)) {
            chips.add(new Chip("both", "reads and writes blocked " + reads));
        } else {
            add(chips, "both", "reads blocked ", reads);
            add(chips, "writes", "writes blocked ", writes);
        }
        add(chips, "queue", "queue ", Figures.queue(step));
        if (!step.result().tries().isEmpty()) {
            chips.add(new Chip("plain", step.result().tries().size() + " tries"));
        }
        if (!step.storage().rewrites().isEmpty()) {
            chips.add(new Chip("plain", "rewrote " + names(step.storage().rewrites())));
        }
        chips.add(new Chip("time", time(step)));
        return chips;
    }

    private static void add(List<Chip> chips, String look, String words, String figure) {
        if (!figure.equals(Figures.NOTHING)) {
            chips.add(new Chip(look, words + figure));
        }
    }

    private List<Fact> facts(StepReport step) {
        List<Fact> facts = new ArrayList<>();
        facts.add(new Fact("At", step.statement().place()));
        if (!step.isSkipped()) {
            facts.add(new Fact("Time", time(step)));
        }
        step.timing().start().ifPresent(start -> facts.add(new Fact("Began after", Figures.duration(start))));
        step.timing()
                .transaction()
                .flatMap(this::together)
                .ifPresent(steps -> facts.add(new Fact("Transaction", steps)));
        step.timing().rowsAffected().ifPresent(rows -> facts.add(new Fact("Rows", Figures.count(rows))));
        bytes(facts, "WAL", step.volume().walBytes());
        bytes(facts, "Change in size of the database", step.volume().sizeDeltaBytes());
        bytes(facts, "Temporary files", step.volume().tempBytes());
        names(facts, "Rewrote", step.storage().rewrites());
        names(
                facts,
                "New files",
                step.storage().newFiles().stream()
                        .filter(file -> file.cause() != StepReport.NewFile.Cause.REWRITE)
                        .map(file -> file.relation() + " (" + JsonReport.word(file.cause()) + ")")
                        .toList());
        names(facts, "Created", step.storage().createdRelations());
        names(facts, "Dropped", step.storage().droppedRelations());
        return facts;
    }

    private Optional<String> together(int transaction) {
        return report.transactions().stream()
                .filter(each -> each.number() == transaction && each.lastStep() > each.firstStep())
                .map(each -> "of steps " + each.firstStep() + " to " + each.lastStep() + ", "
                        + Figures.duration(each.duration()))
                .findFirst();
    }

    private static void bytes(List<Fact> facts, String name, Optional<Long> bytes) {
        bytes.filter(value -> value != 0).ifPresent(value -> facts.add(new Fact(name, Figures.bytes(value))));
    }

    private static void names(List<Fact> facts, String name, List<String> relations) {
        if (!relations.isEmpty()) {
            facts.add(new Fact(name, names(relations)));
        }
    }

    private static String names(List<String> relations) {
        int more = relations.size() - NAMES_SHOWN;
        return String.join(", ", relations.stream().limit(NAMES_SHOWN).toList())
                + (more > 0 ? " and " + Figures.count(more) + " more" : "");
    }
}
