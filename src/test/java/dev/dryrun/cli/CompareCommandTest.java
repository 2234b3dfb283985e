package dev.dryrun.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dryrun.compare.Comparison;
import dev.dryrun.report.KeptSample;
import dev.dryrun.report.SampleRun;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CompareCommandTest {

    @TempDir
    private Path directory;

    private final StringWriter out = new StringWriter();
    private final StringWriter errors = new StringWriter();
    private String passed;
    private String breached;

    @BeforeEach
    void two_runs() throws IOException {
        passed = KeptSample.in(directory.resolve("passed"), SampleRun.passed()).toString();
        breached = KeptSample.in(directory.resolve("breached"), SampleRun.breached())
                .toString();
    }

    @Test
    void what_got_worse_gives_1_and_what_did_not_gives_0() {
        assertThat(execute(passed, breached)).isEqualTo(1);
        assertThat(out.toString()).contains("\nWORSE ", "whole run: reads blocked 3.1–9.1 ms → 3.21–3.24 s");
        assertThat(execute(passed, passed)).isZero();
        assertThat(errors.toString()).isEmpty();
    }

    @Test
    void runs_are_named_by_their_directories_their_reports_or_links() throws IOException {
        Path link = Files.createSymbolicLink(directory.resolve("latest"), Path.of("passed"));
        assertThat(execute(link.toString(), passed + "/report.json", "--format=json"))
                .isZero();
        assertThat(out.toString()).startsWith("{\n  \"schemaVersion\": 1,");
    }

    @ParameterizedTest
    @CsvSource({"json,compare.json", "markdown,compare.md", "html,compare.html", "terminal,compare.txt"})
    void every_format_goes_to_stdout_a_file_or_a_directory(String format, String name) throws IOException {
        assertThat(execute(passed, breached, "--format=" + format)).isEqualTo(1);
        assertThat(execute(passed, breached, "--format=" + format, "--output=" + directory))
                .isEqualTo(1);
        assertThat(Files.readString(directory.resolve(name))).isEqualTo(out.toString());
    }

    @Test
    void the_schema_can_be_printed() {
        assertThat(execute("--schema")).isZero();
        assertThat(out.toString()).isEqualTo(Comparison.schema()).contains("urn:dryrun:comparison:1");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "DIR/passed|two runs are compared, and one was named",
                "--format=json|two runs are compared, and none was named",
                "DIR/passed DIR/none|there is no run DIR/none",
                "DIR/passed DIR|DIR holds no report.json",
                "DIR/passed DIR/newer|DIR/newer/report.json cannot be read as a report: its schema version is 2",
                "DIR/cut DIR/passed|DIR/cut/report.json cannot be read as a report: it ends in the middle",
                "DIR/passed DIR/passed --format=junit|--format junit is not a value of --format",
                "DIR/passed DIR/passed --output=DIR/none/x|--output DIR/none/x cannot be written",
                "DIR/passed DIR/passed DIR/passed|",
            })
    void what_cannot_be_compared_is_one_line(String arguments, String message) throws IOException {
        String whole = Files.readString(Path.of(passed, "report.json"));
        Files.writeString(
                Files.createDirectory(directory.resolve("newer")).resolve("report.json"),
                whole.replace("\"schemaVersion\": 1", "\"schemaVersion\": 2"));
        Files.writeString(
                Files.createDirectory(directory.resolve("cut")).resolve("report.json"),
                whole.substring(0, whole.length() / 2));
        assertThat(execute(arguments.replace("DIR", directory.toString()).split(" ")))
                .isEqualTo(2);
        assertThat(errors.toString())
                .matches("dryrun: [^\n]+\nhint: [^\n]+\n")
                .startsWith("dryrun: " + (message == null ? "" : message.replace("DIR", directory.toString())));
        assertThat(out.toString()).isEmpty();
    }

    private int execute(String... arguments) {
        String[] all =
                Stream.concat(Stream.of("compare"), Arrays.stream(arguments)).toArray(String[]::new);
        Interruption none = new Interruption(Thread.currentThread());
        return new Main(new PrintWriter(out, true), new PrintWriter(errors, true), none, Map.of()).execute(all);
    }
}
