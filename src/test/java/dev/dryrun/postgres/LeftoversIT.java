package dev.dryrun.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dryrun.plan.ServerPlan;
import dev.dryrun.time.Moment;
import dev.dryrun.time.RunClock;
import java.io.BufferedReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * A killed dryrun leaves nothing behind for good, and a kept server outlives its dryrun. Alone, because whoever starts a
 * server takes away what this test has killed.
 */
@Tag("quiet")
class LeftoversIT {

    private static final Duration AT_ONCE = Duration.ofSeconds(5);
    private static final Duration LEASE = ContainerScript.LEASE.plusSeconds(30);

    @Test
    void a_local_server_ends_and_its_directory_goes_when_its_process_was_killed_and_not_while_it_lives()
            throws Exception {
        try (PostgresServer living = TestServer.start()) {
            Path data = Path.of(startAndKill("LOCAL").get(2));

            assertBecomesTrue(
                    AT_ONCE.multipliedBy(2),
                    () -> Leftovers.processesOf(data.getParent()).isEmpty() && !Files.exists(data.getParent()));
            assertThat(TestServer.query(living, "postgres", "SELECT 1")).isEqualTo("1");
        }
    }

    @Test
    void the_next_start_removes_the_local_server_that_an_interrupted_machine_has_left_and_no_other() throws Exception {
        try (PostgresServer living = TestServer.start()) {
            List<String> killed = startAndKill("LOCAL_UNWATCHED");
            Path data = Path.of(killed.get(2));
            assertThat(Leftovers.processesOf(data)).isNotEmpty();

            LocalKind.sweep();

            assertThat(data.getParent()).doesNotExist();
            assertThat(Leftovers.processesOf(data)).isEmpty();
            assertThat(TestServer.query(living, "postgres", "SELECT 1")).isEqualTo("1");
        }
    }

    @Test
    void a_container_goes_with_its_volume_and_network_when_its_process_was_killed_and_no_other_does() throws Exception {
        List<String> volumes = Leftovers.volumes();
        try (PostgresServer living = TestServer.start(ServerPlan.Choice.CONTAINER, TestDump.empty())) {
            List<String> networks = Leftovers.networks();
            List<String> killed = startAndKill("CONTAINER");

            assertBecomesTrue(
                    AT_ONCE.multipliedBy(2),
                    () -> containersOf(killed).isEmpty() && networks.containsAll(Leftovers.networks()));
            assertThat(TestServer.query(living, "postgres", "SELECT 1")).isEqualTo("1");
        }
        assertThat(volumes).containsAll(Leftovers.volumes());
    }

    @Test
    void the_next_start_removes_the_container_of_a_killed_process_and_no_other() throws Exception {
        List<String> volumes = Leftovers.volumes();
        try (PostgresServer living = TestServer.start(ServerPlan.Choice.CONTAINER, TestDump.empty())) {
            List<String> killed = startAndKill("CONTAINER_UNWATCHED");
            List<String> networks = Leftovers.networksOf(killed.get(0), Integer.parseInt(killed.get(1)));
            assertThat(networks).hasSize(1);

            ContainerLabels.sweep(DockerEngine.find());

            assertThat(containersOf(killed)).isEmpty();
            assertThat(Leftovers.networks()).doesNotContainAnyElementsOf(networks);
            assertThat(TestServer.query(living, "postgres", "SELECT 1")).isEqualTo("1");
        }
        assertThat(Leftovers.volumes()).containsAll(volumes);
    }

    @Test
    void a_container_ends_by_itself_when_its_process_and_its_watch_were_killed_and_not_while_it_lives_or_was_kept()
            throws Exception {
        PostgresServer kept = Servers.start(kept(ServerPlan.Choice.CONTAINER), TestDump.empty(), line -> {})
                .server();
        String advice = kept.keep("postgres");
        kept.close();
        try (PostgresServer living = TestServer.start(ServerPlan.Choice.CONTAINER, TestDump.empty())) {
            List<String> killed = startAndKill("CONTAINER_UNWATCHED");
            RunClock sinceKilled = RunClock.system();

            assertBecomesTrue(LEASE, () -> containersOf(killed).isEmpty());
            sinceKilled.sleepUntil(Moment.ORIGIN.plus(ContainerScript.LEASE.plusSeconds(5)));
            assertThat(Leftovers.containersOf(living)).hasSize(1);
        }

        assertThat(TestServer.query(kept, "postgres", "SELECT 1")).isEqualTo("1");
        assertThat(advice).contains("psql 'postgresql://postgres:", "docker rm -f -v ", "docker network rm ");
        run(advice);
        assertBecomesTrue(AT_ONCE, () -> Leftovers.containersOf(kept).isEmpty());
        // What the lease could not take away, the network of the killed container, goes with the next start.
        ContainerLabels.sweep(DockerEngine.find());
    }

    @Test
    void a_kept_local_server_stays_until_it_is_removed() throws Exception {
        PostgresServer server = Servers.start(kept(ServerPlan.Choice.LOCAL), TestDump.empty(), line -> {})
                .server();
        String advice = server.keep("postgres");
        server.close();
        LocalKind.sweep();

        assertThat(TestServer.query(server, "postgres", "SELECT 1")).isEqualTo("1");
        run(advice);
        Leftovers.assertNone(server);
    }

    /** Starts a server in a process of its own, kills that, and returns the server's host, port and data directory. */
    private static List<String> startAndKill(String choice) throws Exception {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        KilledRun.class.getName(),
                        choice)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try (BufferedReader out = process.inputReader()) {
            return List.of(out.readLine(), out.readLine(), out.readLine());
        } finally {
            process.destroyForcibly().waitFor();
        }
    }

    private static List<String> containersOf(List<String> killed) {
        return Leftovers.containersOf(killed.get(0), Integer.parseInt(killed.get(1)));
    }

    private static ServerPlan kept(ServerPlan.Choice choice) {
        return new ServerPlan(choice, Optional.empty(), Optional.empty(), Map.of(), 1, true);
    }

    /** Does what the last line of the advice says. */
    private static void run(String advice) throws Exception {
        String remove = advice.lines().skip(1).findFirst().orElseThrow().replace("remove with", "");
        Path output = Files.createTempFile("remove", ".txt");
        Process process = new ProcessBuilder("sh", "-c", remove)
                .directory(Path.of("/").toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        assertThat(process.waitFor()).as(Files.readString(output)).isZero();
        Files.delete(output);
    }

    private static void assertBecomesTrue(Duration within, BooleanSupplier condition) throws InterruptedException {
        RunClock clock = RunClock.system();
        while (!condition.getAsBoolean()) {
            assertThat(clock.now().since(Moment.ORIGIN)).isLessThan(within);
            Thread.sleep(200);
        }
    }
}
