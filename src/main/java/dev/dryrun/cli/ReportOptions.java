package dev.dryrun.cli;

import dev.dryrun.plan.BadInput;
import dev.dryrun.plan.MetricsPort;
import dev.dryrun.plan.ReportFormat;
import dev.dryrun.plan.ResultsPlan;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import picocli.CommandLine.Option;

/** The options that say what is written where, and what is shown. */
final class ReportOptions {

    private static final Pattern ADDRESS_AND_PORT = Pattern.compile("(?:(.+):)?([0-9]{1,5})");
    private static final int LAST_PORT = 65_535;

    @Option(
            names = "--results",
            paramLabel = "DIR",
            description = "where each run gets a directory of its own. Default: results")
    private String results = "results";

    @Option(
            names = "--report",
            paramLabel = "FORMAT",
            split = ",",
            description = "formats of the report: json, markdown, html, junit, sarif. Default: all; json and markdown"
                    + " are always written, and dryrun report makes the others later")
    private List<String> formats = new ArrayList<>();

    @Option(
            names = "--show-values",
            description =
                    "show values of rows where they turn up: in other sessions' statements, in errors, in server.log")
    private boolean showValues;

    @Option(
            names = "--metrics-port",
            paramLabel = "[ADDRESS:]PORT",
            description =
                    "serve metrics for Prometheus at /metrics while the run goes on; metrics.prom in the results has"
                            + " them in any case. The address is 127.0.0.1 unless given")
    private Optional<String> metricsPort = Optional.empty();

    @Option(
            names = {"-q", "--quiet"},
            description = "no progress on stderr")
    private boolean quiet;

    @Option(
            names = {"-v", "--verbose"},
            description = "show what lies behind an error, too")
    private boolean verbose;

    @Option(
            names = "--no-color",
            description = "no colors; they are never used outside a terminal or with NO_COLOR set")
    private boolean noColor;

    ResultsPlan results() {
        Set<ReportFormat> chosen =
                formats.isEmpty() ? ReportFormat.files() : formats("--report", formats, ReportFormat.files());
        return new ResultsPlan(
                new OptionText("--results", results).path(),
                chosen,
                showValues,
                metricsPort.map(ReportOptions::metricsPort));
    }

    private static MetricsPort metricsPort(String text) {
        Matcher parts = ADDRESS_AND_PORT.matcher(text);
        if (!parts.matches() || Integer.parseInt(parts.group(2)) > LAST_PORT) {
            throw new OptionText("--metrics-port", text)
                    .refused("is not a port", "give one up to " + LAST_PORT + ", as in 9187 or 0.0.0.0:9187");
        }
        String address = Optional.ofNullable(parts.group(1)).orElse(MetricsPort.LOOPBACK);
        return new MetricsPort(address, Integer.parseInt(parts.group(2)));
    }

    /** What a list of formats names; throws {@link BadInput} for what is not among those possible, and for one named twice. */
    static Set<ReportFormat> formats(String option, List<String> texts, Set<ReportFormat> possible) {
        Set<ReportFormat> formats = EnumSet.noneOf(ReportFormat.class);
        for (String text : texts) {
            ReportFormat format = ReportFormat.of(text)
                    .filter(possible::contains)
                    .orElseThrow(() -> new OptionText(option, text)
                            .refused("is not a format of reports", "use " + names(possible)));
            if (!formats.add(format)) {
                throw new BadInput(option + " names " + text + " twice", "name each format once");
            }
        }
        return formats;
    }

    private static String names(Set<ReportFormat> formats) {
        return formats.stream().map(ReportFormat::text).collect(Collectors.joining(", "));
    }

    boolean quiet() {
        return quiet;
    }

    boolean verbose() {
        return verbose;
    }

    boolean noColor() {
        return noColor;
    }
}
