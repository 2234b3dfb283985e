package dev.dryrun.report;

import dev.dryrun.report.StepLocks.Blocked;
import dev.dryrun.report.StepLocks.WaitedFor;
import dev.dryrun.report.StepQueues.Awaited;
import dev.dryrun.report.StepQueues.Member;
import dev.dryrun.report.StepQueues.Queue;
import dev.dryrun.report.html.Page.Block;
import dev.dryrun.report.html.Page.Cell;
import dev.dryrun.report.html.Page.Row;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Who waited behind a step, in what order, and behind whom the step itself did. */
final class HtmlQueues {

    private static final int LINE_WIDTH = 120;

    private HtmlQueues() {}

    /** @param shown rows of each table */
    static List<Block> of(StepReport.Contention contention, int shown) {
        List<Block> blocks = new ArrayList<>();
        if (!contention.waitedFor().isEmpty()) {
            blocks.add(new Block(
                    "Whom the step itself waited for",
                    HtmlLocks.more(contention.waitedFor().size(), shown, "session"),
                    List.of("Session", "State", "Query", "Because of", "Waited"),
                    contention.waitedFor().stream()
                            .limit(shown)
                            .map(HtmlQueues::waitedFor)
                            .toList(),
                    false));
        }
        Blocked blocked = contention.blocked();
        if (blocked.sessions() > 0) {
            blocks.add(new Block(
                    "Who was blocked",
                    Figures.count(blocked.sessions(), "session") + ", " + Figures.count(blocked.peakSessions())
                            + " of them at once, the longest for " + Figures.duration(blocked.longest())
                            + ", together for " + Figures.duration(blocked.total()) + ". "
                            + HtmlLocks.more(blocked.byQuery().size(), shown, "query"),
                    List.of("Query", "Sessions", "Longest", "Together", "Waited for"),
                    blocked.byQuery().stream()
                            .limit(shown)
                            .map(HtmlQueues::query)
                            .toList(),
                    false));
            blocked.queue().stream()
                    .limit(shown)
                    .map(queue -> queue(queue, shown))
                    .forEach(blocks::add);
        }
        return blocks;
    }

    private static Row waitedFor(WaitedFor session) {
        return new Row(List.of(
                Cell.text(session.application() + " (pid " + session.pid() + ")"),
                Cell.text(session.state().orElse(Figures.NOTHING)),
                Cell.code(Excerpt.line(session.query().orElse(Figures.NOTHING), LINE_WIDTH)),
                Cell.text(lock(session.lock())),
                Cell.number(Figures.duration(session.waited()))));
    }

    private static Row query(StepLocks.BlockedQuery query) {
        return new Row(List.of(
                Cell.code(Excerpt.line(query.query(), LINE_WIDTH)),
                Cell.number(Figures.count(query.sessions())),
                Cell.number(Figures.duration(query.longest())),
                Cell.number(Figures.duration(query.total())),
                Cell.text(query.waitedFor().stream().map(HtmlQueues::lock).collect(Collectors.joining(", ")))));
    }

    private static Block queue(Queue queue, int shown) {
        List<Row> rows = new ArrayList<>();
        int listed = Math.min(shown, queue.waiting().size());
        for (int i = 0; i < listed; i++) {
            StepQueues.Waiting waiting = queue.waiting().get(i);
            rows.add(new Row(List.of(
                    Cell.number(Integer.toString(i + 1)),
                    Cell.text(name(waiting.member())),
                    Cell.code(Excerpt.line(waiting.member().query(), LINE_WIDTH)),
                    Cell.text(StrongestLock.sqlSpelling(waiting.mode())),
                    Cell.number(Figures.duration(waiting.waited())))));
        }
        String held = queue.holders().stream().map(HtmlQueues::name).collect(Collectors.joining("; "));
        return new Block(
                "The queue for " + lock(queue.lock()) + " at its deepest, " + Figures.duration(queue.at())
                        + " after the start",
                (held.isEmpty() ? "" : "Held by " + held + ". ")
                        + Figures.count(queue.waiting().size() + queue.more()) + " waiting"
                        + (queue.waiting().size() + queue.more() == listed
                                ? "."
                                : ", the first " + listed + " of them:"),
                List.of("Place", "Session", "Query", "Wants", "Waited"),
                rows,
                true);
    }

    private static String name(Member member) {
        return member.step()
                .map(step -> "step " + step)
                .orElseGet(() -> member.application() + (member.pid() == 0 ? "" : " (pid " + member.pid() + ")"));
    }

    private static String lock(Awaited lock) {
        return java.util.stream.Stream.of(
                        lock.lockType().equals("relation") ? "" : lock.lockType(),
                        lock.object().orElse(""),
                        lock.relation().orElse(""))
                .filter(word -> !word.isEmpty())
                .collect(Collectors.joining(" "));
    }
}
