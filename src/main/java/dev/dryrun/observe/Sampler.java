package dev.dryrun.observe;

import dev.dryrun.script.Step;
import dev.dryrun.time.Moment;
import dev.dryrun.time.RunClock;
import dev.dryrun.time.WallWatch;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Watches the sessions of the migration from its own connection for as long as it runs: a sample at every interval, and
 * the snapshots that the steps ask for in between. All readings go through one lock, so they come to the ledgers in
 * order.
 */
final class Sampler implements AutoCloseable {

    private static final Duration LONGEST_STOP = Duration.ofSeconds(10);

    /** A long interval does not let a step go by that is to be watched closely. */
    private static final Duration NAP = Duration.ofMillis(10);

    private final LockQuery query;
    private final RunClock clock;
    private final SampleTimes times;
    private final WallWatch wall;
    private final Map<Integer, LockLedger> ledgers = new LinkedHashMap<>();
    private final Set<Integer> closely = new HashSet<>();
    private final WaitLedger waits = new WaitLedger();
    private final WalTrail trail = new WalTrail();
    private final PhaseLedger phases = new PhaseLedger();
    private final LiveSteps live = new LiveSteps();
    private final Thread thread = new Thread(this::watch, "dryrun-sampler");
    private volatile boolean running;
    private volatile Optional<Exception> failure = Optional.empty();
    private Consumer<Exception> whenLost = lost -> {};

    Sampler(LockQuery query, Duration interval, RunClock clock) {
        this.query = query;
        this.clock = clock;
        this.times = new SampleTimes(interval);
        this.wall = new WallWatch(clock);
        thread.setDaemon(true);
    }

    /** Who is to be told, before it starts, if watching comes to an end of itself. */
    void whenLost(Consumer<Exception> told) {
        whenLost = told;
    }

    void start() {
        running = true;
        thread.start();
    }

    /** Watches one more session of the migration from now on. */
    synchronized WatchedSession watch(int pid) throws SQLException {
        LockLedger ledger = ledgers.computeIfAbsent(pid, ignored -> new LockLedger());
        waits.watch(pid);
        query.watch(ledgers.keySet());
        return new WatchedSession(this, ledger, pid);
    }

    /** For statements whose locks can only be sampled: as often as it costs the server nothing that can be measured. */
    synchronized void closely(int session, boolean wanted) {
        if (wanted) {
            closely.add(session);
        } else {
            closely.remove(session);
            phases.ends(session, clock.now());
        }
    }

    /** What a session holds now, without it being kept as the migration's. */
    synchronized LockReading read(int session) throws SQLException {
        query.watch(Set.of(session));
        try {
            return query.read().of(session);
        } finally {
            query.watch(ledgers.keySet());
        }
    }

    /** Notes that a step is sent now, and when that is. */
    synchronized Moment stepBegins(int session, LockLedger locks, Step step) {
        Moment sent = clock.now();
        locks.stepBegins(step.number(), sent);
        waits.stepBegins(step.number(), sent);
        phases.stepBegins(session, step.number(), sent);
        live.stepBegins(step, sent);
        return sent;
    }

    /** A reading between steps: it bounds what comes next, and tells the WAL position. */
    synchronized LockReading look() throws SQLException {
        LockReading reading = query.read();
        ledgers.forEach((session, locks) -> locks.sample(reading.of(session)));
        take(reading);
        lookAtPhases();
        return reading;
    }

    /** The commands that have phases are those whose locks can only be sampled. */
    private void lookAtPhases() throws SQLException {
        if (!closely.isEmpty()) {
            Moment asked = clock.now();
            Map<Integer, String> now = query.phases(closely);
            phases.take(asked, clock.now(), now);
        }
    }

