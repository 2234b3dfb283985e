package dev.dryrun.observe;

import java.util.Set;

/** What the kind of a statement tells about how it is to be watched. */
public final class StepKinds {

    /** They run several transactions, or may. */
    private static final Set<String> SEVERAL_TRANSACTIONS =
            Set.of("VACUUM", "CLUSTER", "ANALYZE", "REINDEX", "DO", "CALL");

    private StepKinds() {}

    /** Locks that the statement took may be gone before it is done, so that only the sampler sees them. */
    public static boolean releasesLocksEarly(String kind) {
        return kind.contains("CONCURRENTLY") || SEVERAL_TRANSACTIONS.contains(kind.split(" ", 2)[0]);
    }
}
