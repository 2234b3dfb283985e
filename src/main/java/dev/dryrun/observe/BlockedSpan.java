package dev.dryrun.observe;

import dev.dryrun.observe.LockReading.Session;
import dev.dryrun.time.Between;

/**
 * A session that stood behind the migration, directly or behind others that did: what it waited for and from when to
 * when.
 */
public record BlockedSpan(int pid, Session session, LockRequest request, Between started, Between ended) {

    /** It waited for rows (a transaction that changed them to end), not for a table. */
    public boolean forRows() {
        return request.isForRows();
    }
}
