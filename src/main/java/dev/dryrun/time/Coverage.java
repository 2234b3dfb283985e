package dev.dryrun.time;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/** The union of spans that are known exactly. */
public final class Coverage {

    private final List<Span> spans;
    private final long[] starts;
    private final long[] coveredBefore;

    public Coverage(List<Span> overlapping) {
        spans = merged(overlapping);
        starts = spans.stream().mapToLong(span -> span.from().nanos()).toArray();
        coveredBefore = new long[spans.size() + 1];
        for (int i = 0; i < spans.size(); i++) {
            coveredBefore[i + 1] = coveredBefore[i] + spans.get(i).length().toNanos();
        }
    }

    /** In the order of time, and no time in two of them. */
    public List<Span> spans() {
        return spans;
    }

    public Duration total() {
        return Duration.ofNanos(coveredBefore[spans.size()]);
    }

    /** How much of a span is covered. */
    public Duration within(Span span) {
        return before(span.to()).minus(before(span.from()));
    }

    /** How much is covered up to a moment. */
    public Duration before(Moment moment) {
        int found = Arrays.binarySearch(starts, moment.nanos());
        int last = found >= 0 ? found : -found - 2;
        if (last < 0) {
            return Duration.ZERO;
        }
        Span reached = spans.get(last);
        return Duration.ofNanos(coveredBefore[last])
                .plus(Moment.earlier(reached.to(), moment).since(reached.from()));
    }

    private static List<Span> merged(List<Span> overlapping) {
        List<Span> merged = new ArrayList<>();
        for (Span span :
                overlapping.stream().sorted(Comparator.comparing(Span::from)).toList()) {
            Span last = merged.isEmpty() ? span : merged.get(merged.size() - 1);
            if (merged.isEmpty() || span.from().isAfter(last.to())) {
                merged.add(span);
            } else {
                merged.set(merged.size() - 1, new Span(last.from(), Moment.later(last.to(), span.to())));
            }
        }
        return List.copyOf(merged);
    }
}
