package dev.dryrun.load;

import dev.dryrun.profile.LoadQuery;
import dev.dryrun.time.Moment;
import dev.dryrun.time.Phases;
import dev.dryrun.time.Span;
import java.time.Duration;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Hands out the requests of the schedule in their order and counts what became of each. None is skipped: what is due
 * before the end and has no answer at the close is stuck, whether a worker had begun it or not.
 */
final class RequestBook {

    private static final Duration LATE = Duration.ofMillis(10);
    private static final double SATURATED_SHARE = 0.01;

    private final Offered offered;
    private final Schedule schedule;
    private final QueryMix mix;
    private final Phases phases;
    private final Map<Long, Request> underWay = new HashMap<>();
    private final Map<Phases.Phase, Tally> byPhase = new HashMap<>();
    /** By identity, because the hash of a query goes over all its parameters. */
    private final Map<LoadQuery, Tally> byQuery = new IdentityHashMap<>();

    private final Map<LoadQuery, FailureLog> failures = new IdentityHashMap<>();

    private Optional<Moment> end = Optional.empty();
    private boolean closed;
    private long next;

    RequestBook(Offered offered, Schedule schedule, QueryMix mix, Phases phases) {
        this.offered = offered;
        this.schedule = schedule;
        this.mix = mix;
        this.phases = phases;
        mix.queries().forEach(query -> {
            byQuery.put(query, new Tally());
            failures.put(query, new FailureLog());
        });
    }

    /** The next request, for a worker that is free {@code now}; empty when no more is due before the end. */
    synchronized Optional<Request> take(Moment now) {
        Moment due = schedule.due(next);
        if (closed || !isBeforeEnd(due)) {
            return Optional.empty();
        }
        Request request = request(next, now);
        underWay.put(next, request);
        next++;
        return Optional.of(request);
    }

    /**
     * Ends the schedule now: requests due at that moment or later are not made. The time is read while nobody can
     * book an answer, so that none is counted that was due after the end.
     */
    synchronized Moment end(Supplier<Moment> now) {
        Moment moment = now.get();
        end = Optional.of(moment);
        return moment;
    }

    /** Whether a worker that holds this request shall still make it. */
    synchronized boolean isWanted(Request request) {
        return !closed && isBeforeEnd(request.due());
    }

    /** Counts an answer. One that comes after the close is not counted: its request is stuck already. */
    synchronized void answered(Request request, Answer answer) {
        if (underWay.remove(request.number(), request) && !closed) {
            phase(request).answered(request, answer);
            byQuery.get(request.query()).answered(request, answer);
            failures.get(request.query()).answered(request, answer);
        }
    }

    /** Counts every request without an answer as stuck. Nothing is handed out or counted after this. */
    synchronized void close(Moment now) {
        if (closed) {
            return;
        }
        end = end.or(() -> Optional.of(now));
        underWay.values().stream().filter(this::isWanted).forEach(request -> stuck(request, now));
        underWay.clear();
        for (; isBeforeEnd(schedule.due(next)); next++) {
            stuck(request(next, now), now);
        }
        closed = true;
    }

    /** What was felt until the close. */
    synchronized LoadResult result(PoolUse pool) {
        Moment closedAt = end.orElseThrow(() -> new IllegalStateException("the load has not ended"));
        List<PhaseLoad> byPhases = phases.all().stream().map(this::phaseLoad).toList();
        List<QueryLoad> byQueries = mix.queries().stream().map(this::queryLoad).toList();
        Span due = new Span(schedule.firstDue(), Moment.later(schedule.firstDue(), closedAt));
        return new LoadResult(offered, byPhases, byQueries, List.of(), isSaturated(), pool, due, TimeSeries.NONE);
    }

    private Request request(long number, Moment begun) {
        Moment due = schedule.due(number);
        return new Request(number, due, begun.since(due).compareTo(LATE) > 0, mix.query(number));
    }

    private boolean isBeforeEnd(Moment due) {
        return end.map(due::isBefore).orElse(true);
    }

    private void stuck(Request request, Moment now) {
        Duration waited = now.since(request.due());
        phase(request).stuck(request, waited);
        byQuery.get(request.query()).stuck(request, waited);
    }

    private Tally phase(Request request) {
        return byPhase.computeIfAbsent(phases.at(request.due()), phase -> new Tally());
    }

    /** Whether more than 1 % of the warm-up's requests were sent more than 100 ms after they were due. */
    private boolean isSaturated() {
        return byPhase.entrySet().stream()
                .filter(entry -> entry.getKey().kind() == Phases.Kind.WARM_UP)
                .map(Map.Entry::getValue)
                .anyMatch(tally ->
                        tally.sentLate() > SATURATED_SHARE * tally.counts().requests());
    }

    private PhaseLoad phaseLoad(Phases.Phase phase) {
        Tally tally = Optional.ofNullable(byPhase.get(phase)).orElseGet(Tally::new);
        return new PhaseLoad(
                phase,
                tally.counts(),
                tally.response(),
                tally.service(),
                tally.failures(),
                PhaseLoad.Parts.NONE,
                PoolWaits.NONE,
                Harm.UNKNOWN);
    }

    private QueryLoad queryLoad(LoadQuery query) {
        Tally tally = byQuery.get(query);
        return new QueryLoad(
                query,
                tally.counts(),
                tally.response(),
                tally.service(),
                failures.get(query).courses());
    }
}
