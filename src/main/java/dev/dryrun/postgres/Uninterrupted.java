package dev.dryrun.postgres;

import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

/** What has to be done whole, cleaning up, though whoever does it is interrupted before or meanwhile. */
final class Uninterrupted {

    /** A wait that an interrupt would end. */
    interface Wait {

        void run() throws InterruptedException;
    }

    private Uninterrupted() {}

    /** Waits, from the beginning again after each interrupt, which is kept for afterwards. */
    static void run(Wait wait) {
        boolean interrupted = Thread.interrupted();
        while (true) {
            try {
                wait.run();
                break;
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** Works on a thread of its own, which no interrupt of ours reaches, and waits for that. */
    static void work(String name, Runnable work) {
        AtomicReference<Optional<Throwable>> failure = new AtomicReference<>(Optional.empty());
        Thread thread = new Thread(
                () -> {
                    try {
                        work.run();
                    } catch (RuntimeException | Error e) {
                        failure.set(Optional.of(e));
                    }
                },
                name);
        thread.setDaemon(true);
        thread.start();
        run(thread::join);
        failure.get().ifPresent(Uninterrupted::rethrow);
    }

    private static void rethrow(Throwable failure) {
        if (failure instanceof Error error) {
            throw error;
        }
        throw (RuntimeException) failure;
    }
}
