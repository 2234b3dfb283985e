package dev.dryrun.report;

import dev.dryrun.report.Report.Finding;
import dev.dryrun.report.StepLocks.Lock;
import dev.dryrun.time.DurationBounds;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** The part of report.md that tells, step by step, what each one locked and whom that held up. */
final class MarkdownSteps {

    private static final int LOCKS_SHOWN = 20;
    private static final int FINDINGS_SHOWN = 10;
    private static final int SQL_SHOWN = 4000;
    private static final int LINES_UNFOLDED = 20;
    private static final int SQL_SHOWN_BRIEFLY = 400;
    private static final int LONGEST = 12_000;

    /** What goes around a section: its heading, or the tags that fold it. */
    private static final int FRAME = 150;

    private static final int LINE_WIDTH = 100;

    private MarkdownSteps() {}

    /** The steps that nobody should decide without, as far as they fit; those that do not are in the table. */
    static String unfolded(Report report, List<StepReport> worstFirst, int characters) {
        Allowance allowance = new Allowance(characters);
        List<String> sections = new ArrayList<>();
        for (StepReport step : worstFirst) {
            String head = "### Step " + step.number() + ": "
                    + Markdown.text(step.statement().kind()) + "\n\n";
            fitting(report, step, allowance).ifPresent(body -> sections.add(head + body));
        }
        int hidden = worstFirst.size() - sections.size();
        return String.join("", sections) + missing(hidden, worstFirst.size());
    }

    /** The other steps worth reading, as many as fit, and how many there are of those that are not. */
    static String folded(Report report, List<StepReport> worstFirst, int characters) {
        Allowance allowance = new Allowance(characters - LINE_WIDTH * 4);
        List<String> sections = new ArrayList<>();
        for (StepReport step : worstFirst) {
            String head = "Step " + step.number() + ": " + step.statement().kind() + ", "
                    + step.timing().duration().map(Figures::duration).orElse("skipped");
            Optional<String> body = fitting(report, step, allowance);
            if (body.isEmpty()) {
                break;
            }
            sections.add(Markdown.folded(head, body.get()));
        }
        int hidden = worstFirst.size() - sections.size();
        return String.join("", sections) + missing(hidden, worstFirst.size()) + quiet(report);
    }

    private static String missing(int hidden, int all) {
        return hidden == 0
                ? ""
                : "**" + Figures.count(hidden) + " of " + Figures.count(all)
                        + " steps with something to tell are not told here; report.json has them.**\n\n";
    }

    private static String quiet(Report report) {
        long quiet = report.steps().stream()
                .filter(step -> !step.isSkipped() && !report.isWorthReading(step))
                .count();
        return quiet == 0 ? "" : Figures.count(quiet, "step") + " blocked nothing; report.json has them all.\n\n";
    }

    /** All that there is to tell of a step, or less if that is too much, or nothing if even that does not fit. */
    private static Optional<String> fitting(Report report, StepReport step, Allowance allowance) {
        String whole = whole(report, step);
        if (whole.length() + FRAME <= Math.min(LONGEST, allowance.left())) {
            allowance.always(whole);
            allowance.always(" ".repeat(FRAME));
            return Optional.of(whole);
        }
        String brief = brief(report, step);
        return allowance.take(brief + " ".repeat(FRAME)) ? Optional.of(brief) : Optional.empty();
    }

    private static String whole(Report report, StepReport step) {
        return place(report, step)
                + statement(step, SQL_SHOWN)
                + failure(step)
                + findings(report, step)
                + MarkdownTries.table(step)
                + phases(step.timing().phases())
                + locks(step)
                + through(step.blocking().through())
                + rows(step)
                + MarkdownQueues.blocked(step.contention().blocked())
                + MarkdownQueues.waitedFor(step.contention().waitedFor())
                + load(report, step);
    }

    private static String brief(Report report, StepReport step) {
        return place(report, step)
                + statement(step, SQL_SHOWN_BRIEFLY)
                + failure(step)
                + findings(report, step)
                + "There is more to tell of this step than fits here; report.json has it.\n\n";
    }

    private static String place(Report report, StepReport step) {
        return Markdown.code(step.statement().place()) + ". " + course(report, step) + "\n\n";
    }

    /** How it ran, and what it did to relations and disk. */
    private static String course(Report report, StepReport step) {
        List<String> parts = new ArrayList<>();
        step.timing()
                .duration()
                .ifPresent(time -> parts.add((step.isFailed() ? "Failed after " : "Took ") + Figures.duration(time)));
        step.timing().transaction().flatMap(number -> together(report, number)).ifPresent(parts::add);
        step.timing().rowsAffected().ifPresent(rows -> parts.add(Figures.count(rows, "row")));
        addNames(parts, "rewrote ", step.storage().rewrites());
        addNames(parts, "created ", step.storage().createdRelations());
        addNames(parts, "dropped ", step.storage().droppedRelations());
        addBytes(parts, "WAL ", step.volume().walBytes());
        addBytes(parts, "temporary files ", step.volume().tempBytes());
        addBytes(parts, "change in size ", step.volume().sizeDeltaBytes());
        return parts.isEmpty() ? "Skipped." : String.join("; ", parts) + ".";
    }

    private static Optional<String> together(Report report, int transaction) {
        return report.transactions().stream()
                .filter(each -> each.number() == transaction && each.lastStep() > each.firstStep())
                .map(each -> "in the transaction of steps " + each.firstStep() + "–" + each.lastStep())
                .findFirst();
    }

