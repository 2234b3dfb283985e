package dev.dryrun.time;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/** The one monotonic clock of a run; the only place that asks the machine for the time. */
public final class RunClock {

    private final LongSupplier nanoTime;
    private final long origin;
    private final Instant startedAt;
    private final Supplier<Instant> wall;

    /** A clock over any source of nanoseconds; tests advance theirs by hand. */
    public RunClock(LongSupplier nanoTime, Instant startedAt) {
        this(nanoTime, startedAt, Optional.empty());
    }

    /** The same beside a wall clock that may be moved. */
    public RunClock(LongSupplier nanoTime, Instant startedAt, Supplier<Instant> wall) {
        this(nanoTime, startedAt, Optional.of(wall));
    }

    private RunClock(LongSupplier nanoTime, Instant startedAt, Optional<Supplier<Instant>> wall) {
        this.wall = wall.orElse(() -> wallTime(now()));
        this.nanoTime = nanoTime;
        this.origin = nanoTime.getAsLong();
        this.startedAt = startedAt;
    }

    public static RunClock system() {
        return new RunClock(System::nanoTime, Instant.now(), Instant::now);
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

    /** How far the machine's wall clock has come ahead of this one; it changes when the one is set or the other sleeps. */
    Duration wallAhead() {
        return Duration.between(wallTime(now()), wall.get());
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
