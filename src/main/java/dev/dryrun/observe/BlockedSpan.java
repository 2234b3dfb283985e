package dev.dryrun.observe;

import dev.dryrun.observe.LockReading.Session;
import dev.dryrun.time.Between;
import java.util.Optional;

/**
 * A session that stood behind the migration, directly or behind others that did: what it waited for and from when to
 * when. Where there were very many such waits the longest speaks for the {@code others}.
 */
public record BlockedSpan(
        int pid, Session session, LockRequest request, Between started, Between ended, Optional<OtherWaits> others)
        implements WaitSpan<BlockedSpan> {

    /** It waited for rows (a transaction that changed them to end), not for a table. */
    public boolean forRows() {
        return request.isForRows();
    }

    @Override
    public BlockedSpan others(OtherWaits shorter) {
        return new BlockedSpan(pid, session, request, started, ended, Optional.of(shorter));
    }
}
