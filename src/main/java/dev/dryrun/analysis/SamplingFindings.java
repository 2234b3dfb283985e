package dev.dryrun.analysis;

import dev.dryrun.analysis.Finding.Severity;
import dev.dryrun.observe.Sampling;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Whether the run was watched as closely as was asked for. */
final class SamplingFindings {

    /** A gap of this many intervals leaves a lock of that length unseen. */
    private static final int WIDE_GAP = 20;

    /** Where one gap in a hundred is longer than this many intervals, bounds are usually wider than promised. */
    private static final int USUAL_GAP = 4;

    private SamplingFindings() {}

    static List<Finding> of(Sampling sampling) {
        List<Finding> findings = new ArrayList<>();
        Duration wide = sampling.effectiveInterval().multipliedBy(WIDE_GAP);
        if (sampling.gapMax().compareTo(wide) > 0) {
            findings.add(Finding.ofRun(
                    "sampling-gap",
                    Severity.WARNING,
                    String.format(
                            Locale.ROOT,
                            "for %d ms nothing was sampled (interval %d ms): the machine was busy, or stopped",
                            sampling.gapMax().toMillis(),
                            sampling.interval().toMillis()),
                    "bounds around that time are as wide as the gap; run again on a quieter machine"));
        }
        if (sampling.gapP99().compareTo(sampling.interval().multipliedBy(USUAL_GAP)) > 0) {
            findings.add(
                    Finding.ofRun(
                            "sampling-sparse",
                            Severity.WARNING,
                            String.format(
                                    Locale.ROOT,
                                    "one sample in a hundred came %d ms or more after the one before it, where %d ms were asked for",
                                    sampling.gapP99().toMillis(),
                                    sampling.interval().toMillis()),
                            "bounds are that much wider; run again on a quieter machine, or ask for a longer --sample-interval"));
        }
        return findings;
    }
}
