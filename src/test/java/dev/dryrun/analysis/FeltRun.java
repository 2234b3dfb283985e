package dev.dryrun.analysis;

import dev.dryrun.load.FailureCourse;
import dev.dryrun.load.Latency;
import dev.dryrun.load.LoadFigures;
import dev.dryrun.load.LoadResult;
import dev.dryrun.load.PhaseLoad;
import dev.dryrun.load.QueryLoad;
import dev.dryrun.load.RequestCounts;
import dev.dryrun.observe.Catalog;
import dev.dryrun.observe.ForeignKeys;
import dev.dryrun.observe.LockObservations;
import dev.dryrun.observe.Manner;
import dev.dryrun.observe.Observations;
import dev.dryrun.observe.RanStep;
import dev.dryrun.observe.Sampling;
import dev.dryrun.observe.StepBytes;
import dev.dryrun.observe.StepFacts;
import dev.dryrun.observe.Timing;
import dev.dryrun.profile.LoadQuery;
import dev.dryrun.script.Step;
import dev.dryrun.time.Moment;
import dev.dryrun.time.Phases;
import dev.dryrun.time.Span;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A run from literals, for tests of what the application felt: a step begins at each whole second and takes 100 ms, the
 * first at 1 s.
 */
final class FeltRun {

    private final List<RanStep> ran = new ArrayList<>();
    private final List<PhaseLoad> phases = new ArrayList<>();
    private final Map<String, List<FailureCourse>> failures = new LinkedHashMap<>();
    private Optional<Integer> transaction = Optional.empty();

    FeltRun() {
        phase(Phases.Kind.WARM_UP, 0, 0);
    }

    FeltRun step(String sql) {
        int number = ran.size() + 1;
        Moment sent = at(1000L * number);
        Moment done = at(1000L * number + 99);
        Moment ended = at(1000L * number + 100);
        if (sql.equals("BEGIN")) {
            transaction = Optional.of(number);
        }
        ran.add(new RanStep(
                Step.received(number, sql).orElseThrow(),
                Optional.empty(),
                new Timing(sent, done, done, ended),
                transaction,
                Optional.empty(),
                List.of(),
                new Catalog(Map.of(), ForeignKeys.NONE),
                new StepFacts(
                        Set.of(),
                        Set.of(),
                        Set.of(),
                        new StepFacts.WalRange(0, 0),
                        Set.of(),
                        true,
                        Optional.empty(),
                        Set.of())));
        if (sql.equals("COMMIT") || sql.equals("ROLLBACK")) {
            transaction = Optional.empty();
        }
        phase(Phases.Kind.STEP, number, 1000L * number);
        return this;
    }

    /** All requests of the query fail from a moment on, for which the last one before succeeded 100 ms earlier. */
    FeltRun fails(String query, String sqlState, String message, long from) {
        return fails(query, course(sqlState, message, new Span(at(from), at(10_000)), 0));
    }

    FeltRun fails(String query, FailureCourse course) {
        failures.computeIfAbsent(query, ignored -> new ArrayList<>()).add(course);
        return this;
    }

    /** Of ten requests that were sent in this time. */
    static FailureCourse course(String sqlState, String message, Span sent, long succeededSince) {
        Moment from = sent.from();
        return new FailureCourse(
                sqlState,
                message,
                10,
                new Span(from, from.plus(Duration.ofMillis(1))),
                sent.to(),
                Optional.of(from.minus(Duration.ofMillis(100))),
                0,
                succeededSince);
    }

    Observations seen() {
        phase(Phases.Kind.COOL_DOWN, 0, 1000L * (ran.size() + 1));
        Duration none = Duration.ZERO;
        Sampling sampling = new Sampling(Duration.ofMillis(5), Duration.ofMillis(5), 0, 0, none, none, none, none);
        return new Observations(
                ran,
                List.of(),
                new LockObservations(
                        List.of(), List.of(), Map.of(), Map.of(), List.of(), List.of(), sampling, Set.of()),
                Optional.of(load()),
                StepBytes.UNKNOWN,
                Map.of(),
                Optional.empty(),
                new Manner(List.of(), Optional.empty()));
    }

    private LoadResult load() {
        List<QueryLoad> queries = failures.entrySet().stream()
                .map(entry -> new QueryLoad(
                        LoadQuery.of(entry.getKey(), entry.getKey(), false, List.of(List.of())),
                        new RequestCounts(100, 10, 0, 0, RequestCounts.Later.NONE, 0, 0, 0),
                        Latency.NONE,
                        Latency.NONE,
                        entry.getValue()))
                .toList();
        LoadResult quiet = LoadFigures.of(phases.toArray(PhaseLoad[]::new));
        return new LoadResult(
                quiet.offered(),
                phases,
                queries,
                List.of(),
                false,
                quiet.pool(),
                new Span(Moment.ORIGIN, at(20_000)),
                quiet.series());
    }

    private void phase(Phases.Kind kind, int step, long start) {
        PhaseLoad quiet = LoadFigures.phase(kind, step, 0, 0);
        phases.add(new PhaseLoad(
                new Phases.Phase(kind, step, at(start)),
                quiet.counts(),
                quiet.response(),
                quiet.service(),
                quiet.failures(),
                quiet.parts(),
                quiet.pool(),
                quiet.harm()));
    }

    static Moment at(long millis) {
        return Moment.ORIGIN.plus(Duration.ofMillis(millis));
    }
}
