package dev.dryrun.report;

import dev.dryrun.load.ClassLoad;
import dev.dryrun.load.Failure;
import dev.dryrun.load.Latency;
import dev.dryrun.load.LoadResult;
import dev.dryrun.load.Offered;
import dev.dryrun.load.PhaseLoad;
import dev.dryrun.load.PoolWaits;
import dev.dryrun.load.QueryLoad;
import dev.dryrun.load.RequestCounts;
import dev.dryrun.time.Phases;
import java.time.Duration;
import java.util.Optional;
import java.util.function.ToLongFunction;

/** Puts what the load felt into the words of report.json. */
final class LoadReports {

    private static final double NANOS_PER_SECOND = 1e9;

    private LoadReports() {}

    static LoadReport of(Optional<LoadResult> result) {
        return result.map(LoadReports::of).orElseGet(LoadReport::none);
    }

    static LoadReport.StepLoad step(PhaseLoad load) {
        RequestCounts counts = load.counts();
        return new LoadReport.StepLoad(
                new LoadReport.Counts(counts.requests(), wrong(counts), counts.timeouts(), counts.stuck()),
                latencies(load.response()),
                new LoadReport.Slow(counts.over100ms(), counts.over1s()),
                load.failures().stream().map(LoadReports::failure).toList(),
                pool(load.pool()),
                load.parts().queries().stream()
                        .map(query ->
                                new LoadReport.StepQuery(query.query().name(), felt(query.counts(), query.response())))
                        .toList(),
                new LoadReport.Harm(
                        load.harm().blocked().map(LoadReports::seconds),
                        load.harm().recovery()));
    }

    private static LoadReport.Failure failure(Failure failure) {
        return new LoadReport.Failure(
                failure.sqlState().isEmpty() ? Optional.empty() : Optional.of(failure.sqlState()),
                failure.message(),
                failure.query(),
                failure.count());
    }

    private static LoadReport of(LoadResult load) {
        return new LoadReport(
                offered(load.offered()),
                load.saturated(),
                phase(load, Phases.Kind.WARM_UP),
                phase(load, Phases.Kind.COOL_DOWN),
                new LoadReport.Delays(
                        sum(load, RequestCounts::late),
                        sum(load, RequestCounts::stuck),
                        Optional.of(load.pool().longestWait())),
                new LoadReport.Pools(
                        Optional.of(pool(load.pool().waits())),
                        load.classes().stream().map(LoadReports::sessions).toList()),
                load.queries().stream().map(LoadReports::query).toList());
    }

    private static LoadReport.Offered offered(Offered offered) {
        return new LoadReport.Offered(
                offered.profile(),
                offered.ratePerSecond(),
                offered.connections(),
                offered.calibration().map(found -> new LoadReport.Calibrated(found.sustained(), found.rate())));
    }

    private static LoadReport.SessionClass sessions(ClassLoad load) {
        return new LoadReport.SessionClass(
                load.name(),
                load.ratePerSecond(),
                load.pool().connections(),
                load.saturated(),
                felt(load.counts(), load.response()),
                pool(load.pool().waits()));
    }

    private static LoadReport.Query query(QueryLoad load) {
        return new LoadReport.Query(
                load.query().name(),
                load.query().sql(),
                load.query().writes(),
                load.query().weight(),
                load.query().session(),
                felt(load.counts(), load.response()));
    }

    private static LoadReport.Felt felt(RequestCounts counts, Latency response) {
        return new LoadReport.Felt(counts.requests(), wrong(counts), latencies(response), counts.over100ms());
    }

    private static LoadReport.Pool pool(PoolWaits waits) {
        return new LoadReport.Pool(waits.waited(), waits.longest(), waits.timedOut(), waits.empty());
    }

    private static double seconds(Duration requestSeconds) {
        return requestSeconds.toNanos() / NANOS_PER_SECOND;
    }

    private static Optional<LoadReport.Phase> phase(LoadResult load, Phases.Kind kind) {
        return load.phases().stream()
                .filter(phase -> phase.phase().kind() == kind)
                .findFirst()
                .map(phase -> new LoadReport.Phase(
                        phase.counts().requests(),
                        wrong(phase.counts()),
                        latencies(phase.response()),
                        phase.failures().stream().map(LoadReports::failure).toList()));
    }

    private static long sum(LoadResult load, ToLongFunction<RequestCounts> count) {
        return load.phases().stream().map(PhaseLoad::counts).mapToLong(count).sum();
    }

    /** Stuck requests are counted apart: nobody knows how they would have ended. */
    private static long wrong(RequestCounts counts) {
        return counts.errors() + counts.timeouts();
    }

    private static LoadReport.Latencies latencies(Latency response) {
        return response.count() == 0
                ? LoadReport.Latencies.NONE
                : LoadReport.Latencies.of(response.p50(), response.p90(), response.p99(), response.max());
    }
}
