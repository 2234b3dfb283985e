package dev.dryrun.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion.VersionFlag;
import com.networknt.schema.ValidationMessage;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class JsonReportTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    static Stream<String> samples() {
        return SampleReports.all().keySet().stream();
    }

    @ParameterizedTest
    @MethodSource("samples")
    void every_report_follows_the_schema(String sample) throws IOException {
        assertThat(faults(parsed(sample))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "passed",
                "breached",
                "step-failed",
                "incomplete",
                "no-load",
                "nasty",
                "files",
                "command",
                "disturbed"
            })
    void the_text_is_as_accepted(String sample) throws IOException {
        Golden.assertMatches(
                sample + ".json", JsonReport.render(SampleReports.all().get(sample)));
    }

    @Test
    void top_level_names_come_in_the_order_of_the_design() throws IOException {
        assertThat(names(parsed("breached")))
                .containsExactly(
                        "schemaVersion",
                        "run",
                        "verdict",
                        "dump",
                        "migration",
                        "server",
                        "load",
                        "sampling",
                        "disturbances",
                        "steps",
                        "transactions",
                        "findings");
    }

    @Test
    void a_step_is_flat() throws IOException {
        assertThat(names(parsed("breached").at("/steps/1")))
                .containsExactly(
                        "number",
                        "file",
                        "line",
                        "session",
                        "sql",
                        "kind",
                        "outcome",
                        "sqlState",
                        "message",
                        "position",
                        "tries",
                        "transaction",
                        "startMs",
                        "durationMs",
                        "overheadMs",
                        "rowsAffected",
                        "phases",
                        "readsBlockedMs",
                        "writesBlockedMs",
                        "rowsBlockedMs",
                        "blockedThrough",
                        "locks",
                        "blocked",
                        "waitedFor",
                        "load",
                        "rewrites",
                        "newFiles",
                        "createdRelations",
                        "droppedRelations",
                        "walBytes",
                        "serverWalBytes",
                        "sizeDeltaBytes",
                        "tempBytes");
    }

    @Test
    void milliseconds_are_numbers_rounded_to_the_microsecond() throws IOException {
        JsonNode report = parsed("breached");
        assertThat(report.at("/steps/1/readsBlockedMs/atMost").asText()).isEqualTo("3241.207");
        assertThat(report.at("/load/poolWaitMaxMs").toString()).isEqualTo("1890");
        assertThat(report.at("/verdict/breaches/0/measured").asText()).isEqualTo("3241.207");
    }

    @Test
    void what_was_not_measured_is_null_and_keeps_its_key() throws IOException {
        JsonNode report = parsed("no-load");
        assertThat(report.at("/load/baseline").isNull()).isTrue();
        assertThat(report.at("/steps/0/load").isNull()).isTrue();
        assertThat(report.at("/steps/0/walBytes").isNull()).isTrue();
        assertThat(report.at("/sampling/gapMaxMs").isNull()).isTrue();
    }

    @Test
    void sql_is_written_verbatim() throws IOException {
        String sql = SampleReports.nasty().steps().get(0).statement().sql();
        assertThat(parsed("nasty").at("/steps/0/sql").asText()).isEqualTo(sql);
    }

    @ParameterizedTest
    @MethodSource("samples")
    void no_key_can_be_missing_renamed_or_added(String sample) throws IOException {
        for (String path : objects(parsed(sample), "")) {
            JsonNode report = parsed(sample);
            ObjectNode object = (ObjectNode) report.at(path);
            String first = object.fieldNames().next();
            object.set(first + "Renamed", object.remove(first));
            assertThat(faults(report)).as(path + "/" + first + " renamed").isNotEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/verdict/outcome",
                "/steps/1/outcome",
                "/steps/1/locks/0/mode",
                "/findings/0/severity",
                "/server/kind",
                "/dump/format",
                "/migration/files/0/format",
                "/migration/files/0/transaction",
                "/verdict/breaches/0/budget",
                "/steps/2/newFiles/0/cause"
            })
    void a_word_outside_of_its_set_is_refused(String path) throws IOException {
        JsonNode report = parsed("breached");
        int slash = path.lastIndexOf('/');
        ((ObjectNode) report.at(path.substring(0, slash))).put(path.substring(slash + 1), "elsewise");
        assertThat(faults(report)).isNotEmpty();
    }

    @Test
    void a_time_as_text_is_refused() throws IOException {
        JsonNode report = parsed("passed");
        ((ObjectNode) report.at("/steps/0")).put("durationMs", "3.4 ms");
        assertThat(faults(report)).isNotEmpty();
    }

    @Test
    void every_field_of_the_schema_is_described() throws IOException {
        List<String> bare = new ArrayList<>();
        collectUndescribed(JSON.readTree(schemaText()), "", bare);
        assertThat(bare).isEmpty();
    }

    private static void collectUndescribed(JsonNode schema, String path, List<String> bare) {
        schema.path("properties").properties().forEach(field -> {
            if (field.getValue().path("description").asText().length() < 5) {
                bare.add(path + "/" + field.getKey());
            }
        });
        schema.properties().forEach(field -> collectUndescribed(field.getValue(), path + "/" + field.getKey(), bare));
    }

    /** Pointers to all objects, but for the settings, whose names are Postgres's. */
    private static List<String> objects(JsonNode node, String path) {
        List<String> found = new ArrayList<>();
        if (node instanceof ObjectNode object && !path.endsWith("/settings")) {
            found.add(path);
            object.properties().forEach(field -> found.addAll(objects(field.getValue(), path + "/" + field.getKey())));
        } else if (node instanceof ArrayNode array && !array.isEmpty()) {
            found.addAll(objects(array.get(0), path + "/0"));
        }
        return found;
    }

    private static List<String> names(JsonNode object) {
        List<String> names = new ArrayList<>();
        object.fieldNames().forEachRemaining(names::add);
        return names;
    }

    private static JsonNode parsed(String sample) throws IOException {
        return JSON.readTree(JsonReport.render(SampleReports.all().get(sample)));
    }

    private static Set<ValidationMessage> faults(JsonNode report) throws IOException {
        JsonSchema schema = JsonSchemaFactory.getInstance(VersionFlag.V202012).getSchema(schemaText());
        return schema.validate(report);
    }

    private static String schemaText() throws IOException {
        try (InputStream file = Report.class.getResourceAsStream("report.schema.json")) {
            return new String(file.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
