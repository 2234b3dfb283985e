package dev.dryrun.analysis;

import dev.dryrun.analysis.Finding.Severity;
import dev.dryrun.disturb.DisturbanceSpan;
import java.util.ArrayList;
import java.util.List;

/** Disturbances that were asked for and were not there, or not as long as they should have been: the run was milder. */
final class DisturbanceFindings {

    private static final String AGAIN = "the run was milder than was asked for: run it again";

    private DisturbanceFindings() {}

    static List<Finding> of(List<DisturbanceSpan> spans) {
        List<Finding> findings = new ArrayList<>();
        for (DisturbanceSpan span : spans) {
            String text = "--disturb " + span.disturbance().text();
            if (span.began().isEmpty()) {
                findings.add(Finding.ofRun(
                        "disturbance-missing",
                        Severity.WARNING,
                        text + ": never began, because step "
                                + span.disturbance().beginning().step() + " was not sent",
                        AGAIN));
            }
            span.error()
                    .ifPresent(error -> findings.add(Finding.ofRun(
                            "disturbance-failed", Severity.WARNING, text + ": ended by an error: " + error, AGAIN)));
        }
        return findings;
    }
}