    /** The exact set of locks of a session whose statement was {@code done} and whose transaction is still open. */
    synchronized LockReading snapshot(int asking, Moment done) throws SQLException {
        LockReading reading = query.read();
        ledgers.forEach((session, locks) -> {
            if (session == asking) {
                locks.snapshot(reading.of(session), done);
            } else {
                locks.sample(reading.of(session));
            }
        });
        take(reading);
        return reading.of(asking);
    }

    private void take(LockReading reading) {
        waits.take(reading);
        trail.add(reading);
        live.seen(reading, waits.goingOn());
    }

    synchronized void tell(Runnable ledger) {
        ledger.run();
    }

    /** Stops watching. A last look ends the waits that were still seen; without a server they stay unknown. */
    @Override
    public void close() {
        running = false;
        thread.interrupt();
        try {
            thread.join(LONGEST_STOP.toMillis());
            if (thread.isAlive()) {
                query.abort();
                throw new SQLException("the server does not answer any more");
            }
            sample();
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
        closely.forEach(session -> phases.ends(session, clock.now()));
    }

    synchronized LockObservations observations() {
        List<LockSpan> spans = new ArrayList<>();
        Map<Integer, Duration> gaps = new HashMap<>();
        ledgers.values().forEach(locks -> {
            spans.addAll(locks.spans());
            gaps.putAll(locks.gaps());
        });
        return new LockObservations(
                spans,
                waits.blocked(),
                waits.queues(),
                gaps,
                waits.waitedFor(),
                phases.phases(),
                times.result(),
                Set.of());
    }

    /** What is known so far of steps that have ended, and of what stands or waits because of them. */
    synchronized LockObservations soFar(List<RanStep> ended) {
        Moment now = clock.now();
        int first = ended.stream().mapToInt(RanStep::number).min().orElse(Integer.MAX_VALUE);
        Moment from = ended.stream()
                .map(step -> step.timing().sent())
                .min(Moment::compareTo)
                .orElse(now);
        List<LockSpan> spans = new ArrayList<>();
        Map<Integer, Duration> gaps = new HashMap<>();
        Map<Integer, DeepestQueue> deepest = new HashMap<>();
        ledgers.values().forEach(locks -> spans.addAll(locks.since(first, now)));
        for (RanStep step : ended) {
            ledgers.values().forEach(locks -> locks.gap(step.number()).ifPresent(gap -> gaps.put(step.number(), gap)));
            waits.queue(step.number()).ifPresent(queue -> deepest.put(step.number(), queue));
        }
        return new LockObservations(
                spans,
                waits.blockedSince(from, now),
                deepest,
                gaps,
                waits.waitedForSince(from, now),
                phases.phases().stream().filter(phase -> phase.step() >= first).toList(),
                times.result(),
                Set.of());
    }

    /** Where the write-ahead log stood meanwhile; complete when watching has ended. */
    WalTrail trail() {
        return trail;
    }

    /** What goes on just now; its figures take no lock of the sampler. */
    LiveSteps live() {
        return live;
    }

    /** When nothing was seen, and when the wall clock was moved. */
    synchronized List<Silence> silences() {
        return times.silences();
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
                boolean close = isClosely();
                due = times.nextAfter(due, clock.now(), close);
                if (!rest(due, close)) {
                    due = clock.now();
                }
            }
        } catch (InterruptedException e) {
            // Only close() interrupts this thread.
            Thread.currentThread().interrupt();
        } catch (SQLException | RuntimeException e) {
            failure = Optional.of(e);
            whenLost.accept(e);
        }
    }

    /** Sleeps until then; false if meanwhile a step has come whose locks can only be sampled. */
    private boolean rest(Moment due, boolean close) throws InterruptedException {
        while (clock.now().isBefore(due)) {
            clock.sleepUntil(Moment.earlier(due, clock.now().plus(NAP)));
            if (!close && isClosely()) {
                return false;
            }
        }
        return true;
    }

    private synchronized boolean isClosely() {
        return !closely.isEmpty();
    }

    private synchronized void sample() throws SQLException {
        LockReading reading = look();
        times.add(reading, wall.look());
    }
}
