package dev.dryrun.analysis;

import dev.dryrun.observe.CommandCourse;
import dev.dryrun.observe.Observations;
import dev.dryrun.observe.RanStep;
import dev.dryrun.observe.Timing;
import dev.dryrun.time.Moment;
import dev.dryrun.time.Span;
import java.util.ArrayList;
import java.util.List;
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
        for (CommandCourse.Pause pause : command.pauses()) {
            overheads.addAll(withoutOthers(pause.span(), pause.session(), command, ran));
        }
        for (RanStep step : ran) {
            int session = command.sessionOfStep().get(step.number());
            overheads.addAll(withoutOthers(step.timing().overhead(), session, command, ran));
        }
        return overheads;
    }

    /** While we kept one session waiting another one may have gone on, and its time must not be cut. */
    private static List<Span> withoutOthers(Span span, int session, CommandCourse command, List<RanStep> ran) {
        List<Span> left = List.of(span);
        if (command.sessions().size() < 2) {
            return left;
        }
        for (RanStep other : ran) {
            if (command.sessionOfStep().get(other.number()) != session) {
                Timing timing = other.timing();
                for (Span busy :
                        List.of(new Span(timing.sent(), timing.done()), new Span(timing.letGo(), timing.ended()))) {
                    left = left.stream().flatMap(part -> minus(part, busy)).toList();
                }
            }
        }
        return left;
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
