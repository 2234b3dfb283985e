package dev.dryrun.load;

import dev.dryrun.time.Span;
import java.time.Duration;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Adds up requests of one query in one phase, or of several. A thousand or a million of them take the same memory. Not thread-safe. */
final class Tally {

    private static final Duration SENT_LATE = Duration.ofMillis(100);
    private static final Duration SLOW = Duration.ofMillis(100);
    private static final Duration VERY_SLOW = Duration.ofSeconds(1);
    /** Dividing one Duration by another goes through BigDecimal: too slow for every request. */
    private static final long NANOS_PER_MICRO = 1000;

    /** Messages may hold values, so their number needs a limit. */
    private static final int MOST_FAILURES = 100;

    static final String OTHER_MESSAGES = "(other messages)";

    /** What failures are counted by. */
    private record Kind(Failure.Cause cause, String query) {}

    private final ResponseTimes response = new ResponseTimes();
    private final ResponseTimes service = new ResponseTimes();
    private Map<Kind, Long> failures = Map.of();
    private int messages;
    private long requests;
    private long errors;
    private long timeouts;
    private long stuck;
    private long wrongLater;
    private Duration longestLater = Duration.ZERO;
    private long late;
    private long sentLate;
    private long over100ms;
    private long over1s;
    private long waited;
    private long withoutConnection;
    private Duration longestWait = Duration.ZERO;

    void answered(Request request, Answer answer, Optional<Span> wait) {
        due(request, answer.responseTime(request), wait);
        answer.sent()
                .ifPresent(sent -> record(service, answer.done().since(sent).minus(answer.thought())));
        boolean inTime = answer.sent()
                .filter(sent -> sent.since(request.due()).compareTo(SENT_LATE) <= 0)
                .isPresent();
        sentLate += inTime ? 0 : 1;
        withoutConnection += answer.outcome() == Answer.Outcome.NO_CONNECTION ? 1 : 0;
        if (answer.outcome() instanceof Answer.Outcome.Failed failed) {
            errors++;
            failed(new Kind(failed.cause(), request.query().name()), 1);
        } else if (answer.outcome() instanceof Answer.Outcome.TimedOut timedOut) {
            timeouts++;
            failed(new Kind(timedOut.cause(), request.query().name()), 1);
        }
    }

    /** Counts a request that got no answer within {@code soFar} after it was due. */
    void stuck(Request request, Duration soFar, Optional<Span> wait) {
        due(request, soFar, wait);
        stuck++;
        sentLate += soFar.compareTo(SENT_LATE) > 0 ? 1 : 0;
    }

    /** A request that was counted as wrong became so when a later phase had begun. */
    void wentWrongLater() {
        wrongLater++;
    }

    /** A request of the warm-up went on to wait so long when the first step had begun. */
    void waitedOn(Duration later) {
        longestLater = longer(longestLater, later);
    }

    /** Adds what another has counted. */
    void add(Tally other) {
        response.add(other.response);
        service.add(other.service);
        other.failures.forEach(this::failed);
        requests += other.requests;
        errors += other.errors;
        timeouts += other.timeouts;
        stuck += other.stuck;
        wrongLater += other.wrongLater;
        longestLater = longer(longestLater, other.longestLater);
        late += other.late;
        sentLate += other.sentLate;
        over100ms += other.over100ms;
        over1s += other.over1s;
        waited += other.waited;
        withoutConnection += other.withoutConnection;
        longestWait = longer(longestWait, other.longestWait);
    }

    RequestCounts counts() {
        RequestCounts.Later later = new RequestCounts.Later(wrongLater, longestLater);
        return new RequestCounts(requests, errors, timeouts, stuck, later, late, over100ms, over1s);
    }

    /** Requests sent more than 100 ms after they were due, or never. */
    long sentLate() {
        return sentLate;
    }

    Latency response() {
        return response.latency();
    }

    Latency service() {
        return service.latency();
    }

    /** What they waited for connections, while the pool was empty that long. */
    PoolWaits waits(Duration empty) {
        return new PoolWaits(waited, longestWait, withoutConnection, empty);
    }

    /** The sum of the response times, as far as each went beyond {@code usual}. */
    Duration beyond(Duration usual) {
        return response.beyond(usual.toNanos() / NANOS_PER_MICRO);
    }

    List<Failure> failures() {
        return failures.entrySet().stream()
                .map(entry -> failure(entry.getKey(), entry.getValue()))
                .sorted(Comparator.comparingLong(Failure::count)
                        .reversed()
                        .thenComparing(Failure::query)
                        .thenComparing(Failure::message))
                .toList();
    }

    private void due(Request request, Duration responseTime, Optional<Span> wait) {
        requests++;
        late += request.late() ? 1 : 0;
        over100ms += responseTime.compareTo(SLOW) > 0 ? 1 : 0;
        over1s += responseTime.compareTo(VERY_SLOW) > 0 ? 1 : 0;
        record(response, responseTime);
        waited += wait.isPresent() ? 1 : 0;
        longestWait = longer(longestWait, wait.map(Span::length).orElse(Duration.ZERO));
    }

    private void failed(Kind kind, long count) {
        if (failures.isEmpty()) {
            failures = new HashMap<>();
        }
        Kind counted = kind;
        if (!failures.containsKey(kind) && !kind.cause().message().equals(OTHER_MESSAGES)) {
            if (messages < MOST_FAILURES) {
                messages++;
            } else {
                counted = new Kind(new Failure.Cause(kind.cause().sqlState(), OTHER_MESSAGES), kind.query());
            }
        }
        failures.merge(counted, count, Long::sum);
    }

    private static Failure failure(Kind kind, long count) {
        return new Failure(kind.cause().sqlState(), kind.cause().message(), kind.query(), count);
    }

    private static Duration longer(Duration one, Duration other) {
        return one.compareTo(other) > 0 ? one : other;
    }

    private static void record(ResponseTimes times, Duration time) {
        times.add(Math.max(0, time.toNanos() / NANOS_PER_MICRO));
    }
}
