package dev.dryrun.report;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Duration;
import java.util.Optional;

/**
 * A session that disturbed the migration: what it did, under which application_name, and from when to when, counted from
 * the start of the migration. Without a start its step was never sent; the error is what ended it before its time.
 */
public record DisturbanceReport(
        String kind,
        String application,
        Optional<String> relation,
        When when,
        int step,
        @JsonProperty("startMs") Optional<Duration> start,
        @JsonProperty("endMs") Optional<Duration> end,
        Optional<String> error) {

    /** Whether it was there when its step was sent, or came while that was under way. */
    public enum When {
        BEFORE,
        DURING
    }

    /** In words: {@code reader on public.orders, before step 3, from 12 ms to 3.1 s}. */
    public String text() {
        return kind + relation.map(name -> " on " + name).orElse("") + ", " + JsonReport.word(when) + " step " + step
                + ", " + time()
                + error.map(why -> ", ended by an error: " + why).orElse("");
    }

    private String time() {
        if (start.isEmpty()) {
            return "not begun: the step was not sent";
        }
        Duration from = start.get();
        String begun =
                from.isNegative() ? Figures.duration(from.negated()) + " before the migration" : Figures.duration(from);
        return "from " + begun + end.map(to -> " to " + Figures.duration(to)).orElse(" on");
    }
}
