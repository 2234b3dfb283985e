package dev.dryrun.analysis;

import dev.dryrun.observe.LockSpan;
import dev.dryrun.time.Between;
import dev.dryrun.time.Coverage;
import dev.dryrun.time.DurationBounds;
import dev.dryrun.time.Moment;
import dev.dryrun.time.Span;
import java.time.Duration;
import java.util.List;

/**
 * The time of the migration without the time that we spent to read locks and facts, inside its transactions and between
 * them: what psql would have taken. It begins with the first step.
 */
public final class MigrationTime {

    private final Moment start;
    private final Coverage overheads;

    public MigrationTime(Moment start, List<Span> overheads) {
        this.start = start;
        // What we did before the first step took nothing of the migration's time.
        this.overheads = new Coverage(overheads.stream()
                .filter(span -> span.to().isAfter(start))
                .map(span -> new Span(Moment.later(span.from(), start), span.to()))
                .toList());
    }

    /** The moment of the run at which the migration began. */
    public Moment start() {
        return start;
    }

    /** A moment of the run in migration time. */
    public Moment of(Moment moment) {
        return new Moment(moment.since(start).minus(overheads.before(moment)).toNanos());
    }

    public Between of(Between moment) {
        return new Between(of(moment.earliest()), of(moment.latest()));
    }

    /** How long several locks were there, of which all that we spent meanwhile may have to be left out. */
    DurationBounds of(DurationBounds together, LockSpan span) {
        Duration spent = overheads
                .before(span.released().latest())
                .minus(overheads.before(span.requested().earliest()));
        Duration least = together.atLeast().minus(spent);
        return new DurationBounds(least.isNegative() ? Duration.ZERO : least, together.atMost());
    }

    /** All that we spent inside. */
    public Duration overhead() {
        return overheads.total();
    }
}
