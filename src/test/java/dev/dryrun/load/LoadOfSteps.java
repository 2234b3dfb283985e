package dev.dryrun.load;

import dev.dryrun.plan.LoadPlan;
import dev.dryrun.plan.LoadRate;
import dev.dryrun.plan.LoadSource;
import dev.dryrun.plan.PoolPlan;
import dev.dryrun.profile.LoadProfile;
import dev.dryrun.profile.LoadQuery;
import dev.dryrun.time.Moment;
import dev.dryrun.time.Phases;
import dev.dryrun.time.RunClock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The load of a run that nobody has made: 100 requests a second of ten queries, all booked as in a run. One in twenty is
 * slow, one of the queries fails from a moment on, and of another one in a hundred requests fails with a message of its own.
 */
public final class LoadOfSteps {

    private static final int QUERIES = 10;
    private static final int SLOW_ONE_IN = 20;
    private static final int FAILS_ONE_IN = 100;

    private LoadOfSteps() {}

    /** @param broken from then on every request of the first query fails */
    public static LoadResult over(Phases phases, Moment end, Moment broken) {
        List<LoadQuery> queries = new ArrayList<>();
        for (int i = 0; i < QUERIES; i++) {
            queries.add(LoadQuery.of("read c" + i, "SELECT c" + i + " FROM t" + i, false, List.of(List.of())));
        }
        LoadRate rate = new LoadRate.PerSecond(100);
        LoadPlan plan = new LoadPlan(
                LoadSource.AUTO,
                rate,
                new PoolPlan(16, PoolPlan.TIMEOUT, false),
                Duration.ZERO,
                Duration.ZERO,
                Set.of());
        Demand demand = Demand.of(plan, LoadProfile.of("many", queries, List.of()));
        List<Lane> lanes = Lane.all(demand, Moment.ORIGIN, 0);
        RequestBook book = new RequestBook(Moment.ORIGIN, lanes, new Ledger(phases, Moment.ORIGIN));
        while (lanes.get(0).due().isBefore(end)) {
            Turn turn = book.take(lanes.get(0), lanes.get(0).due()).orElseThrow();
            book.answered(turn, answer(turn.request(), turn.request().query() == queries.get(0), broken));
        }
        AtomicLong nanos = new AtomicLong();
        RunClock clock = new RunClock(nanos::get, Instant.EPOCH);
        nanos.set(end.nanos());
        book.close(book.end(clock::now));
        return book.result(new Offered("many", 100, 16, Optional.empty()), List.of(0L));
    }

    private static Answer answer(Request request, boolean first, Moment broken) {
        long number = request.number();
        long micros = number % SLOW_ONE_IN == 0 ? 150_000 + number % 1000 : 900 + number % 701;
        Moment done = request.due().plus(Duration.ofNanos(micros * 1000));
        return new Answer(Optional.of(request.due()), done, Duration.ZERO, outcome(request, first, broken));
    }

    private static Answer.Outcome outcome(Request request, boolean first, Moment broken) {
        if (first && request.due().isAfter(broken)) {
            return new Answer.Outcome.Failed(new Failure.Cause("42703", "column \"c0\" does not exist"));
        }
        if (request.number() % FAILS_ONE_IN == 0) {
            String message = "deadlock detected, of request " + request.number();
            return new Answer.Outcome.Failed(new Failure.Cause("40P01", message));
        }
        return new Answer.Outcome.Done();
    }
}
