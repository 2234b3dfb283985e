package dev.dryrun.signoff;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion.VersionFlag;
import dev.dryrun.report.Golden;
import dev.dryrun.report.JsonReport;
import dev.dryrun.report.SampleRun;
import java.io.IOException;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SignOffTextTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Map<String, String> REASONS =
            Map.of("reads-blocked", "at night", "errors", "retried", "writes-blocked", "known\n\"since\" łódź");

    @Test
    void the_record_is_as_accepted_and_follows_its_schema() throws IOException {
        Golden.assertMatches("signoff", "breached.json", text());
        Golden.assertMatches("signoff", "command.json", SignOffText.render(ofCommand()));
        for (String text : new String[] {text(), SignOffText.render(ofCommand())}) {
            assertThat(JsonSchemaFactory.getInstance(VersionFlag.V202012)
                            .getSchema(SignOff.schema())
                            .validate(JSON.readTree(text)))
                    .isEmpty();
        }
    }

    @Test
    void what_was_written_is_read_back() throws SignOffText.Unreadable {
        assertThat(readAgain(text())).isEqualTo(text());
        assertThat(SignOffText.read(SignOffText.render(ofCommand()))).isEqualTo(ofCommand());
    }

    @Test
    void other_line_ends_spaces_and_order_are_no_edit() throws Exception {
        assertThat(readAgain(text().replace("\n", "\r\n"))).isEqualTo(text());
        JsonNode tree = JSON.readTree(text());
        assertThat(readAgain(tree.toString())).isEqualTo(text());
        var reversed = JSON.createObjectNode();
        reversed.set("migration", tree.get("migration"));
        tree.properties().forEach(field -> reversed.set(field.getKey(), field.getValue()));
        assertThat(readAgain(reversed.toPrettyString())).isEqualTo(text());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"by\": \"Ada\"|\"by\": \"Eve\"",
                "at night|at noon",
                "\"breached\"|\"passed\"",
                "0f0f|0f1f",
                "3241.207|3241.208",
                "\"note\": null|\"note\": \"fine\"",
                "\"singleTransaction\": false|\"singleTransaction\": true",
                "\"schemaVersion\": 1|\"schemaVersion\": 0",
                "sha256:|sha256:0",
                "{\n  \"|{\n  \"extra\": 1,\n  \"",
            })
    void any_edit_is_noticed(String edit) {
        String[] words = edit.split("\\|");
        String edited = text().replaceFirst(java.util.regex.Pattern.quote(words[0]), words[1]);
        assertThat(edited).isNotEqualTo(text());
        assertThatThrownBy(() -> SignOffText.read(edited))
                .isInstanceOf(SignOffText.Unreadable.class)
                .hasMessage("it was changed after it was signed: its content does not have its checksum");
    }

    @Test
    void what_is_no_record_or_a_newer_one_is_refused() {
        for (String text : new String[] {
            "",
            "{}",
            "[1]",
            "CREATE TABLE t ();",
            text().substring(0, 300),
            JsonReport.render(SampleRun.passed()),
            text() + text()
        }) {
            assertThatThrownBy(() -> SignOffText.read(text))
                    .isInstanceOf(SignOffText.Unreadable.class)
                    .hasMessage("it is no record of a sign-off");
        }
        assertThatThrownBy(() -> SignOffText.read(text().replace("\"schemaVersion\": 1", "\"schemaVersion\": 2")))
                .isInstanceOf(SignOffText.Unreadable.class)
                .hasMessage("its schema version is 2, and this dryrun reads up to 1");
    }

    private static String readAgain(String text) throws SignOffText.Unreadable {
        return SignOffText.render(SignOffText.read(text));
    }

    private static String text() {
        return SignOffText.render(record());
    }

    private static SignOff record() {
        return new Signing(SampleRun.breached(), REASONS).sign(signature(Optional.empty()), "cd".repeat(32));
    }

    private static SignOff ofCommand() {
        return new Signing(SampleRun.ofCommand(), Map.of("step-failed", "meant to"))
                .sign(signature(Optional.of("with the DBA")), "cd".repeat(32));
    }

    private static SignOff.Signature signature(Optional<String> note) {
        return new SignOff.Signature(Instant.parse("2026-11-23T08:00:00Z"), "Ada", note, "0.1.0");
    }
}
