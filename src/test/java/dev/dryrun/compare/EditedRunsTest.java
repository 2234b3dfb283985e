package dev.dryrun.compare;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.dryrun.plan.Budget;
import dev.dryrun.report.JsonReport;
import dev.dryrun.report.Report;
import dev.dryrun.report.SampleRun;
import dev.dryrun.report.SavedReport;
import dev.dryrun.signoff.Objection;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** Whatever an editor did to a report: it is refused when it is read, or compared. */
class EditedRunsTest {

    private static final JsonMapper JSON = new JsonMapper();
    private static final List<JsonNode> OTHERS = List.of(NullNode.instance, IntNode.valueOf(-1), IntNode.valueOf(99));

    private final Report other = SampleRun.breached();
    private final TreeSet<String> faults = new TreeSet<>();
    private int compared;

    @Test
    void an_edited_report_is_refused_or_compared() throws IOException {
        JsonNode whole = JSON.readTree(JsonReport.render(SampleRun.breached()));
        edit(whole, whole, "");
        assertThat(compared).isGreaterThan(100);
        assertThat(faults).isEmpty();
    }

    private void edit(JsonNode whole, JsonNode at, String path) {
        List<String> names = new ArrayList<>();
        at.fieldNames().forEachRemaining(names::add);
        for (String name : names) {
            JsonNode original = at.get(name);
            for (JsonNode value : OTHERS) {
                ((ObjectNode) at).set(name, value);
                tryOut(whole, path + "." + name + " = " + value);
            }
            ((ObjectNode) at).set(name, original);
            edit(whole, original, path + "." + name);
        }
        if (at.isArray() && !at.isEmpty()) {
            edit(whole, at.get(at.size() / 2), path + "[]");
        }
    }

    private void tryOut(JsonNode edited, String edit) {
        try {
            Report report = SavedReport.read(edited.toString());
            compared++;
            TerminalComparison.render(Comparison.of(report, other), 100, false);
            HtmlComparison.render(Comparison.of(other, report));
            Objection.to(report);
            new RelativeBudget(Budget.Name.READS_BLOCKED, Optional.empty(), 20).against(report);
        } catch (SavedReport.Unreadable refused) {
            // In our own words: that is what other tests are about.
        } catch (RuntimeException fault) {
            faults.add(edit + ": " + fault + " at " + fault.getStackTrace()[0]);
        }
    }
}
