package dev.dryrun.time;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;

/** The one monotonic clock of a run; the only place that asks the machine for the time. */
public final class RunClock {

    private final LongSupplier nanoTime;
    private final long origin;
    private final Instant startedAt;

    /** A clock over any source of nanoseconds; tests advance theirs by hand. */
    public RunClock(LongSupplier nanoTime, Instant startedAt) {
        this.nanoTime = nanoTime;
        this.origin = nanoTime.getAsLong();
        this.startedAt = startedAt;
    }

    public static RunClock system() {
        return new RunClock(System::nanoTime, Instant.now());
    }

    public Moment now() {
        return new Moment(nanoTime.getAsLong() - origin);
    }

    public Instant startedAt() {
        return startedAt;
    }

    /** The wall-clock time of a moment, to be held against the server's log; drifts as the machine's clocks do. */
    public Instant wallTime(Moment moment) {
        return startedAt.plusNanos(moment.nanos());
    }

    /** Waits until {@code moment}, to the precision of the machine's timer (some 60 µs on Linux). */
    public void sleepUntil(Moment moment) throws InterruptedException {
        for (Duration left = moment.since(now()); left.toNanos() > 0; left = moment.since(now())) {
            if (Thread.interrupted()) {
                throw new InterruptedException();
            }
            LockSupport.parkNanos(left.toNanos());
        }
    }
}
