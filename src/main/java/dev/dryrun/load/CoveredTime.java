package dev.dryrun.load;

import dev.dryrun.time.Moment;
import dev.dryrun.time.Span;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Time that spans cover, each moment once however many of them it lies in. */
final class CoveredTime {

    /** From the start of each stretch to its end; no two of them touch. */
    private final TreeMap<Moment, Moment> stretches = new TreeMap<>();

    /** Covers a span, and tells which parts of it had not been covered before. */
    List<Span> cover(Span span) {
        List<Span> fresh = new ArrayList<>();
        Moment from = span.from();
        Moment to = span.to();
        Moment at = span.from();
        Map.Entry<Moment, Moment> stretch = stretches.floorEntry(from);
        if (stretch == null || stretch.getValue().isBefore(from)) {
            stretch = stretches.ceilingEntry(from);
        }
        while (stretch != null && !stretch.getKey().isAfter(span.to())) {
            if (stretch.getKey().isAfter(at)) {
                fresh.add(new Span(at, stretch.getKey()));
            }
            at = Moment.later(at, stretch.getValue());
            from = Moment.earlier(from, stretch.getKey());
            to = Moment.later(to, stretch.getValue());
            stretches.remove(stretch.getKey());
            stretch = stretches.ceilingEntry(stretch.getKey());
        }
        if (at.isBefore(span.to())) {
            fresh.add(new Span(at, span.to()));
        }
        stretches.put(from, to);
        return fresh;
    }

    /** Forgets what ended before a moment that no later span begins before. */
    void forgetBefore(Moment moment) {
        while (!stretches.isEmpty() && stretches.firstEntry().getValue().isBefore(moment)) {
            stretches.pollFirstEntry();
        }
    }

    int size() {
        return stretches.size();
    }
}
