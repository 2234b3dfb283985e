package dev.dryrun.analysis;

import dev.dryrun.time.Between;
import dev.dryrun.time.DurationBounds;
import dev.dryrun.time.Moment;
import dev.dryrun.time.Span;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Stretches of time, overlapping or not, of which start and end are known as bounds; what counts is their union. */
final class Stretches {

    private final List<Span> certain = new ArrayList<>();
    private final List<Span> possible = new ArrayList<>();

    void add(Between start, Between end) {
        if (start.latest().isBefore(end.earliest())) {
            certain.add(new Span(start.latest(), end.earliest()));
        }
        possible.add(new Span(start.earliest(), Moment.later(start.earliest(), end.latest())));
    }

    boolean isEmpty() {
        return possible.isEmpty();
    }

    /** How long all stretches together last, counting overlaps once. */
    DurationBounds total() {
        Duration least = union(certain);
        Duration most = union(possible);
        return new DurationBounds(least, most.compareTo(least) < 0 ? least : most);
    }

    private static Duration union(List<Span> spans) {
        Duration total = Duration.ZERO;
        Moment covered = null;
        for (Span span : spans.stream().sorted(Comparator.comparing(Span::from)).toList()) {
            Moment from = covered == null ? span.from() : Moment.later(covered, span.from());
            if (span.to().isAfter(from)) {
                total = total.plus(span.to().since(from));
            }
            covered = covered == null ? span.to() : Moment.later(covered, span.to());
        }
        return total;
    }
}
