package dev.dryrun.postgres;

import dev.dryrun.plan.NoVerdict;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Removes a server that is still being started when the process is told to end; afterwards that is the caller's job. */
final class StartGuard {

    private static final Duration CLOSING = Duration.ofSeconds(20);

    private final CountDownLatch closed = new CountDownLatch(1);
    private final Thread hook;

    private StartGuard(PostgresServer server) {
        hook = new Thread(() -> close(server), "dryrun-start-guard");
    }

    /** Guards the start of this server; closes it and throws where the process is ending already. */
    static StartGuard over(PostgresServer server) {
        StartGuard guard = new StartGuard(server);
        try {
            Runtime.getRuntime().addShutdownHook(guard.hook);
            return guard;
        } catch (IllegalStateException e) {
            server.close();
            throw new NoVerdict("interrupted before the server was started", "start again", e);
        }
    }

    /** Where the process is ending this waits for the server to be removed, because it may end when its run has. */
    void end() {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            Uninterrupted.run(() -> closed.await(CLOSING.toMillis(), TimeUnit.MILLISECONDS));
        }
    }

    private void close(PostgresServer server) {
        try {
            server.close();
        } finally {
            closed.countDown();
        }
    }
}
