package dev.dryrun.load;

import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;

/**
 * Response times of few requests in little memory: counts of classes that are at most 1/64 wide, so that what is read
 * from their middles is right to 1 %; the maximum is exact. Not thread-safe.
 */
final class Sketch {

    private static final int EXACT_BELOW = 128;
    private static final int STEPS = 64;
    private static final int STEP_BITS = 6;

    private short[] keys = new short[8];
    private int[] counts = new int[8];
    private int size;
    private long total;
    private long max;

    void add(long micros) {
        add(key(micros), 1);
        max = Math.max(max, micros);
    }

    void add(Sketch other) {
        for (int i = 0; i < other.size; i++) {
            add(other.keys[i], other.counts[i]);
        }
        max = Math.max(max, other.max);
    }

    Latency latency() {
        return new Latency(total, percentile(50), percentile(90), percentile(99), micros(max));
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
        int at = Arrays.binarySearch(keys, 0, size, (short) key);
        if (at < 0) {
            at = insert(-at - 1, (short) key);
        }
        counts[at] += count;
        total += count;
    }

    private int insert(int at, short key) {
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

    /** Grows with the value: itself below 128, then 64 keys for each power of two. */
    private static int key(long micros) {
        if (micros < EXACT_BELOW) {
            return (int) micros;
        }
        int shift = Long.SIZE - 1 - Long.numberOfLeadingZeros(micros) - STEP_BITS;
        return EXACT_BELOW + (shift - 1) * STEPS + (int) (micros >>> shift) - STEPS;
    }

    private static long middle(int key) {
        if (key < EXACT_BELOW) {
            return key;
        }
        int shift = (key - EXACT_BELOW) / STEPS + 1;
        long step = (key - EXACT_BELOW) % STEPS + STEPS;
        return (step << shift) + (1L << (shift - 1));
    }

    private static Duration micros(long micros) {
        return Duration.of(micros, ChronoUnit.MICROS);
    }
}
