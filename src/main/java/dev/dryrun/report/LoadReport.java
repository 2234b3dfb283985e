package dev.dryrun.report;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * The synthetic load beside the migration, and what it felt before the first step (the baseline) and after the last
 * (the cool-down). Saturated means that even the baseline could not keep to its schedule.
 */
public record LoadReport(
        @JsonUnwrapped Offered offered,
        boolean saturated,
        Optional<Phase> baseline,
        Optional<Phase> coolDown,
        @JsonUnwrapped Delays delays,
        @JsonUnwrapped Pools pools,
        List<Query> queries) {

    public LoadReport {
        queries = List.copyOf(queries);
    }

    /** A run with {@code --load none}. */
    public static LoadReport none() {
        return new LoadReport(
                new Offered("none", 0, 0, Optional.empty()),
                false,
                Optional.empty(),
                Optional.empty(),
                new Delays(0, 0, Optional.empty()),
                new Pools(Optional.empty(), List.of()),
                List.of());
    }

    /** Whether any request was to be made at all. */
    public boolean isNone() {
        return offered.profile().equals("none");
    }

    /** What was asked of the server: profile {@code auto}, {@code none} or the name of a profile. */
    public record Offered(String profile, double ratePerSecond, int connections, Optional<Calibrated> calibrated) {}

    /** What {@code --load-rate auto} measured in a short closed loop, and the rate that it chose. */
    public record Calibrated(double sustainedPerSecond, double ratePerSecond) {}

    /** Requests sent later than due, requests without an answer at the end, the longest wait for a connection. */
    public record Delays(
            long late,
            long stuck,
            @JsonProperty("poolWaitMaxMs") Optional<Duration> poolWaitMax) {}

    /** How requests fared at the pools: of all classes together (absent without a load), and by class. */
    public record Pools(Optional<Pool> pool, List<SessionClass> classes) {

        public Pools {
            classes = List.copyOf(classes);
        }
    }

    /** Requests that waited for a connection, the longest wait, those that gave up, and how long none was free. */
    public record Pool(
            long waited,
            @JsonProperty("waitMaxMs") Duration waitMax,
            long timedOut,
            @JsonProperty("emptyMs") Duration empty) {

        public static final Pool NEVER_EMPTY = new Pool(0, Duration.ZERO, 0, Duration.ZERO);
    }

    /** A class of sessions and what its requests felt over the whole run. */
    public record SessionClass(
            String name,
            double ratePerSecond,
            int connections,
            boolean saturated,
            @JsonUnwrapped Felt felt,
            Pool pool) {}

    /**
     * A kind of request: its SQL, whether it writes, its weight among those of its class, that class, and what its requests
     * felt over the whole run.
     */
    public record Query(
            String name,
            String sql,
            boolean writes,
            double weight,
            @JsonProperty("class") String sessionClass,
            @JsonUnwrapped Felt felt) {}

    /** What some of the requests felt. Errors include timeouts. */
    public record Felt(
            long requests, long errors, @JsonUnwrapped Latencies latencies, long over100ms) {}

    /** What one kind of request felt of one step. */
    public record StepQuery(String name, @JsonUnwrapped Felt felt) {}

    /** What the application felt in one stretch of the run. Errors include requests that timed out. */
    public record Phase(
            long requests, long errors, @JsonUnwrapped Latencies latencies, List<Failure> failures) {

        public Phase {
            // Reports that were kept before these were told have none.
            failures = failures == null ? List.of() : List.copyOf(failures);
            if (errors < 0 || requests < errors) {
                throw new IllegalArgumentException(errors + " errors of " + requests + " requests");
            }
        }
    }

    /** Response times of requests, from due to done; all absent where no request was answered. */
    public record Latencies(
            @JsonProperty("p50Ms") Optional<Duration> p50,
            @JsonProperty("p90Ms") Optional<Duration> p90,
            @JsonProperty("p99Ms") Optional<Duration> p99,
            @JsonProperty("maxMs") Optional<Duration> max) {

        public static final Latencies NONE =
                new Latencies(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());

        public static Latencies of(Duration p50, Duration p90, Duration p99, Duration max) {
            return new Latencies(Optional.of(p50), Optional.of(p90), Optional.of(p99), Optional.of(max));
        }
    }

    /**
     * What the application felt of one step: its requests are those due while the step ran. Errors include timeouts, and
     * not what was stuck.
     */
    public record StepLoad(
            @JsonUnwrapped Counts counts,
            @JsonUnwrapped Latencies latencies,
            @JsonUnwrapped Slow slow,
            List<Failure> failures,
            Pool pool,
            List<StepQuery> queries,
            @JsonUnwrapped Harm harm) {

        public StepLoad {
            failures = List.copyOf(failures);
            queries = List.copyOf(queries);
        }

        public long requests() {
            return counts.requests();
        }

        public long errors() {
            return counts.errors();
        }

        long timeouts() {
            return counts.timeouts();
        }

        long over100ms() {
            return slow.over100ms();
        }

        long over1s() {
            return slow.over1s();
        }
    }

    /** What became of the requests of a step: stuck ones had no answer when the load ended. */
    public record Counts(long requests, long errors, long timeouts, long stuck) {

        public Counts {
            if (timeouts < 0 || errors < timeouts || stuck < 0 || requests < errors + stuck) {
                throw new IllegalArgumentException(requests + " requests, " + errors + " errors, " + timeouts
                        + " of them timeouts, " + stuck + " stuck");
            }
        }
    }

    /** How many requests took longer than a limit. */
    public record Slow(long over100ms, long over1s) {}

    /**
     * What the step did beyond the baseline, absent where there is none: request-seconds of response time beyond the
     * baseline's p99, and how long after its end the response times were back; that is absent too where they never were.
     */
    public record Harm(
            Optional<Double> blockedRequestSeconds,
            @JsonProperty("recoveryMs") Optional<Duration> recovery) {

        public static final Harm UNKNOWN = new Harm(Optional.empty(), Optional.empty());
    }

    /** Requests that failed alike; the SQLSTATE is absent where no answer of the server carried one. */
    public record Failure(Optional<String> sqlState, String message, String query, long count) {}
}
