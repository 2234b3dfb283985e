package dev.dryrun.observe;

import dev.dryrun.observe.LockReading.Session;
import dev.dryrun.time.Between;

/** A session that the migration itself waited for, because of which lock, and from when to when. */
public record WaitedForSpan(int pid, Session session, LockRequest request, Between started, Between ended) {

    /** Autovacuum gives way after a second ("canceling autovacuum task"), unless it is there to prevent wraparound. */
    public boolean isAutovacuum() {
        return session.backendType().equals("autovacuum worker")
                && !session.query().contains("to prevent wraparound");
    }
}
