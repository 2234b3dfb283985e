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
        List<Query> queries) {

    public LoadReport {
        queries = List.copyOf(queries);
    }

    /** A run with {@code --load none}. */
    public static LoadReport none() {
        return new LoadReport(
                new Offered("none", 0, 0),
                false,
                Optional.empty(),
                Optional.empty(),
                new Delays(0, 0, Optional.empty()),
                List.of());
    }

    /** Whether any request was to be made at all. */
    boolean isNone() {
        return offered.profile().equals("none");
    }

    /** What was asked of the server: profile {@code auto}, {@code none} or the name of a profile. */
    public record Offered(String profile, double ratePerSecond, int connections) {}

    /** Requests sent later than due, requests without an answer at the end, the longest wait for a connection. */
    public record Delays(
            long late,
            long stuck,
            @JsonProperty("poolWaitMaxMs") Optional<Duration> poolWaitMax) {}

    /** A kind of request: its SQL, whether it writes, and its share of all requests by weight. */
    public record Query(String name, String sql, boolean writes, double weight) {}

    /** What the application felt in one stretch of the run. Errors include requests that timed out. */
    public record Phase(
            long requests, long errors, @JsonUnwrapped Latencies latencies) {

        public Phase {
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
     * What the application felt of one step: its requests are those due while the step ran. Errors include timeouts.
     */
    public record StepLoad(
            long requests,
            long errors,
            long timeouts,
            @JsonUnwrapped Latencies latencies,
            long over100ms,
            long over1s,
            List<Failure> failures) {

        public StepLoad {
            failures = List.copyOf(failures);
            if (timeouts < 0 || errors < timeouts || requests < errors) {
                throw new IllegalArgumentException(
                        requests + " requests, " + errors + " errors, " + timeouts + " of them timeouts");
            }
        }
    }

    /** Requests that failed alike; the SQLSTATE is absent where no answer of the server carried one. */
    public record Failure(Optional<String> sqlState, String message, String query, long count) {}
}
