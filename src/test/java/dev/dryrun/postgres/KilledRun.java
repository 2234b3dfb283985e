package dev.dryrun.postgres;

import dev.dryrun.plan.ServerPlan;

/** A process that starts a server of the given kind, says where it is, and waits to be killed. */
final class KilledRun {

    private KilledRun() {}

    public static void main(String[] arguments) throws InterruptedException {
        PostgresServer server = TestServer.start(ServerPlan.Choice.valueOf(arguments[0]), TestDump.empty());
        System.out.println(server.port());
        System.out.println(server.dataDirectory());
        Thread.sleep(Long.MAX_VALUE);
    }
}
