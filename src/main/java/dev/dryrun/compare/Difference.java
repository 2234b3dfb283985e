package dev.dryrun.compare;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import java.util.Optional;

/**
 * One figure in both runs.
 *
 * @param before absent where the earlier run has nothing to compare with
 * @param margin how far apart they would have to be to differ; absent where one of them is
 */
@JsonPropertyOrder({"measure", "unit", "before", "after", "margin", "trend"})
public record Difference(
        Measure measure, Optional<Range> before, Optional<Range> after, Optional<Double> margin, Trend trend) {

    static Difference of(Noise noise, Measure measure, Range before, Range after) {
        return new Difference(
                measure,
                Optional.of(before),
                Optional.of(after),
                Optional.of(noise.margin(measure, before, after)),
                noise.trend(measure, before, after));
    }

    static Difference of(Noise noise, Measure measure, Optional<Range> before, Optional<Range> after) {
        return before.isPresent() && after.isPresent()
                ? of(noise, measure, before.get(), after.get())
                : new Difference(measure, before, after, Optional.empty(), Trend.SAME);
    }

    /** The same figures, which are only shown. */
    Difference uncounted() {
        return new Difference(measure, before, after, margin, trend == Trend.SAME ? Trend.SAME : Trend.CHANGED);
    }

    @JsonProperty("unit")
    String unit() {
        return measure.unit();
    }

    /** Whether either run measured anything at all. */
    boolean isThere() {
        return before.isPresent() || after.isPresent();
    }
}
