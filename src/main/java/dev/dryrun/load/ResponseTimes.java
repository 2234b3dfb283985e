package dev.dryrun.load;

import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.Optional;
import org.HdrHistogram.HistogramIterationValue;
import org.HdrHistogram.PackedHistogram;

/**
 * Times of requests: each as it is while they are few, because there is such a collection for every query in every step
 * that it met and a histogram takes kilobytes; to three significant digits in an HdrHistogram when they are many. The
 * maximum is exact. Not thread-safe.
 */
final class ResponseTimes {

    private static final int FEW = 1000;
    private static final int FIRST_SIZE = 2;
    private static final int SIGNIFICANT_DIGITS = 3;

    private long[] few = new long[FIRST_SIZE];
    private int size;
    private Optional<PackedHistogram> many = Optional.empty();
    private long max;

    void add(long micros) {
        max = Math.max(max, micros);
        if (many.isPresent() || size == FEW) {
            histogram().recordValue(micros);
            return;
        }
        if (size == few.length) {
            few = Arrays.copyOf(few, size * 2);
        }
        few[size++] = micros;
    }

    /** Adds what another has collected. */
    void add(ResponseTimes other) {
        if (other.many.isPresent()) {
            histogram().add(other.many.get());
        } else {
            Arrays.stream(other.few, 0, other.size).forEach(this::add);
        }
        max = Math.max(max, other.max);
    }

    Latency latency() {
        if (many.isPresent()) {
            PackedHistogram all = many.get();
            return new Latency(all.getTotalCount(), counted(all, 50), counted(all, 90), counted(all, 99), micros(max));
        }
        if (size == 0) {
            return Latency.NONE;
        }
        long[] sorted = Arrays.copyOf(few, size);
        Arrays.sort(sorted);
        return new Latency(size, ranked(sorted, 50), ranked(sorted, 90), ranked(sorted, 99), micros(max));
    }

    /** The sum of the times, as far as each goes beyond {@code usual}. */
    Duration beyond(long usualMicros) {
        long sum = Arrays.stream(few, 0, size)
                .map(each -> Math.max(0, each - usualMicros))
                .sum();
        if (many.isPresent()) {
            for (HistogramIterationValue value : many.get().recordedValues()) {
                long middle = many.get().medianEquivalentValue(value.getValueIteratedTo());
                sum += Math.max(0, Math.min(max, middle) - usualMicros) * value.getCountAtValueIteratedTo();
            }
        }
        return micros(sum);
    }

    /** From now on they are many. */
    private PackedHistogram histogram() {
        if (many.isEmpty()) {
            PackedHistogram all = new PackedHistogram(SIGNIFICANT_DIGITS);
            Arrays.stream(few, 0, size).forEach(all::recordValue);
            many = Optional.of(all);
            few = new long[0];
            size = 0;
        }
        return many.get();
    }

    private Duration counted(PackedHistogram all, int percent) {
        return micros(Math.min(max, all.getValueAtPercentile(percent)));
    }

    private static Duration ranked(long[] sorted, int percent) {
        return micros(sorted[(sorted.length * percent + 99) / 100 - 1]);
    }

    private static Duration micros(long micros) {
        return Duration.of(micros, ChronoUnit.MICROS);
    }
}
