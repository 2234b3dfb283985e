package dev.dryrun.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dryrun.cli.Check.State;
import dev.dryrun.cli.Diagnosis.Finding;
import dev.dryrun.postgres.ServerSurvey.Docker;
import dev.dryrun.postgres.ServerSurvey.Installed;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DiagnosisTest {

    private static final Path PLACE = Path.of("/usr/lib/postgresql/15/bin");
    private static final Finding<Docker> NO_DOCKER =
            new Finding<>(List.of(), "no Docker engine was found", "install it");
    private static final Finding<String> NOT_TRIED = new Finding<>(List.of(), "", "");
    private static final List<Installed> POSTGRES_15 = List.of(new Installed(PLACE, 15, "15.18", List.of()));

    @Test
    void a_container_is_taken_where_one_starts() {
        Check docker = docker(List.of("postgres:15"), Finding.of("postgres:15"));

        assertThat(docker)
                .isEqualTo(Check.ok("Docker", "Docker 28.1 answers; present: postgres:15; a container starts"));
        assertThat(Diagnosis.server(docker, List.of(), user()).found()).contains("takes a container");
    }

    @Test
    void an_engine_without_images_pulls_them() {
        assertThat(docker(List.of(), NOT_TRIED).state()).isEqualTo(State.WARNING);
    }

    @Test
    void an_engine_that_starts_no_container_is_no_server() {
        Check docker = docker(List.of("postgres:15"), new Finding<>(List.of(), "no cgroups", "see its log"));

        assertThat(docker)
                .isEqualTo(Check.missing(
                        "Docker", "Docker 28.1 answers; present: postgres:15; no cgroups", "see its log"));
        assertThat(Diagnosis.server(docker, POSTGRES_15, user()).found())
                .isEqualTo("--server auto takes a local server (Postgres 15), for dumps up to Postgres 15");
    }

    @Test
    void without_docker_and_programs_or_a_user_no_kind_works() {
        Check docker = Diagnosis.docker(NO_DOCKER, NOT_TRIED);
        Check nobody = Diagnosis.user(new Finding<>(List.of(), "Postgres refuses to run as root", "be another"));

        Check none = Diagnosis.server(docker, List.of(), user());
        assertThat(none.state()).isEqualTo(State.MISSING);
        assertThat(DoctorCommand.exitCode(List.of(docker, none))).isEqualTo(3);
        assertThat(DoctorCommand.exitCode(List.of(docker, Diagnosis.server(docker, POSTGRES_15, user()))))
                .isZero();
        assertThat(Diagnosis.server(docker, POSTGRES_15, nobody).state()).isEqualTo(State.MISSING);
    }

    @Test
    void the_server_for_each_major_is_told_in_one_line() {
        assertThat(Diagnosis.majors(Optional.of(List.of("postgres:15")), List.of()))
                .isEqualTo(Check.ok(
                        "By major", "13, 14, 16, 17, 18: a container once its image is pulled; 15: a container"));
        Check local = Diagnosis.majors(Optional.empty(), POSTGRES_15);
        assertThat(local.found()).isEqualTo("13, 14, 15: a local server of Postgres 15; 16, 17, 18: none");
        assertThat(local.state()).isEqualTo(State.WARNING);
    }

    @Test
    void an_engine_that_failed_may_do_without_ryuk() {
        assertThat(Diagnosis.docker(new Finding<>(List.of(), "Docker failed: no image", "see its log"), NOT_TRIED)
                        .hint())
                .isEqualTo(
                        "see its log; where Testcontainers cannot start its Ryuk: TESTCONTAINERS_RYUK_DISABLED=true");
        assertThat(Diagnosis.docker(NO_DOCKER, NOT_TRIED).hint()).isEqualTo("install it");
    }

    @Test
    void programs_that_lack_some_are_named() {
        assertThat(Diagnosis.programs(List.of(new Installed(PLACE, 0, "", List.of("initdb", "pg_ctl")))))
                .extracting(Check::found)
                .containsExactly("/usr/lib/postgresql/15/bin lacks initdb, pg_ctl");
        assertThat(Diagnosis.programs(List.of(new Installed(PLACE, 15, "15.18", List.of("pg_waldump")))))
                .extracting(Check::state)
                .containsExactly(State.WARNING);
        assertThat(Diagnosis.programs(List.of())).extracting(Check::state).containsExactly(State.MISSING);
    }

    @Test
    void a_disk_has_to_take_what_a_dump_grows_to() {
        assertThat(disk(100, 0)).isEqualTo(State.OK);
        assertThat(disk(100, 11)).isEqualTo(State.WARNING);
        assertThat(disk(100, 101)).isEqualTo(State.MISSING);
        assertThat(disk(0, 0)).isEqualTo(State.MISSING);
    }

    @Test
    void a_place_that_can_be_made_can_be_written_and_one_below_a_file_cannot(@TempDir Path directory) throws Exception {
        Path file = Files.createFile(directory.resolve("results"));

        assertThat(Machine.isWritable(directory.resolve("a/b"))).isTrue();
        assertThat(Machine.isWritable(file.resolve("a"))).isFalse();
        assertThat(Diagnosis.unwritable("results", file).state()).isEqualTo(State.MISSING);
    }

    @Test
    void an_old_java_one_processor_and_a_coarse_clock_are_told() {
        assertThat(Diagnosis.java(Runtime.Version.parse("11.0.2")).state()).isEqualTo(State.MISSING);
        assertThat(Diagnosis.processors(1).state()).isEqualTo(State.WARNING);
        assertThat(Diagnosis.clock(Duration.ofMillis(1), Duration.ZERO, "jiffies")
                        .state())
                .isEqualTo(State.WARNING);
        assertThat(Diagnosis.clock(Duration.ofNanos(30), Duration.ofNanos(9), "tsc")
                        .state())
                .isEqualTo(State.OK);
        assertThat(Diagnosis.leftovers(List.of("/tmp/dryrun-1", "container x")).state())
                .isEqualTo(State.WARNING);
    }

    private static State disk(long gigabytes, long dump) {
        return Diagnosis.disk("results", PLACE, gigabytes << 30, dump << 30).state();
    }

    private static Check docker(List<String> images, Finding<String> started) {
        return Diagnosis.docker(Finding.of(new Docker("28.1", images, Path.of("/var/lib/docker"))), started);
    }

    private static Check user() {
        return Diagnosis.user(Finding.of("postgres"));
    }
}
