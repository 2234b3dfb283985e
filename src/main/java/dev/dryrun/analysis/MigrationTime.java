package dev.dryrun.analysis;

import dev.dryrun.time.Between;
import dev.dryrun.time.Moment;
import dev.dryrun.time.Span;
import java.time.Duration;
import java.util.ArrayList;
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
        // What we did before the first step took nothing of the migration's time.
        this.overheads = merged(overheads.stream()
                .filter(span -> span.to().isAfter(start))
                .map(span -> new Span(Moment.later(span.from(), start), span.to()))
                .toList());
    }

    /** In the order of time, and none of it twice. */
    private static List<Span> merged(List<Span> spans) {
        List<Span> merged = new ArrayList<>();
        for (Span span : spans.stream().sorted(Comparator.comparing(Span::from)).toList()) {
            Span last = merged.isEmpty() ? span : merged.get(merged.size() - 1);
            if (merged.isEmpty() || span.from().isAfter(last.to())) {
                merged.add(span);
            } else {
                merged.set(merged.size() - 1, new Span(last.from(), Moment.later(last.to(), span.to())));
            }
        }
        return merged;
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
