package dev.dryrun.load;

import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;

/**
 * Response times of few requests in little memory, and of many in no more than the times differ: counts of classes, which
 * grow with the value, so that what is read from their middles is right to a share of it; the maximum is exact. Not
 * thread-safe.
 */
final class Sketch {

    private static final int COARSE = 6;
    private static final int FINE = 10;
    private static final int FIRST_SIZE = 2;

    /** Of the number of classes for each power of two; below twice that number every value is a class of its own. */
    private final int stepBits;

    private char[] keys = new char[FIRST_SIZE];
    private int[] counts = new int[FIRST_SIZE];
    private int size;
    private long total;
    private long max;

    private Sketch(int stepBits) {
        this.stepBits = stepBits;
    }

    /** Right to 1 %. */
    static Sketch coarse() {
        return new Sketch(COARSE);
    }

    /** Right to three significant digits. */
    static Sketch fine() {
        return new Sketch(FINE);
    }

    void add(long micros) {
        add(key(micros), 1);
        max = Math.max(max, micros);
    }

    /** Adds what one of the same classes has counted. */
    void add(Sketch other) {
        for (int i = 0; i < other.size; i++) {
            add(other.keys[i], other.counts[i]);
        }
        max = Math.max(max, other.max);
    }

    Latency latency() {
        return new Latency(total, percentile(50), percentile(90), percentile(99), micros(max));
    }

    /** The sum of the times, as far as each goes beyond {@code usual}. */
    Duration beyond(long usualMicros) {
        long sum = 0;
        for (int i = 0; i < size; i++) {
            sum += Math.max(0, Math.min(max, middle(keys[i])) - usualMicros) * counts[i];
        }
        return micros(sum);
    }

    private Duration percentile(int percent) {
        long rank = (total * percent + 99) / 100;
        long seen = 0;
        for (int i = 0; i < size; i++) {
            seen += counts[i];
            if (seen >= rank) {
                return micros(Math.min(max, middle(keys[i])));
            }
        }
        return micros(max);
    }

    private void add(int key, int count) {
        int at = Arrays.binarySearch(keys, 0, size, (char) key);
        if (at < 0) {
            at = insert(-at - 1, (char) key);
        }
        counts[at] += count;
        total += count;
    }

    private int insert(int at, char key) {
        if (size == keys.length) {
            keys = Arrays.copyOf(keys, size * 2);
            counts = Arrays.copyOf(counts, size * 2);
        }
        System.arraycopy(keys, at, keys, at + 1, size - at);
        System.arraycopy(counts, at, counts, at + 1, size - at);
        keys[at] = key;
        counts[at] = 0;
        size++;
        return at;
    }

    /** Grows with the value. */
    private int key(long micros) {
        int steps = 1 << stepBits;
        if (micros < 2 * steps) {
            return (int) micros;
        }
        int shift = Long.SIZE - 1 - Long.numberOfLeadingZeros(micros) - stepBits;
        return shift * steps + (int) (micros >>> shift);
    }

    private long middle(int key) {
        int steps = 1 << stepBits;
        if (key < 2 * steps) {
            return key;
        }
        int shift = key / steps - 1;
        return ((long) (key - shift * steps) << shift) + (1L << (shift - 1));
    }

    private static Duration micros(long micros) {
        return Duration.of(micros, ChronoUnit.MICROS);
    }
}
