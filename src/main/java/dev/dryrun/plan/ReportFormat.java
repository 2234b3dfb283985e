package dev.dryrun.plan;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** The formats in which a report can be had; most are files in the directory of a run. */
public enum ReportFormat {
    JSON("report.json"),
    MARKDOWN("report.md"),
    HTML("report.html"),
    JUNIT("junit.xml"),
    SARIF("report.sarif"),
    GITHUB(null),
    TERMINAL(null);

    private final String file;

    ReportFormat(String file) {
        this.file = file;
    }

    /** The name of its file in the directory of a run; empty for what is only ever shown. */
    public Optional<String> file() {
        return Optional.ofNullable(file);
    }

    /** As spelled on the command line. */
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The format of that spelling, if there is one. */
    public static Optional<ReportFormat> of(String text) {
        return Arrays.stream(values())
                .filter(format -> format.text().equals(text))
                .findFirst();
    }

    /** Those that a run can leave in its directory. */
    public static Set<ReportFormat> files() {
        return EnumSet.range(JSON, SARIF);
    }
}
