package dev.dryrun.analysis;

import dev.dryrun.analysis.Finding.Severity;
import dev.dryrun.observe.Relation;
import java.util.List;
import java.util.Optional;

/** Indexes that a step left behind unfinished, and that no later step dropped or built anew. */
final class IndexFindings {

    private IndexFindings() {}

    static void add(StepAnalysis step, List<StepAnalysis> all, List<Finding> findings) {
        for (Relation index : step.step().facts().invalidated()) {
            boolean mended = all.stream()
                    .filter(later -> later.number() > step.number())
                    .map(later -> later.step().facts())
                    .anyMatch(facts -> facts.changedFiles().contains(index.oid())
                            || facts.dropped().stream().anyMatch(gone -> gone.oid() == index.oid()));
            if (!mended) {
                findings.add(new Finding(
                        "invalid-index",
                        Severity.DANGER,
                        Optional.of(step.number()),
                        Optional.of(index.name()),
                        "the step left the index " + index.name()
                                + " behind invalid: every write keeps it up, and no query may use it",
                        "DROP INDEX CONCURRENTLY " + index.name()
                                + " and build it again, or REINDEX INDEX CONCURRENTLY " + index.name()
                                + "; IF NOT EXISTS would take it for the index that is wanted"));
            }
        }
    }
}
