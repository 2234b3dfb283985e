package dev.dryrun.report;

import dev.dryrun.analysis.Analysis;
import dev.dryrun.observe.Observations;
import java.util.List;
import java.util.stream.Stream;

/** Steps of a run that still goes on, each as a line that looks like its place in report.json will. */
public final class JournalLines {

    private JournalLines() {}

    /** Those that have ended as far as they are known, and as skipped the one that runs. */
    public static List<String> of(Observations part, Analysis analysis) {
        StepReports reports = new StepReports(part, analysis.time());
        return Stream.concat(
                        analysis.steps().stream().map(reports::ran),
                        part.skipped().stream().map(reports::skipped))
                .map(JsonReport::compact)
                .toList();
    }
}
