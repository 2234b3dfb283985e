package dev.dryrun.observe;

import dev.dryrun.observe.LockReading.OwnTransaction;
import dev.dryrun.time.Between;
import dev.dryrun.time.Moment;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Where the write-ahead log stood at each reading, and which session each transaction was seen in. It tells when a record
 * of the log was written. Memory is bounded: of very many readings every second one is forgotten, which makes bounds
 * wider, not wrong. Not thread-safe.
 */
final class WalTrail {

    private static final int MOST_READINGS = 1 << 18;
    private static final int MOST_TRANSACTIONS = 1 << 18;

    private final long[] asked;
    private final long[] answered;
    private final long[] positions;
    private final Map<Long, Integer> sessions = new HashMap<>();
    private int size;

    WalTrail() {
        this(MOST_READINGS);
    }

    WalTrail(int mostReadings) {
        asked = new long[mostReadings];
        answered = new long[mostReadings];
        positions = new long[mostReadings];
    }

    /** Takes the next reading, in the order of time. */
    void add(LockReading reading) {
        if (size == asked.length) {
            forgetEverySecond();
        }
        asked[size] = reading.asked().nanos();
        answered[size] = reading.answered().nanos();
        positions[size] = reading.walPosition();
        size++;
        for (OwnTransaction own : reading.transactions()) {
            if (sessions.size() < MOST_TRANSACTIONS) {
                sessions.put(own.id(), own.session());
            }
        }
    }

    /** The process of the migration's session that each transaction was seen in. */
    Map<Long, Integer> sessions() {
        return Map.copyOf(sessions);
    }

    /**
     * When an ACCESS EXCLUSIVE lock that no reading shows was there, if the record at {@code position} tells of it: a
     * reading looks at the log first and at the locks then, so the lock may have come after the locks were looked at in
     * the last reading but one before the record, and was gone in the first one after it.
     */
    Between around(long position) {
        int after = firstFrom(position + 1);
        long from = after >= 2 ? asked[after - 2] : Long.MIN_VALUE;
        long to = after < size ? answered[after] : Long.MAX_VALUE;
        return new Between(new Moment(from), new Moment(to));
    }

    /** Where the log stood at the first reading that was asked for at or after a moment, if there was one. */
    Optional<Long> positionAfter(Moment moment) {
        int low = 0;
        for (int high = size; low < high; ) {
            int middle = (low + high) >>> 1;
            if (asked[middle] < moment.nanos()) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low < size ? Optional.of(positions[low]) : Optional.empty();
    }

    /** The first reading that found the log at {@code position} or beyond. */
    private int firstFrom(long position) {
        int low = 0;
        for (int high = size; low < high; ) {
            int middle = (low + high) >>> 1;
            if (positions[middle] < position) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    private void forgetEverySecond() {
        int kept = 0;
        for (int i = 0; i < size; i += 2) {
            asked[kept] = asked[i];
            answered[kept] = answered[i];
            positions[kept] = positions[i];
            kept++;
        }
        size = kept;
    }
}
