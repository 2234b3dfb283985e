package dev.dryrun.report;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.dryrun.report.Report.Finding;
import java.io.UncheckedIOException;
import java.util.Optional;
import java.util.TreeSet;

/**
 * Writes report.sarif: each finding, and each breached budget, at the line of the step that it is on, as code hosts show
 * them beside the lines of a change.
 *
 * @see <a href="https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html">SARIF 2.1.0</a>
 */
public final class SarifReport {

    private static final String SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json";
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private final Report report;
    private final ArrayNode results = NODES.arrayNode();
    private final TreeSet<String> rules = new TreeSet<>();

    private SarifReport(Report report) {
        this.report = report;
    }

    public static String render(Report report) {
        try {
            return new JsonMapper().writerWithDefaultPrettyPrinter().writeValueAsString(new SarifReport(report).log())
                    + "\n";
        } catch (JsonProcessingException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    private ObjectNode log() {
        BreachLine.of(report).forEach(line -> add(line.budget(), "error", line.words(), line.step()));
        report.findings().forEach(this::add);
        ObjectNode log = NODES.objectNode().put("$schema", SCHEMA).put("version", "2.1.0");
        ObjectNode run = log.putArray("runs").addObject();
        ObjectNode driver = run.putObject("tool").putObject("driver").put("name", "dryrun");
        driver.put("version", report.run().dryrunVersion());
        ArrayNode described = driver.putArray("rules");
        rules.forEach(rule -> described.addObject().put("id", rule));
        run.set("results", results);
        return log;
    }

    private void add(Finding finding) {
        String level = switch (finding.severity()) {
            case DANGER -> "error";
            case WARNING -> "warning";
            case INFO -> "note";
        };
        String advice = finding.advice().map(text -> ". " + text).orElse("");
        add(finding.code(), level, finding.message() + advice, finding.step());
    }

    private void add(String rule, String level, String message, Optional<Integer> step) {
        rules.add(rule);
        ObjectNode result = results.addObject().put("ruleId", rule).put("level", level);
        result.putObject("message").put("text", message);
        ArrayNode locations = result.putArray("locations");
        step.map(report::step).map(StepReport::statement).ifPresent(statement -> location(statement, locations));
    }

    /** A step that a tool sent stands in no file. */
    private static void location(StepReport.Statement statement, ArrayNode locations) {
        StepReport.Origin origin = statement.origin();
        if (origin.file().isPresent()) {
            ObjectNode place = locations.addObject().putObject("physicalLocation");
            place.putObject("artifactLocation").put("uri", origin.file().get().replace('\\', '/'));
            place.putObject("region").put("startLine", origin.line().orElse(1));
        }
    }
}
