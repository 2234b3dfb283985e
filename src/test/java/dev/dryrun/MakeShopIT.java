package dev.dryrun;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The maker of sample dumps: the same rows every time, clear refusals, and nothing left behind. */
class MakeShopIT {

    private record Ran(int exitCode, String output) {}

    @TempDir
    Path temporary;

    @TempDir
    Path output;

    /** As root the programs run as another user, who must be able to reach its directory. */
    @BeforeEach
    void open_the_temporary_directory() throws IOException {
        Files.setPosixFilePermissions(temporary, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    @Test
    void the_committed_dump_is_what_make_shop_makes() throws Exception {
        Path dump = output.resolve("shop.dump");

        Ran ran = run(makeShop("--jobs", "3", "--output", dump.toString()));

        assertThat(ran.exitCode()).as(ran.output()).isZero();
        assertThat(contents(dump)).isEqualTo(contents(Path.of("dumps", "shop.dump")));
        assertThat(temporary).isEmptyDirectory();
    }

    @Test
    void a_directory_holds_the_orders_asked_for() throws Exception {
        Path dump = output.resolve("small");

        Ran ran = run(makeShop("--orders=1234", "--format=directory", "--output=" + dump));

        assertThat(ran.exitCode()).as(ran.output()).isZero();
        assertThat(dump.resolve("toc.dat")).exists();
        List<String> lines = Files.readAllLines(sql(dump));
        int first =
                lines.indexOf("COPY public.orders (id, reference, customer_id, status, total, created_at, updated_at,"
                                + " note) FROM stdin;")
                        + 1;
        assertThat(lines.subList(first, lines.size()).indexOf("\\.")).isEqualTo(1234);
        assertThat(temporary).isEmptyDirectory();
    }

    static Stream<Arguments> refusals() {
        return Stream.of(
                Arguments.of(List.of(), "nothing was given for --output"),
                Arguments.of(List.of("--output"), "--output needs a value"),
                Arguments.of(List.of("--output=x", "--rows=1"), "there is no option \"--rows=1\""),
                Arguments.of(List.of("--output=x", "--orders=999"), "a whole number from 1000 to 99999999"),
                Arguments.of(List.of("--output=x", "--orders=5m"), "--orders is \"5m\""),
                Arguments.of(List.of("--output=x", "--jobs=0"), "--jobs is \"0\""),
                Arguments.of(List.of("--output=x", "--format=tar"), "--format is \"tar\""),
                Arguments.of(List.of("--output=/nowhere/x"), "cannot write to the directory /nowhere"),
                Arguments.of(List.of("--output=src"), "--output src is a directory"),
                Arguments.of(List.of("--output=src", "--format=directory"), "--output src exists"));
    }

    @ParameterizedTest
    @MethodSource("refusals")
    void what_cannot_be_done_is_refused_before_anything_starts(List<String> options, String message) throws Exception {
        Ran ran = run(makeShop(options.toArray(String[]::new)));

        assertThat(ran.exitCode()).isEqualTo(2);
        assertThat(ran.output()).contains(message).contains("hint: ").hasLineCount(2);
        assertThat(temporary).isEmptyDirectory();
    }

    @Test
    void an_interrupted_run_takes_its_server_and_half_a_dump_away() throws Exception {
        Process process =
                start(makeShop("--orders=5000000", "--output=" + output.resolve("shop.dump")), output.resolve("log"));
        Instant deadline = Instant.now().plus(Duration.ofSeconds(60));
        while (!Files.readString(output.resolve("log")).contains("making 5000000 orders")) {
            assertThat(Instant.now()).isBefore(deadline);
            Thread.sleep(50);
        }

        process.destroy();

        assertThat(process.waitFor()).isEqualTo(130);
        assertThat(temporary).isEmptyDirectory();
        assertThat(output)
                .isDirectoryNotContaining(file -> file.getFileName().toString().startsWith("shop.dump"));
        assertThat(ProcessHandle.allProcesses().filter(each -> isOurs(each))).isEmpty();
    }

    private boolean isOurs(ProcessHandle process) {
        return process.info().commandLine().orElse("").contains(temporary.toString());
    }

    /** What pg_restore would run, but for the version and the random keys that it begins and ends with. */
    private List<String> contents(Path dump) throws Exception {
        try (Stream<String> lines = Files.lines(sql(dump))) {
            return lines.filter(line -> !line.startsWith("-- Dumped ") && !line.contains("restrict "))
                    .toList();
        }
    }

    private Path sql(Path dump) throws Exception {
        Path sql = output.resolve(dump.toString().hashCode() + ".sql");
        Ran ran = run(List.of("pg_restore", "--create", "--file", sql.toString(), dump.toString()));
        assertThat(ran.exitCode()).as(ran.output()).isZero();
        return sql;
    }

    private static List<String> makeShop(String... options) {
        List<String> command = new ArrayList<>(List.of("dumps/make-shop"));
        command.addAll(List.of(options));
        return command;
    }

    private Ran run(List<String> command) throws Exception {
        Path log = Files.createTempFile(output, "run", ".log");
        int exitCode = start(command, log).waitFor();
        return new Ran(exitCode, Files.readString(log));
    }

    private Process start(List<String> command, Path log) throws IOException {
        Files.writeString(log, "");
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile());
        builder.redirectInput(new File("/dev/null"));
        builder.environment().put("TMPDIR", temporary.toString());
        return builder.start();
    }
}
