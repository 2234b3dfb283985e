package dev.dryrun.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dryrun.plan.ReportFormat;
import dev.dryrun.report.JsonReport;
import dev.dryrun.report.KeptSample;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class ReportCommandTest {

    @TempDir
    private Path directory;

    private final StringWriter out = new StringWriter();
    private final StringWriter errors = new StringWriter();
    private Path run;

    @BeforeEach
    void a_run() throws IOException {
        run = KeptSample.breachedIn(Files.createDirectory(directory.resolve("run")));
    }

    @ParameterizedTest
    @EnumSource(names = {"JSON", "MARKDOWN", "HTML", "JUNIT", "SARIF"})
    void every_format_is_what_the_run_itself_would_have_written(ReportFormat format) {
        assertThat(execute(run.toString(), "--format", format.text())).isZero();
        assertThat(out.toString().equals(KeptSample.breached().render(format))).isTrue();
        assertThat(errors.toString()).isEmpty();
    }

    @Test
    void without_a_format_the_table_is_shown_again() {
        assertThat(execute(run.toString())).isZero();
        assertThat(out.toString()).contains("BREACHED", "ALTER TABLE orders ADD COLUMN");
    }

    @Test
    void workflow_commands_are_a_format_too() {
        assertThat(execute(run.toString(), "--format=github", "--output=-")).isZero();
        assertThat(out.toString().lines()).allMatch(line -> line.startsWith("::"));
    }

    @Test
    void a_run_can_be_named_by_its_report_or_by_a_link() throws IOException {
        Path link = Files.createSymbolicLink(directory.resolve("latest"), Path.of("run"));
        assertThat(execute(run.resolve("report.json").toString(), "--format=junit"))
                .isZero();
        String text = out.toString();
        out.getBuffer().setLength(0);
        assertThat(execute(link.toString(), "--format=junit")).isZero();
        assertThat(out.toString()).isEqualTo(text);
    }

    @Test
    void several_formats_go_to_a_directory_under_their_usual_names() {
        Path reports = directory.resolve("some/reports");
        assertThat(execute(run.toString(), "--format=html,junit", "--format=sarif", "--output", reports.toString()))
                .isZero();
        assertThat(reports.toFile().list()).containsExactlyInAnyOrder("report.html", "junit.xml", "report.sarif");
        assertThat(out.toString()).isEmpty();
    }

    @Test
    void one_format_goes_to_a_file() throws IOException {
        Path file = directory.resolve("comment.md");
        assertThat(execute(run.toString(), "--format=markdown", "--output", file.toString()))
                .isZero();
        assertThat(file).content().isEqualTo(KeptSample.breached().render(ReportFormat.MARKDOWN));
    }

    @Test
    void a_run_whose_load_over_time_is_gone_has_a_page_without_charts_and_says_so() throws IOException {
        Files.delete(run.resolve("timeseries.json.gz"));
        assertThat(execute(run.toString(), "--format=html")).isZero();
        assertThat(errors.toString())
                .isEqualTo("dryrun: there is no timeseries.json.gz beside the report: the page has no charts of the"
                        + " load\n");
        errors.getBuffer().setLength(0);
        assertThat(execute(run.toString(), "--format=markdown")).isZero();
        assertThat(errors.toString()).isEmpty();
    }

    @Test
    void the_schema_can_be_printed() {
        assertThat(execute("--schema")).isZero();
        assertThat(out.toString()).isEqualTo(JsonReport.schema()).contains("\"schemaVersion\"");
    }

    /** RUN is the directory of a run that the case has damaged; each is one line, a hint, and nothing written. */
    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            value = {
                "newer      | RUN/report.json cannot be read as a report: its schema version is 2, and this dryrun"
                        + " reads up to 1 | read it with the dryrun that wrote it, or a newer one",
                "truncated  | RUN/report.json cannot be read as a report: it ends in the middle (line | take it from",
                "malformed  | RUN/report.json cannot be read as a report: Unexpected character | take it from",
                "not a report | RUN/report.json cannot be read as a report: it has no schemaVersion | take it from",
                "empty file | RUN/report.json cannot be read as a report: it has no schemaVersion | take it from",
                "not text   | RUN/report.json cannot be read as a report: it is not text in UTF-8 | take it from",
                "no report  | RUN holds no report.json | give the directory of one run, such as results/latest",
                "no run     | there is no run RUN | give a directory that dryrun wrote",
                "a directory in its place | RUN/report.json is not a file | give the directory of a run",
                "damaged series | RUN/timeseries.json.gz is damaged: | remove it to have the report without its charts",
                "newer series | RUN/timeseries.json.gz cannot be read: its schema version is 9 | read it with",
            })
    void what_is_no_run_is_refused(String damage, String message, String hint) throws IOException {
        damage(damage);
        refused(
                message.replace("RUN", run.toString()),
                hint,
                run.toString(),
                "--format=html",
                "--output=" + directory.resolve("out.html"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--format=html,html|--format names html twice",
                "--format=html --format=html|--format names html twice",
                "--format=pdf|--format pdf is not a format of reports",
                "--format=html,junit|several formats cannot go to one stdout",
                "--format=html,junit --output=-|several formats cannot go to one stdout",
                "--format=html,terminal --output=DIR/new|terminal and github have no file of their own name",
                "--format=html --output=DIR/none/out.html|--output DIR/none/out.html cannot be written",
                "--format=html --output=DIR/run/report.json/x|--output DIR/run/report.json/x cannot be written",
                "--nonsense|Unknown option: '--nonsense'",
            })
    void options_that_cannot_be_followed_are_refused(String options, String message) throws IOException {
        List<String> arguments = Stream.concat(Stream.of(run.toString()), Arrays.stream(options.split(" ")))
                .map(option -> option.replace("DIR", directory.toString()))
                .toList();
        refused(message.replace("DIR", directory.toString()), "", arguments.toArray(String[]::new));
    }

    @Test
    void without_a_run_the_hint_says_what_to_name() {
        refused("no run was named", "give the directory of one: dryrun report results/latest");
    }

    private void damage(String damage) throws IOException {
        Path report = run.resolve("report.json");
        Path series = run.resolve("timeseries.json.gz");
        String whole = Files.readString(report);
        switch (damage) {
            case "newer" -> Files.writeString(report, whole.replace("\"schemaVersion\": 1", "\"schemaVersion\": 2"));
            case "truncated" -> Files.writeString(report, whole.substring(0, whole.length() / 2));
            case "malformed" -> Files.writeString(report, whole.replace("\"run\": {", "\"run\" {"));
            case "not a report" -> Files.writeString(report, "{\"name\": \"x\"}");
            case "empty file" -> Files.writeString(report, "");
            case "not text" -> Files.write(report, new byte[] {(byte) 0xff, (byte) 0xfe, 0});
            case "no report" -> Files.delete(report);
            case "no run" -> run = directory.resolve("elsewhere");
            case "a directory in its place" -> {
                Files.delete(report);
                Files.createDirectory(report);
            }
            case "damaged series" -> Files.write(series, "no gzip".getBytes(StandardCharsets.UTF_8));
            default -> newerSeries(series);
        }
    }

    private static void newerSeries(Path file) throws IOException {
        try (var out = new java.util.zip.GZIPOutputStream(Files.newOutputStream(file))) {
            out.write("{\"schemaVersion\": 9}".getBytes(StandardCharsets.UTF_8));
        }
    }

    private void refused(String message, String hint, String... arguments) {
        List<String> before = names();
        assertThat(execute(arguments)).isEqualTo(2);
        assertThat(errors.toString())
                .matches("dryrun: [^\n]+\nhint: [^\n]+\n")
                .startsWith("dryrun: " + message)
                .contains("\nhint: " + hint);
        assertThat(out.toString()).isEmpty();
        assertThat(names()).isEqualTo(before);
    }

    private List<String> names() {
        return Stream.of(directory.toFile().list()).sorted().toList();
    }

    private int execute(String... arguments) {
        String[] all =
                Stream.concat(Stream.of("report"), Arrays.stream(arguments)).toArray(String[]::new);
        Interruption none = new Interruption(Thread.currentThread());
        return new Main(new PrintWriter(out, true), new PrintWriter(errors, true), none, Map.of()).execute(all);
    }
}
