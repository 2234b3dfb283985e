package dev.dryrun.load;

import dev.dryrun.time.Moment;
import dev.dryrun.time.RunClock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The threads of a load that is under way: starts them, and joins them at the end. */
final class LoadRun {

    private static final Duration CLOSING = Duration.ofSeconds(10);
    private static final Duration CANCEL_AGAIN = Duration.ofMillis(50);

    private final RequestBook book;
    private final OpenClasses classes;
    private final RunClock clock;
    private final List<LoadWorker> workers = new ArrayList<>();
    private final List<Thread> threads = new ArrayList<>();

    LoadRun(RequestBook book, OpenClasses classes, RunClock clock) {
        this.book = book;
        this.classes = classes;
        this.clock = clock;
    }

    void start() {
        for (int i = 0; i < book.lanes().size(); i++) {
            start(book.lanes().get(i), classes.connections().get(i));
        }
        threads.forEach(Thread::start);
    }

    private void start(Lane lane, Connections connections) {
        for (int i = 0; i < connections.workers(); i++) {
            LoadWorker worker = new LoadWorker(book, lane, connections.source(i), clock);
            Thread thread = new Thread(worker, "dryrun-load-" + (threads.size() + 1));
            // A process that is told to exit does not wait for a request that hangs.
            thread.setDaemon(true);
            workers.add(worker);
            threads.add(thread);
        }
    }

    /**
     * Lets no more requests be due, gives those that were until {@code grace} to end, and counts the rest as stuck. The
     * time counts from the first call.
     */
    void end(Duration grace) throws InterruptedException {
        Moment end = book.end(clock::now);
        join(end.plus(grace));
        book.close(clock.now());
    }

    /** Ends what is still running and closes the connections. Nothing is counted from here on. */
    void abort() throws InterruptedException {
        book.close(clock.now());
        Moment deadline = clock.now().plus(CLOSING);
        // Closing a connection does not end a backend that waits for a lock; a cancel does, but only once it waits.
        while (threads.stream().anyMatch(Thread::isAlive) && clock.now().isBefore(deadline)) {
            threads.forEach(Thread::interrupt);
            workers.forEach(LoadWorker::cancel);
            join(clock.now().plus(CANCEL_AGAIN));
        }
        classes.close();
        join(clock.now().plus(CLOSING));
    }

    LoadResult result(Offered offered) {
        Optional<Throwable> crash =
                workers.stream().flatMap(worker -> worker.crash().stream()).findFirst();
        if (crash.isPresent()) {
            throw new IllegalStateException("a thread of the load crashed", crash.get());
        }
        return book.result(offered, classes.reopened());
    }

    private void join(Moment deadline) throws InterruptedException {
        for (Thread thread : threads) {
            long left = deadline.since(clock.now()).toMillis();
            if (left > 0) {
                thread.join(left);
            }
        }
    }
}
