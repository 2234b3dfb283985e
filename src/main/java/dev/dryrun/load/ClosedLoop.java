package dev.dryrun.load;

import dev.dryrun.plan.NoVerdict;
import dev.dryrun.time.Moment;
import dev.dryrun.time.RunClock;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;

/**
 * Finds out what the database sustains: makes the requests in the order of their schedule, each as soon as a connection of
 * its class is free, so that the mix is that of the load whatever the classes can do. What it writes stays.
 */
final class ClosedLoop {

    private static final Duration RAMP_UP = Duration.ofSeconds(1);
    private static final Duration MEASURED = Duration.ofSeconds(2);
    private static final Duration CLOSING = Duration.ofSeconds(10);
    private static final Duration CANCEL_AGAIN = Duration.ofMillis(50);
    private static final double NANOS_PER_SECOND = 1e9;

    private final RunClock clock;
    private final List<Lane> lanes;
    private final List<BlockingQueue<Connections.Source>> free = new ArrayList<>();
    private final List<RequestSender> senders = new ArrayList<>();
    private final Moment from;
    private final Moment to;
    private long succeeded;
    private Optional<Answer.Outcome> failure = Optional.empty();

    ClosedLoop(Demand demand, OpenClasses classes, RunClock clock) {
        this.clock = clock;
        this.lanes = Lane.all(demand, Moment.ORIGIN, 0);
        this.from = clock.now().plus(RAMP_UP);
        this.to = from.plus(MEASURED);
        for (Connections connections : classes.connections()) {
            BlockingQueue<Connections.Source> sources = new ArrayBlockingQueue<>(connections.size());
            for (int i = 0; i < connections.size(); i++) {
                sources.add(connections.source(i));
            }
            free.add(sources);
        }
    }

    /** Requests a second that succeeded, while every connection that the mix could use was busy. */
    double sustained() {
        List<Thread> threads = new ArrayList<>();
        free.stream().flatMap(BlockingQueue::stream).forEach(source -> {
            RequestSender sender = new RequestSender(clock);
            senders.add(sender);
            Thread thread = new Thread(() -> run(sender), "dryrun-calibration-" + senders.size());
            thread.setDaemon(true);
            threads.add(thread);
        });
        threads.forEach(Thread::start);
        end(threads);
        return rate();
    }

    /** No request of the loop had this number, or a greater one. */
    long numbersBelow() {
        return lanes.stream().mapToLong(Lane::numbersBelow).max().orElse(0);
    }

    private synchronized double rate() {
        if (succeeded == 0) {
            throw new NoVerdict(
                    "--load-rate auto found no rate: no request succeeded within " + MEASURED.toSeconds() + " s"
                            + failure.map(ClosedLoop::text).orElse(""),
                    "state the rate: --load-rate 10/s");
        }
        return succeeded / (MEASURED.toNanos() / NANOS_PER_SECOND);
    }

    private static String text(Answer.Outcome outcome) {
        if (outcome instanceof Answer.Outcome.Failed failed) {
            return " (" + failed.cause().message() + ")";
        }
        return outcome instanceof Answer.Outcome.TimedOut out
                ? " (" + out.cause().message() + ")"
                : "";
    }

    private void run(RequestSender sender) {
        try {
            while (clock.now().isBefore(to)) {
                Taken taken = take();
                BlockingQueue<Connections.Source> sources = free.get(taken.lane());
                Connections.Source source = sources.take();
                try {
                    make(taken.request(), source, sender);
                } finally {
                    sources.add(source);
                }
            }
        } catch (InterruptedException ended) {
            Thread.currentThread().interrupt();
        }
    }

    private void make(Request request, Connections.Source source, RequestSender sender) throws InterruptedException {
        try {
            RequestConnection connection = source.borrow(LoadPool.CONNECTION_TIMEOUT);
            try {
                count(sender.send(request, connection));
            } finally {
                source.giveBack(connection);
            }
        } catch (SQLException failed) {
            count(new Answer(Optional.empty(), clock.now(), Duration.ZERO, RequestSender.outcome(failed)));
        }
    }

    private synchronized void count(Answer answer) {
        if (!(answer.outcome() instanceof Answer.Outcome.Done)) {
            failure = failure.or(() -> Optional.of(answer.outcome()));
        } else if (!answer.done().isBefore(from) && answer.done().isBefore(to)) {
            succeeded++;
        }
    }

    /** A request and the place of its class. */
    private record Taken(int lane, Request request) {}

    private synchronized Taken take() {
        Lane next = lanes.stream().min(Comparator.comparing(Lane::due)).orElseThrow();
        return new Taken(lanes.indexOf(next), next.take(next.due()));
    }

    private void end(List<Thread> threads) {
        try {
            clock.sleepUntil(to);
            Moment deadline = clock.now().plus(CLOSING);
            while (threads.stream().anyMatch(Thread::isAlive) && clock.now().isBefore(deadline)) {
                for (Thread thread : threads) {
                    thread.join(CANCEL_AGAIN.toMillis());
                }
                if (clock.now().isAfter(to.plus(RAMP_UP))) {
                    threads.forEach(Thread::interrupt);
                    senders.forEach(RequestSender::cancel);
                }
            }
        } catch (InterruptedException interrupted) {
            threads.forEach(Thread::interrupt);
            senders.forEach(RequestSender::cancel);
            Thread.currentThread().interrupt();
            throw new NoVerdict("interrupted while the load's rate was calibrated", "start again", interrupted);
        }
    }
}
