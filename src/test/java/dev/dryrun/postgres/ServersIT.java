package dev.dryrun.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.dryrun.plan.BadInput;
import dev.dryrun.plan.NoVerdict;
import dev.dryrun.plan.ServerPlan;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.testcontainers.DockerClientFactory;

/** Starts real servers of both kinds. */
class ServersIT {

    @TempDir
    Path directory;

    /** The loopback address, or that of a container in a network of its own that leads nowhere else. */
    private static boolean isOfThisMachineOnly(String host) {
        return host.equals("127.0.0.1")
                || DockerClientFactory.lazyClient().listNetworksCmd().exec().stream()
                        .filter(network -> Boolean.TRUE.equals(network.getInternal()))
                        .flatMap(network -> network.getIpam().getConfig().stream())
                        .anyMatch(range -> host.startsWith(range.getGateway().replaceAll("\\d+$", "")));
    }

    @ParameterizedTest
    @EnumSource(
            value = ServerPlan.Choice.class,
            names = {"CONTAINER", "LOCAL"})
    void a_restart_keeps_data_and_port_and_is_durable_and_nothing_is_left_after_close(ServerPlan.Choice choice)
            throws Exception {
        Dump dump = Dump.read(TestDump.plain(directory.resolve("shop.sql"), "CREATE TABLE public.a (id int);\n"));
        PostgresServer server = TestServer.start(choice, dump);
        try (server) {
            String database = Restore.restore(server, dump, new RestoreOptions(2, false), line -> {})
                    .database();
            assertThat(TestServer.query(server, database, "SHOW fsync")).isEqualTo("off");
            int port = server.port();

            server.restart(ServerSettings.measured(10, Map.of("work_mem", "5MB")));
            Restore.settle(server, database);

            assertThat(server.port()).isEqualTo(port);
            assertThat(TestServer.query(server, "shop", "SELECT count(*) FROM public.a"))
                    .isEqualTo("0");
            assertSettings(server, Map.of("fsync", "on", "full_page_writes", "on", "synchronous_commit", "on"));
            assertSettings(server, Map.of("wal_level", "replica", "autovacuum", "on", "work_mem", "5MB"));
            assertSettings(server, Map.of("maintenance_work_mem", "64MB", "max_wal_size", "1GB"));
            assertThat(isOfThisMachineOnly(server.host())).isTrue();
            assertThat(server.major()).isEqualTo(15);
            assertThat(server.log().lines().filter(line -> line.endsWith("ready to accept connections")))
                    .hasSizeGreaterThan(1);
        }
        server.close();
        Leftovers.assertNone(server);
    }

    @ParameterizedTest
    @EnumSource(
            value = ServerPlan.Choice.class,
            names = {"CONTAINER", "LOCAL"})
    void programs_run_beside_the_server_and_have_a_deadline(ServerPlan.Choice choice) throws Exception {
        try (PostgresServer server = TestServer.start(choice, TestDump.empty())) {
            assertThat(server.run(ProgramCall.of(Duration.ofSeconds(30), "pg_dump", "--schema-only", "postgres"))
                            .stdout())
                    .contains("PostgreSQL database dump complete");
            List<String> wal = new ArrayList<>();
            Path first = Path.of(server.dataDirectory(), "pg_wal", "000000010000000000000001");
            ProgramCall waldump = ProgramCall.of(Duration.ofSeconds(30), "pg_waldump", "-n", "5", first.toString());
            assertThat(server.run(waldump, wal::add).succeeded()).isTrue();
            assertThat(wal).hasSize(5);
            assertThat(server.run(ProgramCall.of(Duration.ofSeconds(30), "psql", "-X", "-c", "nonsense", "postgres"))
                            .stderr())
                    .contains("syntax error");
            ProgramCall endless =
                    ProgramCall.of(Duration.ofSeconds(1), "psql", "-X", "-c", "SELECT pg_sleep(60)", "postgres");
            assertThatThrownBy(() -> server.run(endless))
                    .isInstanceOf(NoVerdict.class)
                    .hasMessageContaining("gave up");
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = ServerPlan.Choice.class,
            names = {"CONTAINER", "LOCAL"})
    void a_setting_that_the_server_does_not_start_with_is_bad_input(ServerPlan.Choice choice) {
        Map<String, String> wrong = Map.of("work_mem", "many");
        ServerPlan plan = TestServer.plan(choice, wrong);
        PostgresServer server =
                Servers.start(plan, TestDump.empty(), line -> {}).server();
        try (server) {
            assertThatThrownBy(() -> server.restart(ServerSettings.measured(1, wrong)))
                    .isInstanceOfSatisfying(
                            BadInput.class,
                            e -> assertThat(e.hint()).contains("invalid value for parameter \"work_mem\""));
        }
        Leftovers.assertNone(server);
    }

    @Test
    void auto_takes_a_container_and_says_why() {
        List<String> progress = new ArrayList<>();
        StartedServer started = Servers.start(
                TestServer.plan(ServerPlan.Choice.AUTO, Map.of()),
                TestDump.empty(),
                news -> progress.add(news.words()));
        try (PostgresServer server = started.server()) {
            assertThat(server.kind()).isEqualTo("container");
            assertThat(server.image()).contains("postgres:15");
            assertThat(started.why()).isEqualTo("Docker answered; image postgres:15 is present");
            assertThat(started.warnings()).isEmpty();
        }
    }

    @Test
    void auto_goes_on_to_local_when_the_image_cannot_be_had() {
        List<String> progress = new ArrayList<>();
        ServerPlan plan = withImage(ServerPlan.Choice.AUTO);
        StartedServer started = Servers.start(plan, TestDump.empty(), news -> progress.add(news.words()));
        try (PostgresServer server = started.server()) {
            assertThat(server.kind()).isEqualTo("local");
            assertThat(started.why()).contains("no container: image", "could not be pulled", "using /");
            assertThat(started.warnings()).singleElement().asString().contains("was not used");
            assertThat(progress).anyMatch(line -> line.startsWith("no container: "));
        }
    }

    @Test
    void an_explicit_kind_that_cannot_be_had_gives_no_verdict() throws Exception {
        assertThatThrownBy(() -> Servers.start(withImage(ServerPlan.Choice.CONTAINER), TestDump.empty(), line -> {}))
                .isInstanceOf(NoVerdict.class)
                .hasMessageContaining("--server container");
        Path future = TestDump.plain(directory.resolve("future.sql"), "");
        Files.writeString(future, Files.readString(future).replace("15.4", "99.1"));
        ServerPlan local = TestServer.plan(ServerPlan.Choice.LOCAL, Map.of());
        assertThatThrownBy(() -> Servers.start(local, Dump.read(future), line -> {}))
                .isInstanceOf(NoVerdict.class)
                .hasMessageContaining("Postgres 99 or newer is needed");
    }

    private static ServerPlan withImage(ServerPlan.Choice choice) {
        return new ServerPlan(choice, Optional.empty(), Optional.of("localhost:1/none:1"), Map.of(), 1, false);
    }

    private static void assertSettings(PostgresServer server, Map<String, String> settings) throws Exception {
        for (Map.Entry<String, String> setting : settings.entrySet()) {
            assertThat(TestServer.query(server, "shop", "SHOW " + setting.getKey()))
                    .isEqualTo(setting.getValue());
        }
    }
}
