package dev.dryrun.observe;

import dev.dryrun.observe.LockReading.Session;
import dev.dryrun.time.Between;
import dev.dryrun.time.Moment;
import java.time.Duration;
import java.util.Optional;

/** A wait that is over: who waited or was waited for, because of which lock, and from when to when. */
public sealed interface WaitSpan<W extends WaitSpan<W>> permits BlockedSpan, WaitedForSpan {

    int pid();

    Session session();

    LockRequest request();

    Between started();

    Between ended();

    Optional<OtherWaits> others();

    /** The same wait, speaking for others. */
    W others(OtherWaits shorter);

    /** From the earliest start to the latest end. */
    default Duration longest() {
        return Moment.later(started().earliest(), ended().latest())
                .since(started().earliest());
    }
}
