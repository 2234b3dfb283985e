package dev.dryrun.observe;

import dev.dryrun.script.Step;
import java.util.Set;
import java.util.regex.Pattern;

/** What a statement's kind tells about how it is to be watched. */
public final class StepKinds {

    /** They run several transactions, or may. */
    private static final Set<String> SEVERAL_TRANSACTIONS =
            Set.of("VACUUM", "CLUSTER", "ANALYZE", "REINDEX", "DO", "CALL");

    /** What runs without a snapshot of the data, as PlannedStmtRequiresSnapshot of the server's source lists it. */
    private static final Set<String> WITHOUT_SNAPSHOT = Set.of(
            "BEGIN",
            "SAVEPOINT",
            "RELEASE",
            "LOCK TABLE",
            "SET",
            "SET TRANSACTION",
            "SET CONSTRAINTS",
            "RESET",
            "SHOW",
            "FETCH",
            "MOVE",
            "LISTEN",
            "UNLISTEN",
            "NOTIFY");

    private static final Pattern CONCURRENTLY = Pattern.compile("\\bCONCURRENTLY\\b", Pattern.CASE_INSENSITIVE);

    private StepKinds() {}

    /**
     * After such a statement a query of ours would be the first of the transaction: it would fix the snapshot that later
     * statements see, and forbid SET TRANSACTION.
     */
    static boolean takesNoSnapshot(String kind) {
        return WITHOUT_SNAPSHOT.contains(kind);
    }

    /** A failure of such a statement leaves an invalid index. */
    static boolean buildsConcurrently(Step step) {
        String verb = step.kind().split(" ", 2)[0];
        return Set.of("CREATE", "REINDEX").contains(verb)
                && CONCURRENTLY.matcher(step.sql()).find();
    }

    /** Locks that the statement took may be gone before it is done, so that only the sampler sees them. */
    public static boolean releasesLocksEarly(Step step) {
        String verb = step.kind().split(" ", 2)[0];
        boolean ddl = Set.of("CREATE", "DROP", "ALTER").contains(verb);
        return SEVERAL_TRANSACTIONS.contains(verb)
                || ddl && CONCURRENTLY.matcher(step.sql()).find();
    }
}
