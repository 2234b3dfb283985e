package dev.dryrun.report;

import dev.dryrun.plan.ReportFormat;
import java.util.Optional;

/** A report and, where there was a load, what it felt over time: what a run keeps, and all that any format needs. */
public record FullReport(Report report, Optional<TimeSeriesReport> series) {

    /**
     * The same as whoever reads it back will have it, to the microsecond: a format that is rendered later is the one that
     * would have been rendered now.
     */
    public FullReport asKept() {
        try {
            Report kept = SavedReport.read(JsonReport.compact(report));
            if (series.isEmpty()) {
                return new FullReport(kept, series);
            }
            return new FullReport(
                    kept, Optional.of(SavedReport.readSeries(series.get().render())));
        } catch (SavedReport.Unreadable ours) {
            throw new IllegalStateException("the report that was written cannot be read", ours);
        }
    }

    /** The text of the report in a format of which there are files. */
    public String render(ReportFormat format) {
        return switch (format) {
            case JSON -> JsonReport.render(report);
            case MARKDOWN -> MarkdownReport.render(report);
            case HTML -> HtmlReport.render(report, series);
            case JUNIT -> JUnitReport.render(report);
            case SARIF -> SarifReport.render(report);
            case GITHUB, TERMINAL -> throw new IllegalArgumentException(format + " is no file");
        };
    }
}
