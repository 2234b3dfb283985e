package dev.dryrun.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.dryrun.report.SavedReport.Unreadable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** Whatever an editor did to a report: it is refused in our words, or rendered. */
class EditedReportTest {

    private static final JsonMapper JSON = new JsonMapper();
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    /** What a value may become; the absent one takes it away. */
    private static final List<Optional<JsonNode>> OTHERS = List.of(
            Optional.empty(),
            Optional.of(IntNode.valueOf(-1)),
            Optional.of(IntNode.valueOf(99)),
            Optional.of(NODES.arrayNode()));

    private final Set<String> places = new HashSet<>();
    private final Set<String> faults = new TreeSet<>();
    private JsonNode whole;

    @Test
    void an_edited_report_is_refused_or_rendered() throws IOException {
        whole = JSON.readTree(JsonReport.render(SampleReports.breached()));
        edit(whole, "");

        assertThat(places).hasSizeGreaterThan(100);
        assertThat(faults).isEmpty();
    }

    private void edit(JsonNode at, String path) {
        List<String> names = new ArrayList<>();
        at.fieldNames().forEachRemaining(names::add);
        for (String name : names) {
            String place = path + "." + name;
            if (places.add(place)) {
                JsonNode original = at.get(name);
                for (Optional<JsonNode> other : OTHERS) {
                    other.ifPresentOrElse(
                            value -> ((ObjectNode) at).set(name, value), () -> ((ObjectNode) at).remove(name));
                    tryOut(whole).ifPresent(fault -> faults.add(place + " = " + other + ": " + fault));
                    ((ObjectNode) at).set(name, original);
                }
            }
            edit(at.get(name), place);
        }
        for (int i = 0; at instanceof ArrayNode && i < at.size(); i++) {
            edit(at.get(i), path + "[]");
        }
    }

    private static Optional<String> tryOut(JsonNode edited) {
        try {
            Report report = SavedReport.read(edited.toString());
            HtmlReport.render(report, Optional.empty());
            MarkdownReport.render(report);
            JUnitReport.render(report);
            SarifReport.render(report);
            TerminalReport.render(report, 100, true);
            return Optional.empty();
        } catch (Unreadable refused) {
            return Optional.empty();
        } catch (RuntimeException fault) {
            return Optional.of(fault + " at " + fault.getStackTrace()[0]);
        }
    }
}
