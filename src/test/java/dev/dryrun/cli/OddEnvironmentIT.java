package dev.dryrun.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The program as a process of its own, in surroundings that are not those of a developer's machine. */
class OddEnvironmentIT {

    @TempDir
    private Path directory;

    /** Turkish upper-cases i to İ, Nepal is 5:45 from UTC, and nothing says where a home or a terminal is. */
    @Test
    void no_home_a_turkish_locale_and_an_odd_time_zone_change_nothing() throws Exception {
        Instant begun = Instant.now();
        List<String> program =
                program(List.of("-Duser.language=tr", "-Duser.country=TR", "-Duser.timezone=Asia/Kathmandu"));
        program.add("--postgres-setting=DEADLOCK_TIMEOUT=2s");
        ProcessBuilder builder = new ProcessBuilder(program);
        builder.environment().keySet().removeIf(name -> !name.equals("PATH") && !name.equals("TMPDIR"));
        builder.environment().putAll(Map.of("LC_ALL", "tr_TR.UTF-8", "TZ", "Asia/Kathmandu"));

        assertThat(told(builder, 0)).contains("PASSED");

        JsonNode report =
                new ObjectMapper().readTree(Files.readString(directory.resolve("results/latest/report.json")));
        assertThat(Duration.between(
                        begun, Instant.parse(report.at("/run/startedAt").asText())))
                .isBetween(Duration.ZERO, Duration.ofMinutes(2));
        assertThat(report.at("/server/kind").asText()).isEqualTo("local");
        assertThat(report.at("/server/settings/deadlock_timeout").asText()).isEqualTo("2s");
        assertThat(report.at("/verdict/outcome").asText()).isEqualTo("passed");
        assertThat(Files.readString(directory.resolve("results/latest/server.log")))
                .contains(" UTC [");
    }

    @Test
    void an_option_in_letters_that_the_locale_cannot_write_is_refused() throws Exception {
        List<String> program = program(List.of("-Dsun.jnu.encoding=ANSI_X3.4-1968"));
        program.remove("--load=none");
        program.add("--load=straße.yml");
        ProcessBuilder builder = new ProcessBuilder(program);
        builder.environment().put("LC_ALL", "C");

        assertThat(told(builder, 2))
                .matches("dryrun: --load \\S+\\.yml (does not exist|is not a file name here)\nhint: [^\n]+\n");
    }

    @Test
    void a_working_directory_that_is_read_only_is_told_before_anything_is_started() throws Exception {
        Path fixed = Files.createDirectory(directory.resolve("fixed"));
        try (Mount mount = Mount.on(fixed, "ro,size=64k")) {
            List<String> program = program(List.of());
            program.removeIf(each -> each.startsWith("--results"));
            assertThat(told(new ProcessBuilder(program).directory(fixed.toFile()), 2))
                    .isEqualTo("dryrun: --results results cannot be made a directory\n"
                            + "hint: choose a directory that you may write to with --results\n");
            assertThat(mount.point()).isEmptyDirectory();
        }
    }

    @Test
    void a_full_or_missing_temporary_directory_is_no_verdict_and_says_where_it_is() throws Exception {
        Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxr-xr-x"));
        Path full = Files.createDirectory(directory.resolve("full"));
        try (Mount mount = Mount.on(full, "size=2m,mode=1777")) {
            assertThat(told(inTmpdir(full), 3))
                    .matches("(?s)dryrun: [^\n]*(No space left on device).*\nhint: [^\n]*TMPDIR[^\n]*\n");
            assertThat(mount.point()).isEmptyDirectory();
        }
        assertThat(told(inTmpdir(directory.resolve("none")), 3))
                .matches("dryrun: could not make a directory for the server in \\S*/none: [^\n]+\n"
                        + "hint: set TMPDIR to a directory with free space\n");
    }

    /** Root may read everything, unless that capability is taken away. */
    @Test
    void a_dump_that_may_not_be_read_is_bad_input() throws Exception {
        Path dump = Files.copy(Ground.fixture("little.dump"), directory.resolve("secret.dump"));
        Files.setPosixFilePermissions(dump, Set.of());
        List<String> program = new ArrayList<>();
        if (System.getProperty("user.name").equals("root")) {
            program.addAll(List.of("setpriv", "--bounding-set=-dac_override,-dac_read_search"));
        }
        program.addAll(program(List.of()));
        program.removeIf(each -> each.startsWith("--dump"));
        program.add("--dump=" + dump);
        assertThat(told(new ProcessBuilder(program), 2))
                .isEqualTo("dryrun: --dump " + dump
                        + " cannot be read\nhint: check its permissions and those of its directory\n");
    }

    private ProcessBuilder inTmpdir(Path tmpdir) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(program(List.of()));
        builder.environment().put("TMPDIR", tmpdir.toString());
        return builder;
    }

    private List<String> program(List<String> ofJava) throws IOException {
        List<String> program = new ArrayList<>();
        program.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        program.addAll(List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"));
        program.addAll(ofJava);
        program.addAll(List.of("-cp", System.getProperty("java.class.path"), Main.class.getName()));
        program.addAll(new Ground(directory).options());
        return program;
    }

    /** What is written to stderr, and to stdout where that is a report. */
    private static String told(ProcessBuilder builder, int exitCode) throws Exception {
        Process process = builder.redirectErrorStream(true).start();
        process.getOutputStream().close();
        String told = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).as(told).isEqualTo(exitCode);
        return told;
    }

    /** A small file system in memory, which needs root; where that is missing the test is skipped. */
    private record Mount(Path point) implements AutoCloseable {

        static Mount on(Path point, String options) throws IOException {
            assumeTrue(run("mount", "-t", "tmpfs", "-o", options, "none", point.toString()) == 0, "may not mount");
            return new Mount(point);
        }

        @Override
        public void close() throws IOException {
            run("umount", point.toString());
        }

        private static int run(String... command) throws IOException {
            Process process =
                    new ProcessBuilder(command).redirectErrorStream(true).start();
            process.onExit().join();
            return process.exitValue();
        }
    }
}
