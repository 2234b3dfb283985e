package dev.dryrun.analysis;

import dev.dryrun.time.Between;
import dev.dryrun.time.Moment;
import dev.dryrun.time.Span;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;

/**
 * The time of the migration without the time that we spent to read locks and facts, inside its transactions and between
 * them: what psql would have taken. It begins with the first step.
 */
public final class MigrationTime {

    private final Moment start;
    private final List<Span> overheads;

    public MigrationTime(Moment start, List<Span> overheads) {
        this.start = start;
        this.overheads =
                overheads.stream().sorted(Comparator.comparing(Span::from)).toList();
    }

    /** A moment of the run in migration time. */
    public Moment of(Moment moment) {
        Duration spent = Duration.ZERO;
        for (Span overhead : overheads) {
            if (!overhead.from().isBefore(moment)) {
                break;
            }
            spent = spent.plus(Moment.earlier(overhead.to(), moment).since(overhead.from()));
        }
        return new Moment(moment.since(start).minus(spent).toNanos());
    }

    public Between of(Between moment) {
        return new Between(of(moment.earliest()), of(moment.latest()));
    }

    /** All that we spent inside. */
    public Duration overhead() {
        return overheads.stream().map(Span::length).reduce(Duration.ZERO, Duration::plus);
    }
}
