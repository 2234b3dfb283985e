package dev.dryrun.load;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;

/** Counts requests for whoever looks on while the load goes on; the report has its figures from the {@link Ledger}. */
final class LoadMeters {

    private static final Duration[] BUCKETS = Stream.of(
                    1, 2, 5, 10, 20, 50, 100, 200, 500, 1_000, 2_000, 5_000, 10_000, 30_000)
            .map(Duration::ofMillis)
            .toArray(Duration[]::new);

    /** What became of a request. */
    private enum Outcome {
        DONE,
        FAILED,
        TIMED_OUT,
        STUCK
    }

    /** What has a timer of its own. */
    private record Kind(String session, Outcome outcome) {}

    private final MeterRegistry registry;
    private final Map<Kind, Timer> timers = new ConcurrentHashMap<>();

    LoadMeters(MeterRegistry registry) {
        this.registry = registry;
    }

    /** How the connections of a class are used, as they are whenever somebody asks. */
    void watch(String session, Connections connections) {
        gauge(session, "active", connections, each -> each.use().active());
        gauge(session, "idle", connections, each -> each.use().idle());
        gauge(session, "waiting", connections, each -> each.use().waiting());
    }

    void answered(Request request, Answer.Outcome outcome, Duration responseTime) {
        Outcome told = outcome instanceof Answer.Outcome.Done
                ? Outcome.DONE
                : outcome instanceof Answer.Outcome.TimedOut ? Outcome.TIMED_OUT : Outcome.FAILED;
        timer(request, told).record(responseTime);
    }

    void stuck(Request request, Duration waited) {
        timer(request, Outcome.STUCK).record(waited);
    }

    private Timer timer(Request request, Outcome outcome) {
        return timers.computeIfAbsent(
                new Kind(request.query().session(), outcome),
                kind -> Timer.builder("dryrun.load.response")
                        .description("Response times of the load's requests, from when each was due.")
                        .tag("session", kind.session())
                        .tag("outcome", kind.outcome().name().toLowerCase(Locale.ROOT))
                        .serviceLevelObjectives(BUCKETS)
                        .register(registry));
    }

    private void gauge(String session, String state, Connections connections, ToDoubleFunction<Connections> count) {
        Gauge.builder("dryrun.load.connections", connections, count)
                .description("Connections of the load by what they do; waiting are the requests that want one.")
                .tag("session", session)
                .tag("state", state)
                .register(registry);
    }
}
