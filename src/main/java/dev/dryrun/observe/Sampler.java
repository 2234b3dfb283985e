package dev.dryrun.observe;

import dev.dryrun.time.Moment;
import dev.dryrun.time.RunClock;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;

/**
 * Watches the migration from its own connection for as long as it runs: a sample at every interval, and the snapshots
 * that the steps ask for in between. All readings go through one lock, so they come to the ledgers in order.
 */
final class Sampler implements AutoCloseable {

    private static final Duration LONGEST_STOP = Duration.ofSeconds(10);

    private final LockQuery query;
    private final RunClock clock;
    private final SampleTimes times;
    private final LockLedger locks = new LockLedger();
    private final WaitLedger waits;
    private final Thread thread = new Thread(this::watch, "dryrun-sampler");
    private volatile boolean running;
    private volatile boolean closely;
    private volatile Optional<Exception> failure = Optional.empty();

    Sampler(LockQuery query, int migrationPid, Duration interval, RunClock clock) {
        this.query = query;
        this.clock = clock;
        this.times = new SampleTimes(interval);
        this.waits = new WaitLedger(migrationPid);
        thread.setDaemon(true);
    }

    void start() {
        running = true;
        thread.start();
    }

    /** For statements whose locks can only be sampled: as often as it costs the server nothing that can be measured. */
    void closely(boolean wanted) {
        closely = wanted;
    }

    /** What the migration's session holds now was locked by a question of our own, such as it will ask again. */
    synchronized LockReading learnOwnLocks() throws SQLException {
        LockReading reading = query.read();
        locks.ownQuestionLocks(reading.own());
        return reading;
    }

    synchronized void askInside() {
        locks.askInside();
    }

    /** Notes that a step is sent now, and when that is. */
    synchronized Moment stepBegins(int number) {
        Moment sent = clock.now();
        locks.stepBegins(number, sent);
        waits.stepBegins(number);
        return sent;
    }

    /** A reading between steps: it bounds what comes next, and tells the WAL position. */
    synchronized LockReading look() throws SQLException {
        LockReading reading = query.read();
        locks.sample(reading);
        waits.take(reading);
        return reading;
    }

    /** The exact set of locks of a statement that was {@code done} and whose transaction is still open. */
    synchronized LockReading snapshot(Moment done) throws SQLException {
        LockReading reading = query.read();
        locks.snapshot(reading, done);
        waits.take(reading);
        return reading;
    }

    synchronized void transactionEnds(Optional<Moment> heldUntil, Moment ended) {
        locks.transactionEnds(heldUntil, ended);
    }

    /** Stops watching. A last look ends the waits that were still seen; without a server they stay unknown. */
    @Override
    public void close() {
        running = false;
        thread.interrupt();
        try {
            thread.join(LONGEST_STOP.toMillis());
            look();
            query.close();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (SQLException e) {
            failure = failure.or(() -> Optional.of(e));
        }
        endAll();
    }

    private synchronized void endAll() {
        waits.endAll(clock.now());
    }

    synchronized LockObservations observations() {
        return new LockObservations(
                locks.spans(), waits.blocked(), waits.peaks(), locks.gaps(), waits.waitedFor(), times.result());
    }

    /** Why sampling ended before it was told to. */
    Optional<Exception> failure() {
        return failure;
    }

    private void watch() {
        Moment due = clock.now();
        try {
            while (running) {
                sample();
                due = times.nextAfter(due, clock.now(), closely);
                clock.sleepUntil(due);
            }
        } catch (InterruptedException e) {
            // Only close() interrupts this thread.
            Thread.currentThread().interrupt();
        } catch (SQLException | RuntimeException e) {
            failure = Optional.of(e);
        }
    }

    private synchronized void sample() throws SQLException {
        times.add(look());
    }
}
