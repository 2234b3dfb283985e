package dev.dryrun.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.dryrun.plan.ServerPlan;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Dumps that the pg_dump of many majors wrote; {@code make-dumps.sh} beside them has made them. */
class DumpFixturesTest {

    private static final Path DUMPS = Path.of("src/test/resources/dumps");

    @ParameterizedTest
    @CsvSource({
        "pg10.dump, 10.23, 15", "pg11.dump, 11.22, 15", "pg12.dump, 12.22, 15", "pg13.dump, 13.23, 15",
        "pg14.dump, 14.20, 15", "pg15.dump, 15.18, 15", "pg15-by-17.dump, 15.18, 17", "pg15-by-17.sql, 15.18, 17",
        "pg16.dump, 16.11, 17", "pg17.dump, 17.11, 17", "pg18.dump, 18.6, 18"
    })
    void the_head_says_what_was_dumped_by_what(String file, String server, int pgDump) {
        Dump dump = Dump.read(DUMPS.resolve(file));

        assertThat(dump.serverVersion()).startsWith(server);
        assertThat(dump.dumpedByMajor()).isEqualTo(pgDump);
        assertThat(dump.databaseName()).isEqualTo("rich");
        assertThat(Dump.databaseName(DUMPS.resolve(file))).isEqualTo("rich");
    }

    @ParameterizedTest
    @CsvSource({"pg16.dump, 17", "pg17.dump, 17", "pg18.dump, 18", "pg15-by-17.dump, 17"})
    void a_newer_dump_than_the_installed_server_can_take_says_what_to_install(String file, int needed) {
        ServerPlan plan =
                new ServerPlan(ServerPlan.Choice.LOCAL, Optional.empty(), Optional.empty(), Map.of(), 1, false);
        Dump dump = Dump.read(DUMPS.resolve(file));
        ServerRequest request = new ServerRequest(plan, dump, Servers.wantedMajor(plan, dump), line -> {});
        InstalledPrograms only15 = new InstalledPrograms(List.of(new Programs(Path.of("/pg15"), 15, "15.18")));

        assertThatThrownBy(() -> new LocalKind(request, only15).start("--server local"))
                .isInstanceOfSatisfying(
                        Unavailable.class,
                        e -> assertThat(e.hint()).contains("install the server programs of Postgres " + needed))
                .hasMessageContaining("Postgres " + needed + " or newer is needed and installed is only 15.18");
    }
}
