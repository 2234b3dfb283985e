package dev.dryrun.postgres;

/** Removes a server that is still being started when the process is told to end; afterwards that is the caller's job. */
final class StartGuard {

    private final Thread hook;

    StartGuard(PostgresServer server) {
        hook = new Thread(server::close, "dryrun-start-guard");
        Runtime.getRuntime().addShutdownHook(hook);
    }

    void end() {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            // The process is ending: the hook runs and removes the server.
            return;
        }
    }
}
