package dev.dryrun.report;

import dev.dryrun.load.Latency;
import dev.dryrun.load.LoadResult;
import dev.dryrun.load.PhaseLoad;
import dev.dryrun.load.RequestCounts;
import dev.dryrun.time.Phases;
import java.util.Optional;
import java.util.function.ToLongFunction;

/** Puts what the load felt into the words of report.json. */
final class LoadReports {

    private LoadReports() {}

    static LoadReport of(Optional<LoadResult> result) {
        return result.map(LoadReports::of).orElseGet(LoadReport::none);
    }

    static LoadReport.StepLoad step(PhaseLoad load) {
        RequestCounts counts = load.counts();
        return new LoadReport.StepLoad(
                counts.requests(),
                wrong(counts),
                counts.timeouts(),
                latencies(load.response()),
                counts.over100ms(),
                counts.over1s(),
                load.failures().stream()
                        .map(failure -> new LoadReport.Failure(
                                failure.sqlState().isEmpty() ? Optional.empty() : Optional.of(failure.sqlState()),
                                failure.message(),
                                failure.query(),
                                failure.count()))
                        .toList());
    }

    private static LoadReport of(LoadResult load) {
        return new LoadReport(
                new LoadReport.Offered(
                        load.offered().profile(),
                        load.offered().ratePerSecond(),
                        load.offered().connections()),
                load.saturated(),
                phase(load, Phases.Kind.WARM_UP),
                phase(load, Phases.Kind.COOL_DOWN),
                new LoadReport.Delays(
                        sum(load, RequestCounts::late),
                        sum(load, RequestCounts::stuck),
                        Optional.of(load.pool().longestWait())),
                load.queries().stream()
                        .map(query -> new LoadReport.Query(
                                query.query().name(),
                                query.query().sql(),
                                query.query().writes(),
                                query.query().weight()))
                        .toList());
    }

    private static Optional<LoadReport.Phase> phase(LoadResult load, Phases.Kind kind) {
        return load.phases().stream()
                .filter(phase -> phase.phase().kind() == kind)
                .findFirst()
                .map(phase -> new LoadReport.Phase(
                        phase.counts().requests(), wrong(phase.counts()), latencies(phase.response())));
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
