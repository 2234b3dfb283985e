package dev.dryrun.observe;

import dev.dryrun.observe.LockReading.Session;
import dev.dryrun.time.Between;

/** A session that the migration itself waited for, and from when to when. */
public record WaitedForSpan(int pid, Session session, Between started, Between ended) {

    /** Autovacuum gives way after a second ("canceling autovacuum task"): a wait that says nothing about the migration. */
    public boolean isAutovacuum() {
        return session.backendType().equals("autovacuum worker");
    }
}
