package dev.dryrun.load;

import dev.dryrun.plan.LoadPlan;
import dev.dryrun.plan.LoadRate;
import dev.dryrun.plan.NoVerdict;
import dev.dryrun.profile.LoadProfile;
import dev.dryrun.time.Moment;
import dev.dryrun.time.Phases;
import dev.dryrun.time.RunClock;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;

/**
 * Makes the synthetic load: an open loop whose requests are due on a fixed schedule that nothing slows down. A request
 * that had to wait for a worker or for a connection has waited since it was due, and none is skipped. See Gil Tene,
 * "How NOT to Measure Latency", for what a loop that waits for its answers hides.
 */
public final class LoadGenerator implements AutoCloseable {

    /** While every connection hangs, further requests queue at the pool, as those of an application do. */
    private static final int WORKERS_PER_CONNECTION = 4;

    private final Offered offered;
    private final QueryMix mix;
    private final LoadPool pool;
    private final RunClock clock;
    private Optional<LoadRun> run = Optional.empty();
    private boolean closed;

    private LoadGenerator(Offered offered, QueryMix mix, LoadPool pool, RunClock clock) {
        this.offered = offered;
        this.mix = mix;
        this.pool = pool;
        this.clock = clock;
    }

    /**
     * Opens every connection and runs every query once on each, in transactions that are rolled back: what is opened
     * or planned later can block behind a lock on a catalog.
     *
     * @param profile has at least one query
     * @throws NoVerdict if the connections cannot be opened
     */
    public static LoadGenerator prepare(LoadPlan plan, LoadProfile profile, LoadTarget target, RunClock clock) {
        QueryMix mix = new QueryMix(profile.queries());
        LoadPool pool = LoadPool.open(target, plan.connections(), clock);
        try {
            pool.warm(mix.queries());
            return new LoadGenerator(offered(plan, profile), mix, pool, clock);
        } catch (SQLException failed) {
            pool.close();
            throw new NoVerdict(
                    "trying the load's queries before the migration: " + failed.getMessage(),
                    "the server's log says more; --load none runs the migration without load",
                    failed);
        }
    }

    private static Offered offered(LoadPlan plan, LoadProfile profile) {
        double rate = plan.rate() instanceof LoadRate.PerSecond given
                ? given.requests()
                : profile.ratePerSecond().orElse(LoadPlan.DEFAULT_RATE);
        return new Offered(profile.name(), rate, plan.connections(), Optional.empty());
    }

    /**
     * Begins the schedule.
     *
     * @param phases has begun its first phase
     */
    public synchronized void start(Moment firstDue, Phases phases) {
        if (closed || run.isPresent() || phases.all().isEmpty()) {
            throw new IllegalStateException("a load starts once, and in a phase");
        }
        Schedule schedule = new Schedule(firstDue, offered.ratePerSecond());
        LoadRun started = new LoadRun(new RequestBook(offered, schedule, mix, phases), pool, clock);
        run = Optional.of(started);
        started.start(offered.connections() * WORKERS_PER_CONNECTION);
    }

    /**
     * Ends the load: no request is due after the call. Those that were due have until {@code grace} to be answered; the
     * rest are counted as stuck and cancelled, and every connection is closed.
     */
    public synchronized LoadResult stop(Duration grace) throws InterruptedException {
        if (closed) {
            throw new IllegalStateException("the load is closed");
        }
        LoadRun running = run.orElseThrow(() -> new IllegalStateException("the load has not started"));
        try {
            running.end(grace);
            return running.result(pool.use());
        } finally {
            closed = true;
            running.abort();
        }
    }

    /** Cancels what is under way and closes every connection; does nothing after {@link #stop}. */
    @Override
    public synchronized void close() {
        if (closed) {
            return;
        }
        closed = true;
        try {
            if (run.isPresent()) {
                run.get().abort();
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        } finally {
            pool.close();
        }
    }
}