    private static void addNames(List<String> parts, String verb, List<String> relations) {
        if (!relations.isEmpty()) {
            parts.add(verb + Markdown.names(relations));
        }
    }

    private static void addBytes(List<String> parts, String what, Optional<Long> bytes) {
        bytes.filter(value -> value != 0).ifPresent(value -> parts.add(what + Figures.bytes(value)));
    }

    private static String statement(StepReport step, int characters) {
        String sql = step.statement().sql();
        int length = Excerpt.length(sql);
        String shown = length <= characters
                ? Markdown.fence("sql", sql)
                : Markdown.fence("sql", Excerpt.cut(sql, characters))
                        + "The first " + Figures.count(characters) + " of " + Figures.count(length)
                        + " characters; report.json has them all.\n\n";
        return shown.lines().count() <= LINES_UNFOLDED
                ? shown
                : Markdown.folded("The statement, " + Figures.count(length) + " characters", shown);
    }

    private static String failure(StepReport step) {
        if (!step.isFailed()) {
            return "";
        }
        String state =
                step.result().sqlState().map(code -> "SQLSTATE " + code + ": ").orElse("");
        String message =
                "**Failed.** " + state + Markdown.text(step.result().message().orElseThrow()) + "\n\n";
        return message
                + step.result()
                        .position()
                        .flatMap(at -> Excerpt.caret(step.statement().sql(), at, LINE_WIDTH))
                        .map(excerpt -> Markdown.fence("text", excerpt))
                        .orElse("");
    }

    private static String phases(List<StepReport.Phase> phases) {
        if (phases.isEmpty()) {
            return "";
        }
        String rows = phases.stream()
                .limit(LOCKS_SHOWN)
                .map(phase -> Markdown.row(
                        Markdown.text(phase.phase()),
                        Figures.duration(phase.start()),
                        Figures.bounds(phase.duration())))
                .collect(Collectors.joining());
        int hidden = phases.size() - LOCKS_SHOWN;
        String more = hidden <= 0 ? "" : "And " + Figures.count(hidden, "phase") + " more, in report.json.\n\n";
        return Markdown.head("Phase", "From:", "For:") + rows + "\n" + more;
    }

    private static String locks(StepReport step) {
        List<Lock> taken = step.contention().locks().stream()
                .filter(lock -> !lock.request().created())
                .sorted(StrongestLock.FIRST)
                .toList();
        int created = step.contention().locks().size() - taken.size();
        String table = taken.isEmpty()
                ? ""
                : Markdown.head("Lock", "On", "Waited:", "Held:", "Blocks", "Released", "Evidence")
                        + taken.stream()
                                .limit(LOCKS_SHOWN)
                                .map(MarkdownSteps::lockRow)
                                .collect(Collectors.joining())
                        + "\n";
        return table + more(taken.size() - LOCKS_SHOWN, created);
    }

    private static String more(int hidden, int created) {
        String weaker = hidden <= 0 ? "" : "And " + Figures.count(hidden, "lock") + " more, in report.json.\n\n";
        String own = created == 0
                ? ""
                : "And " + Figures.count(created, "lock")
                        + " on what the step itself created, for which nobody can wait.\n\n";
        return weaker + own;
    }

    private static String lockRow(Lock lock) {
        return Markdown.row(
                lock.request().mode(),
                relation(lock),
                Figures.milliseconds(lock.waited()),
                Figures.milliseconds(lock.held()),
                Figures.blocks(lock),
                lock.releasedAfterStep().map(step -> "after step " + step).orElse("not seen"),
                lock.evidence().stream().map(JsonReport::word).collect(Collectors.joining(", ")));
    }

    private static String relation(Lock lock) {
        boolean toast = lock.request().relation().startsWith("pg_toast.");
        String table = lock.request()
                .table()
                .filter(name -> toast)
                .map(name -> " of " + Markdown.code(name))
                .orElse("");
        return Markdown.code(lock.request().relation()) + table;
    }

    private static String through(List<StepReport.Through> tables) {
        if (tables.isEmpty()) {
            return "";
        }
        String items = tables.stream()
                .limit(LOCKS_SHOWN)
                .map(table -> "- " + Markdown.code(table.relation()) + ": "
                        + Markdown.text(String.join("; ", table.writes())) + "\n")
                .collect(Collectors.joining());
        int hidden = tables.size() - LOCKS_SHOWN;
        String more = hidden <= 0 ? "" : "- and " + Figures.count(hidden, "table") + " more, in report.json\n";
        return "Foreign keys lead writes of other tables to these locks:\n\n" + items + more + "\n";
    }

    /** Row locks appear in no table of locks: pg_locks has them only while somebody waits. */
    private static String rows(StepReport step) {
        DurationBounds rows = step.blocking().rows();
        return rows.atMost().isZero()
                ? ""
                : "**Row locks:** others waited " + Figures.bounds(rows) + " for rows that the step had locked.\n\n";
    }

    private static String load(Report report, StepReport step) {
        return step.contention()
                .load()
                .map(load -> MarkdownLoad.felt(report.conditions().load(), load))
                .orElse("");
    }

    private static String findings(Report report, StepReport step) {
        List<Finding> findings = MarkdownReport.gravestFirst(report.findingsOn(step));
        int hidden = findings.size() - FINDINGS_SHOWN;
        String items = findings.stream()
                .limit(FINDINGS_SHOWN)
                .map(MarkdownReport::finding)
                .collect(Collectors.joining());
        String more = hidden > 0 ? "- " + Figures.count(hidden) + " more findings; report.json has them\n" : "";
        return items.isEmpty() ? "" : items + more + "\n";
    }
}
