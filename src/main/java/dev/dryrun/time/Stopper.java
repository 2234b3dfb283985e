package dev.dryrun.time;

import java.time.Duration;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Supplier;

/**
 * Ends a run before its time, because it takes longer than it may or because something is gone that it cannot do
 * without: says why, and interrupts the thread that runs it. Of several reasons the first one counts.
 */
public final class Stopper implements AutoCloseable {

    private static final Duration LEAVING = Duration.ofSeconds(5);

    private final RunClock clock;
    private final Thread runner = Thread.currentThread();
    private final Optional<Thread> alarm;
    private Optional<String> why = Optional.empty();
    private boolean over;

    private Stopper(RunClock clock, Optional<Moment> last) {
        this.clock = clock;
        this.alarm = last.map(moment -> new Thread(() -> stopAt(moment), "dryrun-max-duration"));
    }

    /** One that stops the calling thread's run {@code most} after the start of the clock, if there is a limit. */
    public static Stopper after(Optional<Duration> most, RunClock clock) {
        Stopper stopper = new Stopper(clock, most.map(Moment.ORIGIN::plus));
        stopper.alarm.ifPresent(thread -> {
            thread.setDaemon(true);
            thread.start();
        });
        return stopper;
    }

    /** One that only stops what it is told to. */
    public static Stopper onDemand(RunClock clock) {
        return new Stopper(clock, Optional.empty());
    }

    /** May be called by any thread. Does nothing when the run is being stopped already, or need not be any more. */
    public synchronized void stop(String reason) {
        if (!over && why.isEmpty()) {
            why = Optional.of(reason);
            runner.interrupt();
        }
    }

    /** Why the run was stopped, if it was. */
    public synchronized Optional<String> why() {
        return why;
    }

    /**
     * Does some work. What fails because the run is being stopped fails with {@code failure} made of why and of what did;
     * what fails after the end is a failure of its own.
     */
    public <T> T instead(Supplier<T> work, BiFunction<String, RuntimeException, RuntimeException> failure) {
        try {
            return work.get();
        } catch (RuntimeException failed) {
            throw why().filter(reason -> !isOver())
                    .map(reason -> failure.apply(reason, failed))
                    .orElse(failed);
        }
    }

    /** What comes from here on is not stopped any more. */
    public synchronized void end() {
        over = true;
    }

    private synchronized boolean isOver() {
        return over;
    }

    @Override
    public void close() {
        end();
        if (why().isPresent()) {
            // Ours, and whatever comes now is none of the run.
            Thread.interrupted();
        }
        alarm.ifPresent(thread -> {
            thread.interrupt();
            join(thread);
        });
    }

    private static void join(Thread thread) {
        try {
            thread.join(LEAVING.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void stopAt(Moment moment) {
        try {
            clock.sleepUntil(moment);
            stop("it took longer than --max-duration allows, " + words(moment.since(Moment.ORIGIN)));
        } catch (InterruptedException e) {
            // The run is over.
            Thread.currentThread().interrupt();
        }
    }

    private static String words(Duration limit) {
        return limit.toMillis() % 1000 == 0 ? limit.toSeconds() + " s" : limit.toMillis() + " ms";
    }
}
