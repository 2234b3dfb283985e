package dev.dryrun.report;

import dev.dryrun.report.StepLocks.Blocked;
import dev.dryrun.report.StepLocks.WaitedFor;
import dev.dryrun.report.StepQueues.Awaited;
import dev.dryrun.report.StepQueues.Member;
import dev.dryrun.report.StepQueues.Queue;
import dev.dryrun.report.StepQueues.Waiting;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The part of report.md that tells who waited behind a step, and behind whom the step itself did. */
final class MarkdownQueues {

    private static final int LINE_WIDTH = 100;

    private MarkdownQueues() {}

    static String blocked(Blocked blocked) {
        if (blocked.sessions() == 0) {
            return "";
        }
        String rows = blocked.byQuery().stream()
                .map(query -> Markdown.row(
                        Markdown.code(Excerpt.line(query.query(), LINE_WIDTH)),
                        Figures.count(query.sessions()),
                        Figures.duration(query.longest()),
                        Figures.duration(query.total()),
                        query.waitedFor().stream().map(MarkdownQueues::lock).collect(Collectors.joining(", "))))
                .collect(Collectors.joining());
        String table = rows.isEmpty()
                ? ""
                : Markdown.head("Blocked query", "Sessions:", "Longest:", "Together:", "Waited for") + rows + "\n";
        return "**Blocked:** " + Figures.count(blocked.sessions(), "session") + ", "
                + Figures.count(blocked.peakSessions()) + " of them at once, the longest for "
                + Figures.duration(blocked.longest()) + ", together for " + Figures.duration(blocked.total()) + ".\n\n"
                + table
                + blocked.queue().stream().map(MarkdownQueues::queue).collect(Collectors.joining());
    }

    static String waitedFor(List<WaitedFor> sessions) {
        if (sessions.isEmpty()) {
            return "";
        }
        String rows = sessions.stream()
                .map(session -> Markdown.row(
                        Integer.toString(session.pid()),
                        Markdown.text(session.application()),
                        Markdown.text(session.state().orElse(Figures.NOTHING)),
                        session.query()
                                .map(query -> Markdown.code(Excerpt.line(query, LINE_WIDTH)))
                                .orElse(Figures.NOTHING),
                        lock(session.lock()),
                        Figures.duration(session.waited())))
                .collect(Collectors.joining());
        return "**The step itself waited** for these sessions:\n\n"
                + Markdown.head("Pid:", "Application", "State", "Query", "Because of", "Waited:") + rows + "\n";
    }

    /** Folded, because it explains an incident and most steps have none. */
    private static String queue(Queue queue) {
        Map<Integer, String> places = new HashMap<>();
        queue.holders().forEach(holder -> places.put(holder.pid(), name(holder)));
        StringBuilder rows = new StringBuilder();
        int place = 0;
        for (Waiting waiting : queue.waiting()) {
            places.put(waiting.member().pid(), Integer.toString(++place));
        }
        for (Waiting waiting : queue.waiting()) {
            rows.append(row(waiting, places));
        }
        String held = queue.holders().isEmpty()
                ? ""
                : "Held by "
                        + queue.holders().stream().map(MarkdownQueues::holder).collect(Collectors.joining("; "))
                        + ".\n\n";
        String more = queue.more() == 0 ? "" : "And " + Figures.count(queue.more()) + " more.\n\n";
        return "<details><summary>The queue for " + Markdown.html(plain(queue.lock())) + " at its deepest, "
                + Figures.duration(queue.at()) + " after the start: "
                + Figures.count(queue.waiting().size() + queue.more()) + " waiting</summary>\n\n"
                + held
                + Markdown.head("Place:", "Session", "Query", "Wants", "Waited:", "Behind") + rows + "\n" + more
                + "</details>\n\n";
    }

    private static String row(Waiting waiting, Map<Integer, String> places) {
        return Markdown.row(
                places.get(waiting.member().pid()),
                name(waiting.member()),
                Markdown.code(Excerpt.line(waiting.member().query(), LINE_WIDTH)),
                waiting.mode(),
                Figures.duration(waiting.waited()),
                waiting.behind().stream()
                        .map(pid -> places.getOrDefault(pid, "pid " + pid))
                        .collect(Collectors.joining(", ")));
    }

    private static String holder(Member holder) {
        String query = Excerpt.line(holder.query(), LINE_WIDTH);
        return name(holder) + (query.isEmpty() ? "" : ", " + Markdown.code(query));
    }

    private static String name(Member member) {
        return member.step().map(step -> "step " + step).orElseGet(() -> {
            String pid = member.pid() == 0 ? "" : " (pid " + member.pid() + ")";
            return Markdown.text(member.application()) + pid;
        });
    }

    private static String lock(Awaited lock) {
        String on = lock.relation().map(Markdown::code).orElse("");
        String kind = lock.lockType().equals("relation") ? "" : lock.lockType();
        String object = lock.object().map(Markdown::text).orElse("");
        return joined(kind, object, on);
    }

    private static String plain(Awaited lock) {
        String kind = lock.lockType().equals("relation") ? "" : lock.lockType();
        return joined(kind, lock.object().orElse(""), lock.relation().orElse(""));
    }

    private static String joined(String... words) {
        return List.of(words).stream().filter(word -> !word.isEmpty()).collect(Collectors.joining(" "));
    }
}
