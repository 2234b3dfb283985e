package dev.dryrun.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion.VersionFlag;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class SarifReportTest {

    private static final JsonSchema SCHEMA = schema();

    @ParameterizedTest
    @ValueSource(strings = {"passed", "breached", "step-failed", "incomplete", "nasty", "command"})
    void the_text_is_as_accepted(String sample) throws IOException {
        Golden.assertMatches(
                sample + ".sarif", SarifReport.render(SampleReports.all().get(sample)));
    }

    @Test
    void a_finding_on_a_step_points_to_its_line_and_its_code_is_among_the_rules() throws IOException {
        JsonNode run = new JsonMapper()
                .readTree(SarifReport.render(SampleReports.breached()))
                .path("runs")
                .get(0);

        JsonNode held = null;
        for (JsonNode result : run.path("results")) {
            held = result.path("ruleId").asText().equals("lock-held-to-commit") ? result : held;
        }
        assertThat(held).isNotNull();
        assertThat(held.path("level").asText()).isEqualTo("error");
        JsonNode place = held.path("locations").get(0).path("physicalLocation");
        assertThat(place.at("/artifactLocation/uri").asText()).isEqualTo("unsafe.sql");
        assertThat(place.at("/region/startLine").asInt()).isEqualTo(4);
        assertThat(run.at("/tool/driver/rules").findValuesAsText("id"))
                .contains("lock-held-to-commit", "reads-blocked");
    }

    /** The schema of the standard itself, from a library that carries it. */
    @ParameterizedTest
    @MethodSource("samples")
    void every_sample_follows_the_schema_of_sarif(String sample) throws IOException {
        JsonNode log =
                new JsonMapper().readTree(SarifReport.render(SampleReports.all().get(sample)));

        assertThat(SCHEMA.validate(log)).isEmpty();
    }

    static Set<String> samples() {
        return SampleReports.all().keySet();
    }

    private static JsonSchema schema() {
        InputStream text = SarifReportTest.class.getResourceAsStream("/schema/sarif-schema-2.1.0.json");
        return JsonSchemaFactory.getInstance(VersionFlag.V7).getSchema(text);
    }

    @Test
    void the_schema_would_notice() throws IOException {
        JsonNode log = new JsonMapper()
                .readTree(SarifReport.render(SampleReports.breached())
                        .replace("\"level\" : \"error\"", "\"level\" : \"bad\""));

        assertThat(SCHEMA.validate(log)).isNotEmpty();
    }

    @Test
    void a_failed_step_is_a_result_at_its_line_and_strange_paths_are_escaped() throws IOException {
        assertThat(SarifReport.render(SampleReports.stepFailed()))
                .contains("\"ruleId\" : \"step-failed\"", "Step 2 failed with SQLSTATE 42704", "\"startLine\" : 4");
        assertThat(SarifReport.render(in("a b/ł#?.sql"))).contains("\"uri\" : \"a%20b/%C5%82%23%3F.sql\"");
        assertThat(SarifReport.render(in("/work/m:1.sql"))).contains("\"uri\" : \"file:///work/m:1.sql\"");
    }

    private static Report in(String file) {
        Report failed = SampleReports.stepFailed();
        return new Report(
                failed.run(),
                failed.verdict(),
                failed.inputs(),
                failed.conditions(),
                List.of(SampleSteps.step(1, "SELECT", "SELECT oops")
                        .in(file)
                        .failed("42703", "no oops", Optional.empty())
                        .done()),
                failed.transactions(),
                List.of());
    }
}
