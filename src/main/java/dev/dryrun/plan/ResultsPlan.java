package dev.dryrun.plan;

import java.nio.file.Path;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/**
 * Where each run gets a directory of its own, the formats that it finds its report in (JSON and Markdown always), and where
 * its metrics can be read meanwhile.
 *
 * @param showValues whether values of rows may be shown: in other sessions' statements, in errors, and in the server's log
 */
public record ResultsPlan(
        Path directory, Set<ReportFormat> formats, boolean showValues, Optional<MetricsPort> metrics) {

    /** Without the values of rows, and without metrics that could be read meanwhile. */
    public ResultsPlan(Path directory, Set<ReportFormat> formats) {
        this(directory, formats, false, Optional.empty());
    }

    public ResultsPlan {
        if (!ReportFormat.files().containsAll(formats)) {
            throw new IllegalArgumentException("not all of " + formats + " are files");
        }
        EnumSet<ReportFormat> all = EnumSet.of(ReportFormat.JSON, ReportFormat.MARKDOWN);
        all.addAll(formats);
        formats = Collections.unmodifiableSet(all);
    }

    /** In every format that there is a file of. */
    public static ResultsPlan inAllFormats(Path directory) {
        return new ResultsPlan(directory, ReportFormat.files());
    }
}
