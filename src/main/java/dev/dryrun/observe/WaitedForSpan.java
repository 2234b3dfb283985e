package dev.dryrun.observe;

import dev.dryrun.observe.LockReading.Session;
import dev.dryrun.time.Between;
import dev.dryrun.time.Moment;
import java.util.Optional;

/**
 * A session that the migration itself waited for, because of which lock, and from when to when. Where there were very
 * many such waits for it the longest speaks for the {@code others}.
 */
public record WaitedForSpan(
        int pid, Session session, LockRequest request, Between started, Between ended, Optional<OtherWaits> others)
        implements WaitSpan<WaitedForSpan> {

    /** Whether some of it may lie in this time. */
    public boolean overlaps(Moment from, Moment to) {
        return started.earliest().isBefore(to) && ended.latest().isAfter(from);
    }

    /** Its application_name, or what kind of process it is. */
    public String who() {
        return session.application().isEmpty() ? session.backendType() : session.application();
    }

    /** Autovacuum gives way after a second ("canceling autovacuum task"), unless it is there to prevent wraparound. */
    public boolean isAutovacuum() {
        return session.backendType().equals("autovacuum worker")
                && !session.query().contains("to prevent wraparound");
    }

    @Override
    public WaitedForSpan others(OtherWaits shorter) {
        return new WaitedForSpan(pid, session, request, started, ended, Optional.of(shorter));
    }
}
