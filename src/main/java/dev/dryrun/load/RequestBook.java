package dev.dryrun.load;

import dev.dryrun.time.Moment;
import dev.dryrun.time.Span;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Hands out the requests of the schedule, of each class in their order, and has counted what became of each. None is
 * skipped: what is due before the end and has no answer at the close is stuck, whether a worker had begun it or not. A
 * request gives up when its pool's timeout has passed since it was due, as in an application that has a thread for each.
 */
final class RequestBook {

    private final Moment firstDue;
    private final List<Lane> lanes;
    private final Ledger ledger;
    private final Map<Long, Turn> underWay = new HashMap<>();

    private volatile Optional<Moment> end = Optional.empty();
    private volatile boolean closed;

    RequestBook(Moment firstDue, List<Lane> lanes, Ledger ledger) {
        this.firstDue = firstDue;
        this.lanes = List.copyOf(lanes);
        this.ledger = ledger;
    }

    List<Lane> lanes() {
        return lanes;
    }

    /** The next request of a class, for a worker that is free {@code now}; empty when no more is due before the end. */
    synchronized Optional<Turn> take(Lane lane, Moment now) {
        while (!closed && isBeforeEnd(lane.due())) {
            Request request = lane.take(now);
            if (hasGivenUp(lane, request, now)) {
                gaveUp(lane, request);
            } else {
                Turn turn = new Turn(request);
                underWay.put(request.number(), turn);
                return Optional.of(turn);
            }
        }
        return Optional.empty();
    }

    /**
     * Ends the schedule now: requests due at that moment or later are not made. The time is read while nobody can
     * book an answer, so that none is counted that was due after the end.
     */
    synchronized Moment end(Supplier<Moment> now) {
        Moment moment = end.orElseGet(now);
        end = Optional.of(moment);
        return moment;
    }

    /** Whether a worker that holds this request shall still make it. */
    boolean isWanted(Request request) {
        return !closed && isBeforeEnd(request.due());
    }

    /** A worker has got a connection. Told at once, so that a wait need not be remembered while its request runs. */
    void connected(Turn turn, Moment now) {
        turn.connected(now);
        turn.waited(now).ifPresent(wait -> waited(turn, wait));
    }

    /** Counts an answer. One that comes after the close is not counted: its request is stuck already. */
    synchronized void answered(Turn turn, Answer answer) {
        if (underWay.remove(turn.request().number(), turn) && !closed) {
            Optional<Span> wait = turn.waited(answer.done());
            if (!turn.isConnected()) {
                wait.ifPresent(span -> ledger.empty(turn.request(), span));
            }
            ledger.answered(turn.request(), answer, wait);
        }
    }

    /** Counts every request without an answer as stuck. Nothing is handed out or counted after this. */
    synchronized void close(Moment now) {
        if (closed) {
            return;
        }
        end = end.or(() -> Optional.of(now));
        underWay.values().stream().filter(turn -> isWanted(turn.request())).forEach(turn -> unanswered(turn, now));
        underWay.clear();
        lanes.forEach(lane -> close(lane, now));
        closed = true;
    }

    /** What was felt until the close. */
    synchronized LoadResult result(Offered offered, List<Long> reopened) {
        Moment closedAt = end.orElseThrow(() -> new IllegalStateException("the load has not ended"));
        Span due = new Span(firstDue, Moment.later(firstDue, closedAt));
        return new LedgerSummary(ledger, lanes, due).result(offered, reopened);
    }

    private synchronized void waited(Turn turn, Span wait) {
        if (!closed) {
            ledger.empty(turn.request(), wait);
            ledger.forgetBefore(this::earliestWait);
        }
    }

    /** A request that thinks has got all that it has asked for so far: it counts as done with what it has felt. */
    private void unanswered(Turn turn, Moment now) {
        Optional<Span> wait = turn.waited(now);
        Duration thought = turn.pauses().until(now);
        if (turn.pauses().goesOn()) {
            Answer soFar = new Answer(Optional.empty(), now, thought, new Answer.Outcome.Done());
            ledger.answered(turn.request(), soFar, wait);
        } else {
            // A later moment to be due at is the same as less time felt.
            stuck(turn.request(), now.minus(thought), wait, turn.isConnected());
        }
    }

    private void close(Lane lane, Moment now) {
        while (isBeforeEnd(lane.due())) {
            Request request = lane.take(now);
            if (hasGivenUp(lane, request, now)) {
                gaveUp(lane, request);
            } else {
                Optional<Span> wait = lane.demand().pool().held() ? Optional.empty() : Turn.waited(request.due(), now);
                stuck(request, now, wait, false);
            }
        }
    }

    private static boolean hasGivenUp(Lane lane, Request request, Moment now) {
        return lane.givesUp(request).filter(moment -> !moment.isAfter(now)).isPresent();
    }

    private void gaveUp(Lane lane, Request request) {
        Moment done = lane.givesUp(request).orElseThrow();
        Optional<Span> wait = Turn.waited(request.due(), done);
        wait.ifPresent(span -> ledger.empty(request, span));
        ledger.answered(request, new Answer(Optional.empty(), done, Duration.ZERO, Answer.Outcome.NO_CONNECTION), wait);
    }

    private void stuck(Request request, Moment now, Optional<Span> wait, boolean connected) {
        if (!connected) {
            wait.ifPresent(span -> ledger.empty(request, span));
        }
        ledger.stuck(request, now, wait);
    }

    private boolean isBeforeEnd(Moment due) {
        return end.map(due::isBefore).orElse(true);
    }

    /** No wait that is not told yet began before this moment. */
    private Moment earliestWait() {
        Moment earliest = lanes.stream().map(Lane::due).reduce(Moment::earlier).orElseThrow();
        for (Turn turn : underWay.values()) {
            if (!turn.isConnected()) {
                earliest = Moment.earlier(earliest, turn.request().due());
            }
        }
        return earliest;
    }
}
