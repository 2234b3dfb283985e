package dev.dryrun.report;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.dryrun.report.Report.Finding;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
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
        report.steps().stream().filter(StepReport::isFailed).forEach(this::addFailure);
        BreachLine.of(report).forEach(line -> add(budget(line.budget()), "error", line.sentence(), line.step()));
        report.findings().forEach(this::add);
        ObjectNode log = NODES.objectNode().put("$schema", SCHEMA).put("version", "2.1.0");
        ObjectNode run = log.putArray("runs").addObject();
        ObjectNode driver = run.putObject("tool").putObject("driver").put("name", "dryrun");
        driver.put("version", report.run().dryrunVersion());
        ArrayNode described = driver.putArray("rules");
        rules.forEach(rule -> {
            ObjectNode one = described.addObject().put("id", rule);
            one.putObject("shortDescription").put("text", rule.replace('-', ' '));
        });
        run.putObject("automationDetails").put("id", "dryrun/");
        run.set("results", results);
        return log;
    }

    /** Of a budget for some requests only, the rule is that for all: the others may be as many as there are queries. */
    private static String budget(String text) {
        return text.replaceFirst("(?s)@.*", "");
    }

    private void addFailure(StepReport step) {
        String state =
                step.result().sqlState().map(code -> " with SQLSTATE " + code).orElse("");
        add(
                "step-failed",
                "error",
                "Step " + step.number() + " failed" + state + ": "
                        + step.result().message().orElseThrow(),
                Optional.of(step.number()));
    }

    private void add(Finding finding) {
        String level = switch (finding.severity()) {
            case DANGER -> "error";
            case WARNING -> "warning";
            case INFO -> "note";
        };
        String advice = finding.advice().map(text -> " " + text).orElse("");
        add(finding.code(), level, sentence(finding.message()) + advice, finding.step());
    }

    private static String sentence(String message) {
        return message.endsWith(".") ? message : message + ".";
    }

    private void add(String rule, String level, String message, Optional<Integer> step) {
        rules.add(rule);
        ObjectNode result = results.addObject().put("ruleId", rule).put("level", level);
        result.putObject("message").put("text", message);
        ArrayNode locations = result.putArray("locations");
        StepReport.Origin first = report.steps().get(0).statement().origin();
        // Code hosts refuse a result without a place: what is on the run as a whole stands at the first step.
        location(step.map(report::step).map(each -> each.statement().origin()).orElse(first), locations);
    }

    /** A step that a tool sent stands in no file. */
    private static void location(StepReport.Origin origin, ArrayNode locations) {
        if (origin.file().isPresent()) {
            ObjectNode place = locations.addObject().putObject("physicalLocation");
            place.putObject("artifactLocation").put("uri", uri(origin.file().get()));
            place.putObject("region").put("startLine", origin.line().orElse(1));
        }
    }

    /** A path as a reference relative to the checkout, or as a URI of a file where it is absolute. */
    private static String uri(String path) {
        String slashes = path.replace('\\', '/');
        try {
            return slashes.startsWith("/")
                    ? new URI("file", "", slashes, null).toASCIIString()
                    : new URI(null, null, "./" + slashes, null)
                            .toASCIIString()
                            .substring(2)
                            .replace(":", "%3A");
        } catch (URISyntaxException strange) {
            return URLEncoder.encode(slashes, StandardCharsets.UTF_8);
        }
    }
}
