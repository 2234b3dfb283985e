package dev.dryrun.load;

import dev.dryrun.time.Moment;
import dev.dryrun.time.Phases;
import dev.dryrun.time.Span;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Figures of a load for tests that need some of them: what a test does not name is quiet. */
public final class LoadFigures {

    private LoadFigures() {}

    /** A load that was felt so. */
    public static LoadResult of(PhaseLoad... phases) {
        return over(TimeSeries.NONE, phases);
    }

    /** The same over time. */
    public static LoadResult over(TimeSeries series, PhaseLoad... phases) {
        return new LoadResult(
                new Offered("test", 100, 1, Optional.empty()),
                List.of(phases),
                List.of(),
                List.of(),
                false,
                new PoolUse(1, PoolWaits.NONE, 0),
                new Span(Moment.ORIGIN, Moment.ORIGIN),
                series);
    }

    /** So many requests in a phase, of which so many failed. */
    public static PhaseLoad phase(Phases.Kind kind, int step, long requests, long errors) {
        return phase(
                kind, step, new RequestCounts(requests, errors, 0, 0, RequestCounts.Later.NONE, 0, 0, 0), List.of());
    }

    public static PhaseLoad phase(Phases.Kind kind, int step, RequestCounts counts, List<Failure> failures) {
        return new PhaseLoad(
                new Phases.Phase(kind, step, Moment.ORIGIN),
                counts,
                Latency.NONE,
                Latency.NONE,
                failures,
                PhaseLoad.Parts.NONE,
                PoolWaits.NONE,
                Harm.UNKNOWN);
    }

    /** The same phase with response times like this: p50, p90 and p99 alike. */
    public static PhaseLoad taking(PhaseLoad phase, Duration p99, Duration max) {
        return new PhaseLoad(
                phase.phase(),
                phase.counts(),
                new Latency(phase.counts().requests(), p99, p99, p99, max),
                phase.service(),
                phase.failures(),
                phase.parts(),
                phase.pool(),
                phase.harm());
    }

    /** The same phase at pools that fared so. */
    public static PhaseLoad at(PhaseLoad phase, PoolWaits pool) {
        return new PhaseLoad(
                phase.phase(),
                phase.counts(),
                phase.response(),
                phase.service(),
                phase.failures(),
                phase.parts(),
                pool,
                phase.harm());
    }

    /** The same phase, by query and by class. */
    public static PhaseLoad by(PhaseLoad phase, PhaseLoad.Parts parts) {
        return new PhaseLoad(
                phase.phase(),
                phase.counts(),
                phase.response(),
                phase.service(),
                phase.failures(),
                parts,
                phase.pool(),
                phase.harm());
    }
}
