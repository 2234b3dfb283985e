package dev.dryrun.load;

import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.HdrHistogram.IntCountsHistogram;

/** Adds up requests of one phase or of one query. Its size does not depend on how many they are. Not thread-safe. */
final class Tally {

    private static final Duration SENT_LATE = Duration.ofMillis(100);
    private static final Duration SLOW = Duration.ofMillis(100);
    private static final Duration VERY_SLOW = Duration.ofSeconds(1);
    private static final int SIGNIFICANT_DIGITS = 3;
    /** Messages may hold values, so their number needs a limit. */
    private static final int MOST_FAILURES = 100;

    static final String OTHER_MESSAGES = "(other messages)";

    /** What failures are counted by. */
    private record Kind(Failure.Cause cause, String query) {}

    private final IntCountsHistogram response = new IntCountsHistogram(SIGNIFICANT_DIGITS);
    private final IntCountsHistogram service = new IntCountsHistogram(SIGNIFICANT_DIGITS);
    private final Map<Kind, Long> failures = new HashMap<>();
    private long requests;
    private long errors;
    private long timeouts;
    private long stuck;
    private long late;
    private long sentLate;
    private long over100ms;
    private long over1s;

    void answered(Request request, Answer answer) {
        due(request, answer.done().since(request.due()).minus(answer.thought()));
        answer.sent()
                .ifPresent(sent -> record(service, answer.done().since(sent).minus(answer.thought())));
        boolean inTime = answer.sent()
                .filter(sent -> sent.since(request.due()).compareTo(SENT_LATE) <= 0)
                .isPresent();
        sentLate += inTime ? 0 : 1;
        if (answer.outcome() instanceof Answer.Outcome.Failed failed) {
            errors++;
            failed(failed.cause(), request);
        } else if (answer.outcome() instanceof Answer.Outcome.TimedOut timedOut) {
            timeouts++;
            failed(timedOut.cause(), request);
        }
    }

    /** Counts a request that got no answer within {@code waited} after it was due. */
    void stuck(Request request, Duration waited) {
        due(request, waited);
        stuck++;
        sentLate += waited.compareTo(SENT_LATE) > 0 ? 1 : 0;
    }

    RequestCounts counts() {
        return new RequestCounts(requests, errors, timeouts, stuck, late, over100ms, over1s);
    }

    /** Requests sent more than 100 ms after they were due, or never. */
    long sentLate() {
        return sentLate;
    }

    Latency response() {
        return Latency.of(response);
    }

    Latency service() {
        return Latency.of(service);
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

    private void due(Request request, Duration responseTime) {
        requests++;
        late += request.late() ? 1 : 0;
        over100ms += responseTime.compareTo(SLOW) > 0 ? 1 : 0;
        over1s += responseTime.compareTo(VERY_SLOW) > 0 ? 1 : 0;
        record(response, responseTime);
    }

    private void failed(Failure.Cause cause, Request request) {
        Kind kind = new Kind(cause, request.query().name());
        boolean known = failures.containsKey(kind) || failures.size() < MOST_FAILURES;
        Failure.Cause counted = known ? cause : new Failure.Cause(cause.sqlState(), OTHER_MESSAGES);
        failures.merge(new Kind(counted, request.query().name()), 1L, Long::sum);
    }

    private static Failure failure(Kind kind, long count) {
        return new Failure(kind.cause().sqlState(), kind.cause().message(), kind.query(), count);
    }

    private static void record(IntCountsHistogram histogram, Duration time) {
        histogram.recordValue(Math.max(0, time.dividedBy(ChronoUnit.MICROS.getDuration())));
    }
}
