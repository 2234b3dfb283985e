package dev.dryrun.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SarifReportTest {

    @ParameterizedTest
    @ValueSource(strings = {"passed", "breached", "command"})
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
}
