package dev.dryrun.analysis;

import dev.dryrun.observe.CommandCourse;
import dev.dryrun.observe.Observations;
import dev.dryrun.observe.RanStep;
import dev.dryrun.observe.Timing;
import dev.dryrun.time.Coverage;
import dev.dryrun.time.Moment;
import dev.dryrun.time.Span;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/** The times in which the migration stood still because of us. */
final class Overheads {

    private Overheads() {}

    static List<Span> of(Observations seen) {
        return seen.command().map(command -> ofCommand(command, seen.ran())).orElseGet(() -> ofScript(seen.sent()));
    }

    /** What we did inside the steps and from one to the next; before another try it is the runner that waits. */
    private static List<Span> ofScript(List<RanStep> ran) {
        List<Span> overheads = new ArrayList<>();
        for (int i = 0; i < ran.size(); i++) {
            overheads.add(ran.get(i).timing().overhead());
            if (i > 0 && ran.get(i - 1).error().isEmpty()) {
                overheads.add(new Span(
                        ran.get(i - 1).timing().ended(), ran.get(i).timing().sent()));
            }
        }
        return overheads;
    }

    /** Between its steps a command has work of its own to do: only what we kept it waiting for does not count. */
    private static List<Span> ofCommand(CommandCourse command, List<RanStep> ran) {
        List<Span> overheads = new ArrayList<>();
        Map<Integer, NavigableMap<Moment, Span>> busy = busy(command, ran);
        for (CommandCourse.Pause pause : command.pauses()) {
            overheads.addAll(withoutOthers(pause.span(), pause.session(), busy));
        }
        for (RanStep step : ran) {
            int session = command.sessionOfStep().get(step.number());
            overheads.addAll(withoutOthers(step.timing().overhead(), session, busy));
        }
        return overheads;
    }

    /** By session, when the server was at work for it, by the beginnings; no two of these overlap. */
    private static Map<Integer, NavigableMap<Moment, Span>> busy(CommandCourse command, List<RanStep> ran) {
        Map<Integer, List<Span>> bySession = new HashMap<>();
        for (RanStep step : ran) {
            Timing timing = step.timing();
            List<Span> own =
                    bySession.computeIfAbsent(command.sessionOfStep().get(step.number()), session -> new ArrayList<>());
            own.add(new Span(timing.sent(), timing.done()));
            own.add(new Span(timing.letGo(), timing.ended()));
        }
        Map<Integer, NavigableMap<Moment, Span>> busy = new HashMap<>();
        bySession.forEach((session, spans) -> {
            NavigableMap<Moment, Span> own = new TreeMap<>();
            new Coverage(spans).spans().forEach(span -> own.put(span.from(), span));
            busy.put(session, own);
        });
        return busy;
    }

    /** While we kept one session waiting another one may have gone on, and its time must not be cut. */
    private static List<Span> withoutOthers(Span span, int session, Map<Integer, NavigableMap<Moment, Span>> busy) {
        List<Span> left = List.of(span);
        for (Map.Entry<Integer, NavigableMap<Moment, Span>> other : busy.entrySet()) {
            if (other.getKey() != session) {
                for (Span work : during(span, other.getValue()).values()) {
                    left = left.stream().flatMap(part -> minus(part, work)).toList();
                }
            }
        }
        return left;
    }

    /** What had begun before it ended, from the last that had begun when it began. */
    private static NavigableMap<Moment, Span> during(Span span, NavigableMap<Moment, Span> work) {
        Moment first = Optional.ofNullable(work.floorKey(span.from())).orElse(span.from());
        return work.subMap(first, true, Moment.later(first, span.to()), true);
    }

    private static Stream<Span> minus(Span span, Span busy) {
        if (!busy.from().isBefore(span.to()) || !span.from().isBefore(busy.to())) {
            return Stream.of(span);
        }
        Span before = new Span(span.from(), Moment.later(span.from(), busy.from()));
        Span after = new Span(Moment.earlier(busy.to(), span.to()), span.to());
        return Stream.of(before, after).filter(part -> !part.length().isZero());
    }
}
