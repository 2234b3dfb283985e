package dev.dryrun.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import picocli.CommandLine.Option;

/** The options that say what is written where, and what is shown. */
final class ReportOptions {

    private static final Set<String> FORMATS = Set.of("json", "markdown", "html", "junit", "sarif");

    @Option(
            names = "--results",
            paramLabel = "DIR",
            description = "where each run gets a directory of its own. Default: results")
    private String results = "results";

    @Option(
            names = "--report",
            paramLabel = "FORMAT",
            split = ",",
            description = "formats of the report: json, markdown, html, junit, sarif. All are always written")
    private List<String> formats = new ArrayList<>();

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

    Path results() {
        return new OptionText("--results", results).path();
    }

    /** Refuses formats that nobody writes. JSON and Markdown are always written, so there is nothing to return. */
    void checkFormats() {
        for (String format : formats) {
            OptionText text = new OptionText("--report", format);
            if (!FORMATS.contains(format)) {
                throw text.refused("is not a format of reports", "use json, markdown, html, junit or sarif");
            }
        }
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
