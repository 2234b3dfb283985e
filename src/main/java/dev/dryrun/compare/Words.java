package dev.dryrun.compare;

import dev.dryrun.report.Figures;
import dev.dryrun.report.JsonReport;
import dev.dryrun.report.StepReport.Outcome;
import dev.dryrun.report.StrongestLock;
import dev.dryrun.time.DurationBounds;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;

/** What a comparison says, in the same words in every format. */
final class Words {

    private static final double NANOS_PER_MS = 1e6;

    private Words() {}

    /** {@code writes blocked 0–3.9 ms → 10.6 s}. */
    static String change(Difference figure) {
        return figure.measure().text() + " " + values(figure);
    }

    /** {@code 0–3.9 ms → 10.6 s}. */
    static String values(Difference figure) {
        return value(figure.measure(), figure.before()) + " → " + value(figure.measure(), figure.after());
    }

    static String value(Measure measure, Optional<Range> range) {
        return range.map(each -> value(measure, each)).orElse(Figures.NOTHING);
    }

    private static String value(Measure measure, Range range) {
        return switch (measure.unit()) {
            case "ms" -> Figures.bounds(new DurationBounds(duration(range.atLeast()), duration(range.atMost())));
            case "bytes" -> Figures.bytes(Math.round(range.atMost()));
            default -> Figures.count(Math.round(range.atMost()));
        };
    }

    /** How far apart two values of a measure would have to be. */
    static String margin(Difference figure) {
        return figure.margin()
                .map(margin -> value(figure.measure(), Range.exactly(margin)))
                .orElse(Figures.NOTHING);
    }

    static String outcomes(StepComparison step) {
        return "it "
                + step.runs()
                        .before()
                        .map(place -> JsonReport.word(place.outcome()))
                        .orElseThrow() + " before, and "
                + step.runs()
                        .after()
                        .map(place -> JsonReport.word(place.outcome()))
                        .orElseThrow() + " now";
    }

    static Trend outcomeTrend(StepComparison step) {
        Outcome before = step.runs().before().orElseThrow().outcome();
        Outcome after = step.runs().after().orElseThrow().outcome();
        return StepComparing.outcome(before, after);
    }

    /** {@code ACCESS EXCLUSIVE on public.orders}. */
    static String lockName(LockDifference lock) {
        return StrongestLock.sqlSpelling(lock.mode()) + " on " + lock.relation();
    }

    /** A lock that only one of the runs has. */
    static String lock(LockDifference lock) {
        boolean isNew = lock.change() == Change.NEW;
        Difference held = lock.times().held();
        Optional<Range> time = isNew ? held.after() : held.before();
        return (isNew ? "new " : "gone: ") + lockName(lock) + ", held " + value(held.measure(), time)
                + lock.note().map(note -> " (" + note + ")").orElse("");
    }

    static String rewrite(RewriteDifference rewrite) {
        return switch (rewrite.change()) {
            case NEW -> "rewrites " + rewrite.relation() + ", which was not rewritten before";
            case GONE -> rewrite.relation() + " is no longer rewritten";
            case KEPT -> "rewrites " + rewrite.relation() + " as before";
        };
    }

    static String trend(Trend trend) {
        return JsonReport.word(trend);
    }

    /** {@code WORSE}, as people shout it. */
    static String headline(Comparison comparison) {
        return comparison.verdict().trend().name();
    }

    static String sentence(Comparison comparison) {
        int worse = comparison.verdict().worse().size();
        int better = comparison.verdict().better().size();
        return switch (comparison.verdict().trend()) {
            case SAME, CHANGED -> "Nothing differs beyond the noise.";
            case BETTER -> "Nothing is worse beyond the noise, and " + things(better) + " better.";
            case WORSE -> capital(things(worse)) + " worse than before, beyond the noise.";
            case MIXED ->
                capital(things(worse)) + " worse than before, beyond the noise, and " + things(better) + " better.";
        };
    }

    private static String things(int count) {
        return count == 1 ? "one thing is" : Figures.count(count) + " things are";
    }

    private static String capital(String text) {
        return text.substring(0, 1).toUpperCase(Locale.ROOT) + text.substring(1);
    }

    /** {@code 20261123T023246Z-unsafe: breached, 6 steps in 10.7 s}. */
    static String side(Comparison.Side side) {
        return side.id() + ": " + JsonReport.word(side.outcome()) + ", " + Figures.count(side.stepCount(), "step")
                + " in " + Figures.duration(side.duration());
    }

    /** What a margin is made of. */
    static String noise(Noise noise) {
        return "a time counts as different where the bounds do not overlap and it differs by more than "
                + Figures.duration(duration(noise.usual())) + " and " + percent(noise.relative())
                + "; p99 and max of the load by more than " + Figures.duration(duration(noise.tail())) + " and "
                + percent(noise.relative())
                + (noise.measured() ? "; from the warm-ups" : "; assumed, without warm-ups");
    }

    private static String percent(double share) {
        return Math.round(share * 100) + " %";
    }

    static Duration duration(double milliseconds) {
        return Duration.ofNanos(Math.round(milliseconds * NANOS_PER_MS));
    }
}
