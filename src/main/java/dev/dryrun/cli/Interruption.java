package dev.dryrun.cli;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Ctrl-C (SIGINT), SIGTERM and SIGHUP. The thread that runs the migration is interrupted and gets time to remove the
 * throwaway server; then the program ends with 130. Whichever comes first decides, the signal or the end of the run.
 */
final class Interruption {

    static final Duration CLEAN_UP = Duration.ofSeconds(20);

    /** What came first. */
    private enum First {
        NEITHER,
        SIGNAL,
        END
    }

    private final AtomicReference<First> first = new AtomicReference<>(First.NEITHER);
    private final CountDownLatch ended = new CountDownLatch(1);
    private final Thread runner;

    Interruption(Thread runner) {
        this.runner = runner;
    }

    boolean signalled() {
        return first.get() == First.SIGNAL;
    }

    /** The run is over and cleaned up. Answers whether its exit code stands: not when a signal came before. */
    boolean end() {
        boolean stands = first.compareAndSet(First.NEITHER, First.END);
        ended.countDown();
        return stands;
    }

    /** A signal has come. Interrupts the run, and answers true, unless the run had ended before. */
    boolean signal() {
        boolean stops = first.compareAndSet(First.NEITHER, First.SIGNAL);
        if (stops) {
            runner.interrupt();
        }
        return stops;
    }

    /** Gives the run its time to clean up. Answers whether that was enough. */
    boolean awaitEnd() {
        try {
            return ended.await(CLEAN_UP.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
