package dev.dryrun.postgres;

import dev.dryrun.plan.ServerPlan;

/** A process that starts a server of the given kind (its watch killed if it says so), says where it is, and waits to be killed. */
final class KilledRun {

    private static final String UNWATCHED = "_UNWATCHED";

    private KilledRun() {}

    public static void main(String[] arguments) throws InterruptedException {
        String choice = arguments[0].replace(UNWATCHED, "");
        PostgresServer server = TestServer.start(ServerPlan.Choice.valueOf(choice), TestDump.empty());
        if (!choice.equals(arguments[0])) {
            endWatch();
        }
        System.out.println(server.host());
        System.out.println(server.port());
        System.out.println(server.dataDirectory());
        Thread.sleep(Long.MAX_VALUE);
    }

    /** As if the machine had been switched off: nobody is left who would clean up. */
    private static void endWatch() {
        ProcessHandle.current()
                .children()
                .filter(each -> Leftovers.commandLine(each.pid()).contains("dryrun-watch\0"))
                .forEach(ProcessHandle::destroyForcibly);
    }
}
