package dev.dryrun.time;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Stretches of time, overlapping or not, of which start and end are known as bounds; what counts is their union. Of some
 * only a frame is known that they lie in, and how long they are together.
 */
public final class Stretches {

    /** Within {@code frame} lies as much as {@code length}. */
    private record Part(Span frame, Duration length) {}

    private final List<Span> certain = new ArrayList<>();
    private final List<Part> certainParts = new ArrayList<>();
    private final List<Span> possible = new ArrayList<>();
    private final List<Part> possibleParts = new ArrayList<>();

    public void add(Between start, Between end) {
        if (start.latest().isBefore(end.earliest())) {
            certain.add(new Span(start.latest(), end.earliest()));
        }
        possible.add(span(start.earliest(), end.latest()));
    }

    /** Adds several stretches that lie between {@code start} and {@code end} and last {@code together} so long. */
    public void add(Between start, Between end, DurationBounds together) {
        if (!together.atLeast().isZero()) {
            certainParts.add(new Part(span(start.latest(), end.earliest()), together.atLeast()));
        }
        possibleParts.add(new Part(span(start.earliest(), end.latest()), together.atMost()));
    }

    public boolean isEmpty() {
        return possible.isEmpty() && possibleParts.isEmpty();
    }

    /** How long all stretches together last, counting overlaps once. */
    public DurationBounds total() {
        Duration least = least();
        Duration most = most();
        return new DurationBounds(least, most.compareTo(least) < 0 ? least : most);
    }

    private static Span span(Moment from, Moment to) {
        return new Span(from, Moment.later(from, to));
    }

    /** Frames that do not overlap count as much as is known to lie in them, of others the fullest. */
    private Duration least() {
        Coverage exact = new Coverage(certain);
        Duration total = exact.total();
        TreeMap<Moment, Moment> chosen = new TreeMap<>();
        for (Part part : certainParts.stream()
                .sorted(Comparator.comparing(Part::length).reversed())
                .toList()) {
            Span frame = part.frame();
            Map.Entry<Moment, Moment> before = chosen.lowerEntry(frame.to());
            if (before == null || !before.getValue().isAfter(frame.from())) {
                chosen.put(frame.from(), frame.to());
                Duration more = part.length().minus(exact.within(frame));
                total = more.isNegative() ? total : total.plus(more);
            }
        }
        return total;
    }

    /** What overlaps lasts no longer than all of it together, and no longer than from its first start to its last end. */
    private Duration most() {
        List<Part> all = new ArrayList<>(possibleParts);
        new Coverage(possible).spans().forEach(span -> all.add(new Part(span, span.length())));
        all.sort(Comparator.comparing(part -> part.frame().from()));
        Duration total = Duration.ZERO;
        for (int from = 0, to; from < all.size(); from = to) {
            Moment start = all.get(from).frame().from();
            Moment end = start;
            Duration sum = Duration.ZERO;
            for (to = from;
                    to < all.size() && (to == from || all.get(to).frame().from().isBefore(end));
                    to++) {
                end = Moment.later(end, all.get(to).frame().to());
                sum = sum.plus(all.get(to).length());
            }
            Duration whole = end.since(start);
            total = total.plus(sum.compareTo(whole) < 0 ? sum : whole);
        }
        return total;
    }
}
