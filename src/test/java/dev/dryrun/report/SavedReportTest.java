package dev.dryrun.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.dryrun.report.SavedReport.Unreadable;
import java.io.IOException;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class SavedReportTest {

    private static final JsonMapper JSON = new JsonMapper();

    static Set<String> samples() {
        return SampleReports.all().keySet();
    }

    @ParameterizedTest
    @MethodSource("samples")
    void what_is_read_back_renders_as_what_was_written(String sample) throws Unreadable {
        Report written = SampleReports.all().get(sample);
        Report read = SavedReport.read(JsonReport.render(written));

        assertThat(JsonReport.render(read)).isEqualTo(JsonReport.render(written));
        assertThat(MarkdownReport.render(read)).isEqualTo(MarkdownReport.render(written));
        assertThat(JUnitReport.render(read)).isEqualTo(JUnitReport.render(written));
        assertThat(SarifReport.render(read)).isEqualTo(SarifReport.render(written));
        assertThat(TerminalReport.render(read, 100, true)).isEqualTo(TerminalReport.render(written, 100, true));
    }

    /** Nanoseconds are lost with the first reading, and they would move a bar by a hundredth of a pixel. */
    @ParameterizedTest
    @MethodSource("samples")
    void a_page_of_what_is_read_back_is_the_page_of_what_was_written(String sample) throws Unreadable {
        Report written = SavedReport.read(JsonReport.render(SampleReports.all().get(sample)));
        Report read = SavedReport.read(JsonReport.render(written));

        assertThat(HtmlReport.render(read, Optional.empty()).equals(HtmlReport.render(written, Optional.empty())))
                .isTrue();
    }

    @ParameterizedTest
    @MethodSource("samples")
    void a_report_that_was_read_back_is_the_same_when_it_is_read_once_more(String sample) throws Unreadable {
        Report read = SavedReport.read(JsonReport.render(SampleReports.all().get(sample)));

        assertThat(SavedReport.read(JsonReport.render(read))).isEqualTo(read);
    }

    @Test
    void fields_that_are_not_known_are_passed_over_wherever_they_stand() throws IOException, Unreadable {
        JsonNode report = JSON.readTree(JsonReport.render(SampleReports.breached()));
        strew(report);

        assertThat(JsonReport.render(SavedReport.read(report.toString())))
                .isEqualTo(JsonReport.render(SampleReports.breached()));
    }

    /** Something new in every object but the settings, whose names are Postgres's. */
    private static void strew(JsonNode node) {
        if (node instanceof ObjectNode object) {
            object.properties().forEach(field -> {
                if (!field.getKey().equals("settings")) {
                    strew(field.getValue());
                }
            });
            object.putObject("aNewField").putArray("of").add(1).addObject().put("some", "kind");
        } else if (node instanceof ArrayNode array) {
            array.forEach(SavedReportTest::strew);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "/tries",
                "/phases",
                "/blockedThrough",
                "/walBytes",
                "/waitedFor",
                "/transaction",
            })
    void what_an_older_version_did_not_write_is_empty(String field) throws IOException, Unreadable {
        JsonNode report = JSON.readTree(JsonReport.render(SampleReports.passed()));
        report.path("steps").forEach(step -> ((ObjectNode) step).remove(field.substring(1)));

        assertThat(SavedReport.read(report.toString()).steps()).hasSize(2);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "/sampling|samples",
                "/verdict|outcome",
                "/steps/0|sql",
                "/steps/0|readsBlockedMs",
                "/steps/0/load|requests",
                "/dump|bytes",
                "/run|host",
            })
    void a_figure_that_is_missing_is_not_taken_for_zero(String object, String field) throws IOException {
        JsonNode report = JSON.readTree(JsonReport.render(SampleReports.passed()));
        ((ObjectNode) report.at(object)).remove(field);

        refuses(report.toString(), field);
    }

    private static void refuses(String json, String part) {
        assertThatExceptionOfType(Unreadable.class)
                .isThrownBy(() -> SavedReport.read(json))
                .satisfies(refused -> {
                    assertThat(refused.getMessage().lines()).hasSize(1);
                    assertThat(refused).hasMessageContaining(part);
                });
    }

    @Test
    void a_newer_version_is_refused_by_both_versions_whatever_else_stands_there() {
        refuses("{\"schemaVersion\": 2, \"run\": []}", "its schema version is 2, and this dryrun reads up to 1");
        refuses(
                "{\"run\": {\"a\": [1]}, \"schemaVersion\": 7}",
                "its schema version is 7, and this dryrun reads up to 1");
    }

    @Test
    void what_is_no_report_is_refused_with_the_line() {
        String whole = JsonReport.render(SampleReports.breached());
        refuses(whole.substring(0, whole.length() / 2), "(line ");
        refuses(whole + "{}", "something follows the end of the report (line ");
        refuses("", "schemaVersion");
        refuses("{}", "schemaVersion");
        refuses("[1, 2]", "schemaVersion");
        refuses("{\"schemaVersion\": \"1\"}", "schemaVersion");
        refuses("{\"schemaVersion\": 1,\n  \"run\": oops}", "(line 2");
        refuses(whole.replace("\"outcome\": \"breached\"", "\"outcome\": \"elsewise\""), "elsewise");
        refuses(whole.replace("\"exitCode\": 1", "\"exitCode\": 0"), "exit code 0");
        refuses(whole.replaceFirst("\"durationMs\": [0-9]+", "\"durationMs\": \"long\""), "durationMs");
    }
}
