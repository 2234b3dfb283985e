package dev.dryrun.analysis;

import dev.dryrun.analysis.Finding.Severity;
import dev.dryrun.observe.LockSpan;
import dev.dryrun.observe.Observations;
import dev.dryrun.observe.RanStep;
import dev.dryrun.observe.Silence;
import dev.dryrun.time.Moment;
import dev.dryrun.time.Span;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What it means for a run that for a while nothing was seen of it. */
public final class Silences {

    private static final double NANOS_PER_SECOND = 1e9;

    private Silences() {}

    /**
     * The steps whose figures may be those of a machine that stood still, because they ran then or a lock of theirs was
     * there, and for how long in all nothing was seen of each.
     */
    public static Map<Integer, Duration> touched(Observations seen) {
        Map<Integer, Duration> unseen = new HashMap<>();
        for (Silence silence : seen.manner().silences()) {
            Span span = silence.span();
            Set<Integer> steps = new HashSet<>();
            seen.sent().stream().filter(step -> runsIn(step, span)).forEach(step -> steps.add(step.number()));
            seen.locks().locks().stream().filter(lock -> isThereIn(lock, span)).forEach(lock -> steps.add(lock.step()));
            steps.forEach(step -> unseen.merge(step, span.length(), Duration::plus));
        }
        return unseen;
    }

    /** Why a run has no verdict whose budgets were only breached in steps that this happened to. */
    public static Optional<String> reason(Observations seen) {
        return seen.manner().silences().stream()
                .findFirst()
                .map(silence -> "the budgets were breached only where nothing was seen for a while: "
                        + words(silence, start(seen)));
    }

    static List<Finding> findings(Observations seen) {
        Moment start = start(seen);
        return seen.manner().silences().stream()
                .map(silence -> new Finding(
                        silence.moved().isPresent() ? "clock-moved" : "nothing-seen",
                        Severity.WARNING,
                        stepAt(seen, silence.span()),
                        Optional.empty(),
                        words(silence, start),
                        "figures that touch this time are bounds, and what was felt in it says nothing about the migration:"
                                + " run again on a machine that stays awake"))
                .toList();
    }

    private static Moment start(Observations seen) {
        return seen.sent().stream()
                .map(step -> step.timing().sent())
                .min(Moment::compareTo)
                .orElse(Moment.ORIGIN);
    }

    private static Optional<Integer> stepAt(Observations seen, Span span) {
        return seen.sent().stream()
                .filter(step -> runsIn(step, span))
                .map(RanStep::number)
                .findFirst();
    }

    private static String words(Silence silence, Moment start) {
        Span span = silence.span();
        String when = "from " + seconds(span.from().since(start)) + " to "
                + seconds(span.to().since(start)) + " after the first step was sent";
        return silence.moved()
                .map(by -> when + " the machine's wall clock moved by " + seconds(by)
                        + " against the run's own: it was set, or the machine was asleep")
                .orElse(when + " nothing was seen: dryrun, the server or the machine stood still");
    }

    private static String seconds(Duration duration) {
        return String.format(Locale.ROOT, "%.3f s", duration.toNanos() / NANOS_PER_SECOND);
    }

    private static boolean runsIn(RanStep step, Span span) {
        return !step.timing().sent().isAfter(span.to())
                && !step.timing().ended().isBefore(span.from());
    }

    private static boolean isThereIn(LockSpan lock, Span span) {
        return !lock.requested().earliest().isAfter(span.to())
                && !lock.released().latest().isBefore(span.from());
    }
}
