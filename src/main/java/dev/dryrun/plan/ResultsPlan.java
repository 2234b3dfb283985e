package dev.dryrun.plan;

import java.nio.file.Path;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;

/** Where each run gets a directory of its own, and the formats that it finds its report in: JSON and Markdown always. */
public record ResultsPlan(Path directory, Set<ReportFormat> formats) {

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
