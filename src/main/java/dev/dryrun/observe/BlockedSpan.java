package dev.dryrun.observe;

import dev.dryrun.observe.LockReading.Session;
import dev.dryrun.time.Between;
import java.util.Optional;

/**
 * A session that stood behind the migration, directly or behind others that did: what it waited for and from when to
 * when. {@code relation} is known for waits on relations and tuples.
 */
public record BlockedSpan(
        int pid, Session session, String lockType, Optional<Long> relation, Between started, Between ended) {

    /** It waited for rows (a transaction that changed them to end), not for a table. */
    public boolean forRows() {
        return lockType.equals("transactionid") || lockType.equals("tuple");
    }
}
