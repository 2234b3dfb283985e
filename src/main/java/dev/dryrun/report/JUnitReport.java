package dev.dryrun.report;

import dev.dryrun.report.VerdictReport.BudgetUse;
import java.io.StringWriter;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/**
 * Writes junit.xml for CI servers: a test case for each step, which fails where the step did, and one for each budget, which
 * fails where it was breached. A run without a verdict has a case of its own that is an error.
 *
 * @see <a href="https://github.com/testmoapp/junitxml">the format as CI servers read it</a>
 */
public final class JUnitReport {

    private static final int STATEMENT_WIDTH = 100;

    private static final Pattern ILLEGAL =
            Pattern.compile("[^\\t\\n\\r\\x{20}-\\x{D7FF}\\x{E000}-\\x{FFFD}\\x{10000}-\\x{10FFFF}]");

    private final Report report;
    private final StringWriter text = new StringWriter();
    private final XMLStreamWriter xml;

    private JUnitReport(Report report) throws XMLStreamException {
        this.report = report;
        this.xml = XMLOutputFactory.newInstance().createXMLStreamWriter(text);
    }

    public static String render(Report report) {
        try {
            return new JUnitReport(report).render();
        } catch (XMLStreamException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private String render() throws XMLStreamException {
        List<StepReport> steps = report.steps();
        long failed = steps.stream().filter(StepReport::isFailed).count();
        long skipped = steps.stream().filter(StepReport::isSkipped).count();
        List<BudgetUse> budgets = report.verdict().budgets();
        long breached =
                budgets.stream().filter(use -> !breaches(use.text()).isEmpty()).count();
        long unknown = budgets.stream().filter(use -> use.measured().isEmpty()).count();
        boolean incomplete = report.verdict().outcome() == VerdictReport.Outcome.INCOMPLETE;
        xml.writeStartDocument("UTF-8", "1.0");
        start("testsuites", "name", "dryrun " + report.run().id());
        suite("steps", new Counts(steps.size(), failed, 0, skipped), stepTime(steps));
        for (StepReport step : steps) {
            step(step);
        }
        end();
        long errors = incomplete ? 1 : 0;
        suite("verdict", new Counts(budgets.size() + errors, breached, errors, unknown), Duration.ZERO);
        for (BudgetUse use : budgets) {
            budget(use);
        }
        if (incomplete) {
            start("testcase", "classname", "verdict", "name", "the run came to its end", "time", "0.000");
            start("error", "type", "incomplete", "message", legal(VerdictWords.sentence(report)));
            end();
            end();
        }
        end();
        end();
        xml.writeEndDocument();
        return text + "\n";
    }

    /** How many test cases there are and how many of them went otherwise than well. */
    private record Counts(long tests, long failures, long errors, long skipped) {}

    private void suite(String name, Counts counts, Duration time) throws XMLStreamException {
        start(
                "testsuite",
                "name",
                name,
                "tests",
                Long.toString(counts.tests()),
                "failures",
                Long.toString(counts.failures()),
                "errors",
                Long.toString(counts.errors()),
                "skipped",
                Long.toString(counts.skipped()),
                "time",
                seconds(time),
                "timestamp",
                report.run().startedAt().toString());
    }

    private static Duration stepTime(List<StepReport> steps) {
        return steps.stream().flatMap(step -> step.timing().duration().stream()).reduce(Duration.ZERO, Duration::plus);
    }

    private void step(StepReport step) throws XMLStreamException {
        start(
                "testcase",
                "classname",
                legal(step.statement().source()),
                "name",
                "step " + step.number() + ": "
                        + legal(Excerpt.line(step.statement().sql(), STATEMENT_WIDTH)),
                "time",
                seconds(step.timing().duration().orElse(Duration.ZERO)));
        if (step.isFailed()) {
            String message = step.result().message().orElseThrow();
            start(
                    "failure",
                    "type",
                    step.result().sqlState().orElse("failed"),
                    "message",
                    legal(Excerpt.line(message, Integer.MAX_VALUE)));
            xml.writeCharacters(legal(step.statement().place() + ": " + message));
            end();
        } else if (step.isSkipped()) {
            start("skipped", "message", "a step before it failed");
            end();
        }
        end();
    }

    private void budget(BudgetUse use) throws XMLStreamException {
        String limit = VerdictWords.limit(use.budget(), use.limit());
        start(
                "testcase",
                "classname",
                "budgets",
                "name",
                legal(use.text()) + " (limit " + limit + ")",
                "time",
                "0.000");
        List<String> breaches = breaches(use.text());
        if (!breaches.isEmpty()) {
            start("failure", "type", "breached", "message", legal(breaches.get(0)));
            xml.writeCharacters(legal(String.join("\n", breaches)));
            end();
        } else if (use.measured().isEmpty()) {
            start("skipped", "message", "not measured");
            end();
        }
        end();
    }

    private List<String> breaches(String budget) {
        return BreachLine.of(report).stream()
                .filter(line -> line.budget().equals(budget))
                .map(BreachLine::words)
                .collect(Collectors.toList());
    }

    private void start(String element, String... attributes) throws XMLStreamException {
        xml.writeCharacters(element.startsWith("test") ? "\n" : "");
        xml.writeStartElement(element);
        for (int i = 0; i < attributes.length; i += 2) {
            xml.writeAttribute(attributes[i], attributes[i + 1]);
        }
    }

    private void end() throws XMLStreamException {
        xml.writeEndElement();
    }

    private static String seconds(Duration duration) {
        return String.format(Locale.ROOT, "%.3f", duration.toNanos() / 1e9);
    }

    /** XML 1.0 has no way to write most control characters. */
    private static String legal(String text) {
        return ILLEGAL.matcher(text).replaceAll("\uFFFD");
    }
}
