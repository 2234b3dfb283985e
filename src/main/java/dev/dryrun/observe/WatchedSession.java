package dev.dryrun.observe;

import dev.dryrun.observe.LockReading.OwnLock;
import dev.dryrun.script.Step;
import dev.dryrun.time.Moment;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/** One session of the migration as the sampler watches it, with a ledger of its own locks. */
final class WatchedSession {

    private final Sampler sampler;
    private final LockLedger locks;
    private final int pid;

    WatchedSession(Sampler sampler, LockLedger locks, int pid) {
        this.sampler = sampler;
        this.locks = locks;
        this.pid = pid;
    }

    int pid() {
        return pid;
    }

    void closely(boolean wanted) {
        sampler.closely(pid, wanted);
    }

    /** What the session holds now was locked by a question of our own, such as it will ask again. */
    LockReading learnOwnLocks() throws SQLException {
        LockReading reading = sampler.read(pid);
        ownQuestionLocks(reading.own());
        return reading;
    }

    /** The same for locks that our questions took in another session. */
    void ownQuestionLocks(List<OwnLock> others) {
        sampler.tell(() ->
                locks.ownQuestionLocks(others.stream().map(lock -> lock.of(pid)).toList()));
    }

    void askInside() {
        sampler.tell(locks::askInside);
    }

    /** A statement is being prepared for a step that comes later. */
    void preparing(Moment sent) {
        sampler.tell(() -> locks.preparing(sent));
    }

    Moment stepBegins(Step step) {
        return sampler.stepBegins(pid, locks, step);
    }

    LockReading look() throws SQLException {
        return sampler.look().of(pid);
    }

    LockReading snapshot(Moment done) throws SQLException {
        return sampler.snapshot(pid, done);
    }

    void transactionEnds(Optional<Moment> heldUntil, Moment ended) {
        sampler.tell(() -> locks.transactionEnds(heldUntil, ended));
    }
}
