package dev.dryrun.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.dockerjava.api.command.InspectContainerResponse;
import com.github.dockerjava.api.model.Capability;
import com.github.dockerjava.api.model.HostConfig;
import dev.dryrun.plan.ServerPlan;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.containers.GenericContainer;

/** A dump is code that runs with superuser rights: what it can do from where it runs. */
class ContainmentIT {

    private static PostgresServer container;
    private static PostgresServer local;

    @BeforeAll
    static void start() {
        container = TestServer.startContainer();
        local = TestServer.start(ServerPlan.Choice.LOCAL, TestDump.empty());
    }

    @AfterAll
    static void stop() {
        container.close();
        local.close();
    }

    @Test
    void code_in_the_dump_cannot_send_anything_out_of_the_container() throws Exception {
        try (GenericContainer<?> elsewhere = new GenericContainer<>("postgres:15")) {
            elsewhere.withCreateContainerCmdModifier(command -> command.withEntrypoint("sleep", "600"));
            elsewhere.start();
            String address =
                    elsewhere.execInContainer("hostname", "-i").getStdout().strip();
            String listen =
                    "perl -MIO::Socket -e '$s = IO::Socket::INET->new(LocalPort => 9999, Listen => 9, ReuseAddr => 1)"
                            + " or die; $s->accept while 1' > /dev/null 2>&1 &";
            assertThat(elsewhere.execInContainer("bash", "-c", listen).getExitCode())
                    .isZero();
            String call = "timeout 5 bash -c '</dev/tcp/" + address + "/9999'";
            try (GenericContainer<?> beside = new GenericContainer<>("postgres:15")) {
                beside.withCreateContainerCmdModifier(command -> command.withEntrypoint("sleep", "600"));
                beside.start();
                assertThat(beside.execInContainer("bash", "-c", call).getExitCode())
                        .as("an ordinary container gets there")
                        .isZero();
            }

            assertThatThrownBy(() -> TestServer.execute(
                            container, "COPY (SELECT 1) TO PROGRAM '" + call.replace("'", "''") + "'"))
                    .hasMessageContaining("program");
        }
    }

    @Test
    void a_container_has_no_capabilities_beyond_what_starting_needs_and_bounded_memory_and_processes() {
        HostConfig limits = inspected().getHostConfig();

        assertThat(limits.getMemory()).isPositive();
        assertThat(limits.getMemorySwap()).isEqualTo(limits.getMemory());
        assertThat(limits.getPidsLimit()).isEqualTo(4096L);
        assertThat(limits.getSecurityOpts()).contains("no-new-privileges");
        assertThat(limits.getPrivileged()).isFalse();
        assertThat(limits.getCapDrop()).containsExactly(Capability.ALL);
        assertThat(limits.getCapAdd()).hasSize(6).doesNotContain(Capability.NET_RAW, Capability.SYS_ADMIN);
        assertThat(limits.getDns()).containsExactly("192.0.2.1");
    }

    @Test
    void the_server_in_a_container_has_no_capability_and_cannot_gain_one() throws Exception {
        String status = TestServer.query(container, "postgres", "SELECT pg_read_file('/proc/self/status')");

        assertThat(status).containsPattern("CapEff:\\s+0+\n").containsPattern("NoNewPrivs:\\s+1\n");
    }

    @Test
    void no_process_shows_the_password_and_no_log_either() throws Exception {
        assertThat(container.password()).hasSizeGreaterThan(15);
        assertThat(commandLines()).noneMatch(line -> line.contains(container.password()));
        assertThat(commandLines()).noneMatch(line -> line.contains(local.password()));
        assertThat(container.log()).doesNotContain(container.password());
        assertThat(local.log()).doesNotContain(local.password());
    }

    @Test
    void only_its_own_user_can_enter_the_data_directory() throws Exception {
        assertThat(TestServer.query(container, "postgres", "SHOW data_directory_mode"))
                .isEqualTo("0700");
        assertThat(TestServer.query(local, "postgres", "SHOW data_directory_mode"))
                .isEqualTo("0700");
        assertThat(Files.getPosixFilePermissions(Path.of(local.dataDirectory()).getParent()))
                .hasSize(3);
    }

    @Test
    void a_local_server_listens_on_the_loopback_address_only_and_has_no_socket_file() throws Exception {
        assertThat(TestServer.query(local, "postgres", "SHOW listen_addresses")).isEqualTo("127.0.0.1");
        assertThat(TestServer.query(local, "postgres", "SHOW unix_socket_directories"))
                .isEmpty();
    }

    private static InspectContainerResponse inspected() {
        String id = Leftovers.containersOf(container).get(0);
        return DockerClientFactory.lazyClient().inspectContainerCmd(id).exec();
    }

    private static List<String> commandLines() {
        return ProcessHandle.allProcesses()
                .map(each -> Leftovers.commandLine(each.pid()))
                .toList();
    }
}
