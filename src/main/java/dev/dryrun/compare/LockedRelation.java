package dev.dryrun.compare;

import dev.dryrun.report.StepLocks.Request;
import java.util.Optional;

/**
 * What a lock is on, by a name that is the same in every restore: what is kept out of line (TOAST) is called after its
 * table's OID, which is another one each time.
 *
 * @param table whose lock keeps out of this relation, too; absent where it is a table itself
 */
record LockedRelation(String name, Optional<String> table) {

    private static final String OUT_OF_LINE = "pg_toast.";

    static LockedRelation of(Request request) {
        return isOutOfLine(request)
                ? new LockedRelation("TOAST of " + request.table().orElse("an unknown table"), request.table())
                : new LockedRelation(request.relation(), Optional.empty());
    }

    private static boolean isOutOfLine(Request request) {
        return request.relation().startsWith(OUT_OF_LINE);
    }
}
