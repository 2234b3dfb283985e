package dev.dryrun.load;

import dev.dryrun.plan.LoadPlan;
import dev.dryrun.plan.LoadRate;
import dev.dryrun.plan.NoVerdict;
import dev.dryrun.profile.LoadProfile;
import dev.dryrun.profile.SessionClass;
import dev.dryrun.time.Moment;
import dev.dryrun.time.Phases;
import dev.dryrun.time.RunClock;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Makes the synthetic load: an open loop whose requests are due on a fixed schedule that nothing slows down. A request
 * that had to wait for a worker or for a connection has waited since it was due, and none is skipped. See Gil Tene,
 * "How NOT to Measure Latency", for what a loop that waits for its answers hides.
 */
public final class LoadGenerator implements AutoCloseable {

    /** What will be asked of the server, from which number of request on. */
    private record Order(Offered offered, Demand demand, long firstNumber) {}

    private final Order order;
    private final OpenClasses classes;
    private final RunClock clock;
    private Optional<LoadMeters> meters = Optional.empty();
    private Optional<LoadRun> run = Optional.empty();
    private boolean closed;

    private LoadGenerator(Order order, OpenClasses classes, RunClock clock) {
        this.order = order;
        this.classes = classes;
        this.clock = clock;
    }

    /**
     * Opens every connection and runs every query once on each, in transactions that are rolled back: what is opened
     * or planned later can block behind a lock on a catalog. With {@code --load-rate auto} finds the rate, which takes
     * three seconds and may leave rows behind.
     *
     * @param profile has at least one query
     * @throws NoVerdict if the connections cannot be opened
     */
    public static LoadGenerator prepare(LoadPlan plan, LoadProfile profile, LoadTarget target, RunClock clock) {
        Demand demand = Demand.of(plan, profile);
        OpenClasses classes = OpenClasses.open(demand, target, clock);
        try {
            Order order = plan.rate() instanceof LoadRate.Calibrated
                    ? calibrated(demand, profile.name(), new ClosedLoop(demand, classes, clock))
                    : new Order(offered(profile.name(), demand, Optional.empty()), demand, 0);
            return new LoadGenerator(order, classes, clock);
        } catch (RuntimeException failed) {
            classes.close();
            throw failed;
        }
    }

    /** How many connections a load with these classes of sessions will open. */
    public static int connections(LoadPlan plan, List<SessionClass> sessions) {
        return Demand.connections(plan.pool(), sessions);
    }

    private static Order calibrated(Demand demand, String profile, ClosedLoop loop) {
        Calibration calibration = Calibration.of(loop.sustained());
        Demand scaled = demand.scaledTo(calibration.rate());
        return new Order(offered(profile, scaled, Optional.of(calibration)), scaled, loop.numbersBelow());
    }

    private static Offered offered(String profile, Demand demand, Optional<Calibration> calibration) {
        return new Offered(profile, demand.ratePerSecond(), demand.connections(), calibration);
    }

    /** What will be asked of the server. */
    public Offered offered() {
        return order.offered();
    }

    /** What the user should know of the queries' first try on the connections. */
    public List<String> notes() {
        return List.copyOf(classes.notes());
    }

    /** The names of the classes of sessions that make requests. */
    public List<String> sessionClasses() {
        return order.demand().classes().stream().map(Demand.OfClass::name).toList();
    }

    /** Counts there, too, for whoever looks on. To be called before the start. */
    public synchronized LoadGenerator countingIn(MeterRegistry registry) {
        LoadMeters counting = new LoadMeters(registry);
        for (int i = 0; i < sessionClasses().size(); i++) {
            counting.watch(sessionClasses().get(i), classes.connections().get(i));
        }
        meters = Optional.of(counting);
        return this;
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
        List<Lane> lanes = Lane.all(order.demand(), firstDue, order.firstNumber());
        RequestBook book = new RequestBook(firstDue, lanes, new Ledger(phases, firstDue, meters));
        LoadRun started = new LoadRun(book, classes, clock);
        run = Optional.of(started);
        started.start();
    }

    /**
     * Ends the load: no request is due after the call. Those that were due have until {@code grace} to be answered; the
     * rest are counted as stuck and cancelled, and every connection is closed.
     *
     * @throws InterruptedException while it waits for those; no more are due, and it may be called again for the result
     */
    public synchronized LoadResult stop(Duration grace) throws InterruptedException {
        if (closed) {
            throw new IllegalStateException("the load is closed");
        }
        LoadRun running = run.orElseThrow(() -> new IllegalStateException("the load has not started"));
        running.end(grace);
        try {
            return running.result(order.offered());
        } finally {
            close();
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
            classes.close();
        }
    }
}
