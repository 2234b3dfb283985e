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
 * Counts what became of each request: by the phase in which it was due and its query, and over time. Everything else is
 * added up from that at the end. Its size does not depend on how many requests there are. Not thread-safe.
 */
final class Ledger {

    private static final int MOST_STRETCHES = 4096;
    private static final long NANOS_PER_MICRO = 1000;

    private final Phases phases;
    private final Optional<LoadMeters> meters;
    private final Map<Phases.Phase, Map<LoadQuery, Tally>> tallies = new HashMap<>();
    /** By identity, because the hash of a query goes over all its parameters. */
    private final Map<LoadQuery, FailureLog> failures = new IdentityHashMap<>();

    private final EmptyPools empty = new EmptyPools();
    private final SeriesBook series;
    private final Recovery recovery;
    /** Of the warm-up, without what its last requests waited for the first step. */
    private final ResponseTimes usual = new ResponseTimes();

    Ledger(Phases phases, Moment firstDue) {
        this(phases, firstDue, Optional.empty());
    }

    /** @param meters are told of every request, too */
    Ledger(Phases phases, Moment firstDue, Optional<LoadMeters> meters) {
        this.phases = phases;
        this.meters = meters;
        this.series = new SeriesBook(firstDue);
        this.recovery = new Recovery(firstDue);
    }

    void answered(Request request, Answer answer, Optional<Span> wait) {
        Duration responseTime = answer.responseTime(request);
        meters.ifPresent(each -> each.answered(request, answer.outcome(), responseTime));
        Phases.Phase phase = phases.at(request.due());
        Tally tally = tally(phase, request);
        tally.answered(request, answer, wait);
        goesOn(phase, tally, answer.done(), responseTime);
        failures(request.query()).answered(request, answer);
        boolean succeeded = answer.outcome() instanceof Answer.Outcome.Done;
        due(request, responseTime, succeeded);
        if (succeeded) {
            series.completed(answer.done());
        } else if (isLater(request, answer.done())) {
            tally.wentWrongLater();
        }
    }

    /** A request that had no answer at the close. */
    void stuck(Request request, Moment now, Optional<Span> wait) {
        Duration waited = now.since(request.due());
        meters.ifPresent(each -> each.stuck(request, waited));
        Phases.Phase phase = phases.at(request.due());
        Tally tally = tally(phase, request);
        tally.stuck(request, waited, wait);
        goesOn(phase, tally, now, waited);
        if (isLater(request, now)) {
            tally.wentWrongLater();
        }
        due(request, waited, false);
    }

    /** While a request waited, the pool of its class was empty. */
    void empty(Request request, Span wait) {
        empty.waited(request.query().session(), wait, phases);
        series.waited(wait);
    }

    /** Keeps the memory of empty pools small. */
    void forgetBefore(Supplier<Moment> earliestWait) {
        if (empty.size() > MOST_STRETCHES) {
            empty.forgetBefore(earliestWait.get());
        }
    }

    List<Phases.Phase> phases() {
        return phases.all();
    }

    /** When a phase ended for the last time; empty for one that has not. */
    Optional<Moment> end(Phases.Phase phase) {
        return phases.endOf(phase);
    }

    /** The tallies of a phase; none for queries that had no request due in it. */
    Map<LoadQuery, Tally> of(Phases.Phase phase) {
        return tallies.getOrDefault(phase, Map.of());
    }

    List<FailureCourse> courses(LoadQuery query) {
        return failures(query).courses();
    }

    EmptyPools emptyPools() {
        return empty;
    }

    TimeSeries series() {
        return series.series(phases.beginnings());
    }

    /** The response times before the first step. */
    Latency usual() {
        return usual.latency();
    }

    Recovery recovery() {
        return recovery;
    }

    private boolean isLater(Request request, Moment ended) {
        return !phases.at(request.due()).equals(phases.at(Moment.later(ended, request.due())));
    }

    private void due(Request request, Duration responseTime, boolean succeeded) {
        series.due(request.due(), responseTime, succeeded);
        recovery.due(request.due(), responseTime);
    }

    /** What was due before the first step may have waited for it, and that is nothing usual. */
    private void goesOn(Phases.Phase phase, Tally tally, Moment ended, Duration felt) {
        if (phase.kind() == Phases.Kind.WARM_UP) {
            Duration after = phases.endOf(phase)
                    .filter(ended::isAfter)
                    .map(ended::since)
                    .map(since -> since.compareTo(felt) < 0 ? since : felt)
                    .orElse(Duration.ZERO);
            tally.waitedOn(after);
            usual.add(Math.max(0, felt.minus(after).toNanos() / NANOS_PER_MICRO));
        }
    }

    private Tally tally(Phases.Phase phase, Request request) {
        return tallies.computeIfAbsent(phase, ignored -> new IdentityHashMap<>())
                .computeIfAbsent(request.query(), query -> new Tally());
    }

    private FailureLog failures(LoadQuery query) {
        return failures.computeIfAbsent(query, ignored -> new FailureLog());
    }
}
