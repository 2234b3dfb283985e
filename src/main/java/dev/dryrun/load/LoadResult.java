package dev.dryrun.load;

import dev.dryrun.time.Moment;
import dev.dryrun.time.Phases;
import dev.dryrun.time.Span;
import java.util.List;
import java.util.Optional;

/**
 * What the load felt over the run.
 *
 * @param phases one for every phase that was begun, in their order, those without a request included
 * @param queries one for every query, in the order of the profile
 * @param saturated the figures say more about this machine than about the migration: already in the warm-up, with no
 *     migration running, more than 1 % of the requests were sent more than 100 ms after they were due (or never), so
 *     the rate is more than the server, the pool or we can do
 * @param classes one for every class of sessions that has queries
 * @param pool of all classes together
 * @param due requests were due in this time, at the rate of the plan and without exception
 */
public record LoadResult(
        Offered offered,
        List<PhaseLoad> phases,
        List<QueryLoad> queries,
        List<ClassLoad> classes,
        boolean saturated,
        PoolUse pool,
        Span due,
        TimeSeries series) {

    public LoadResult {
        phases = List.copyOf(phases);
        queries = List.copyOf(queries);
        classes = List.copyOf(classes);
    }

    /** One of which nothing is known yet but what will be asked of the server. */
    public static LoadResult begun(Offered offered, Moment now) {
        PoolUse unused = new PoolUse(offered.connections(), PoolWaits.NONE, 0);
        return new LoadResult(
                offered, List.of(), List.of(), List.of(), false, unused, new Span(now, now), TimeSeries.NONE);
    }

    /** The schedule began here: a first request of constant arrivals was due at this moment. */
    public Moment firstDue() {
        return due.from();
    }

    /** Requests were due before this moment. */
    public Moment end() {
        return due.to();
    }

    /** What was felt in one phase. */
    public Optional<PhaseLoad> in(Phases.Phase phase) {
        return phases.stream().filter(load -> load.phase().equals(phase)).findFirst();
    }

    /** The warm-up, against which the steps are held; empty if the run had none. */
    public Optional<PhaseLoad> baseline() {
        return phases.stream()
                .filter(load -> load.phase().kind() == Phases.Kind.WARM_UP)
                .findFirst();
    }
}
