package dev.dryrun.observe;

import dev.dryrun.observe.LockReading.OwnLock;
import dev.dryrun.observe.LockSpan.Evidence;
import dev.dryrun.observe.LockSpan.Steps;
import dev.dryrun.time.Between;
import dev.dryrun.time.Moment;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Turns readings into lock spans, keeping only what changed: a lock appears, is granted, disappears. Every moment is
 * kept as bounds from the readings on either side, narrowed by what the statement itself tells (sent, done, committed).
 * Not thread-safe; readings come in the order in which they were asked.
 */
final class LockLedger {

    /** In place of the number of a step that is not known yet. */
    private static final int PREPARING = 0;

    /** What tells one lock from another. */
    private record Key(int pid, long relation, LockMode mode) {}

    /** A lock that was there in the last reading. */
    private static final class Open {
        private Between requested;
        private Optional<Between> granted = Optional.empty();
        private Moment lastSeen;
        private long lastReading;
        private int step;
        private final Set<Evidence> evidence = EnumSet.noneOf(Evidence.class);
    }

    private final Map<Key, Open> open = new HashMap<>();
    private final Set<Key> ownQuestions = new HashSet<>();
    private final ClosedLocks closed;
    private Moment previousReading = Moment.ORIGIN;
    /** The reading before that one: whoever tells us of an end that came earlier has done so. */
    private Moment settled = Moment.ORIGIN;

    private Moment stepSent = Moment.ORIGIN;
    private Moment transactionEnded = Moment.ORIGIN;
    private int step;
    private boolean askedInside;
    private Moment unwatchedFrom = Moment.ORIGIN;
    private final Map<Integer, Duration> gaps = new HashMap<>();
    private long readings;

    LockLedger() {
        this(new ClosedLocks());
    }

    LockLedger(ClosedLocks closed) {
        this.closed = closed;
    }

    /** The locks of the questions that we ask in the migration's own session: none of the migration's. */
    void ownQuestionLocks(List<OwnLock> locks) {
        locks.forEach(lock -> ownQuestions.add(new Key(lock.pid(), lock.relation(), lock.mode())));
    }

    /** From now to the end of the transaction such locks are there because we asked. */
    void askInside() {
        askedInside = true;
    }

    void stepBegins(int number, Moment sent) {
        step = number;
        stepSent = sent;
        unwatchedFrom = sent;
        open.values().stream().filter(lock -> lock.step == PREPARING).forEach(lock -> lock.step = number);
    }

    /** A statement is prepared, and may take locks, before the step that runs it: they will count for that step. */
    void preparing(Moment sent) {
        step = PREPARING;
        stepSent = sent;
    }

    /** A reading of the sampler, taken at any time. */
    void sample(LockReading reading) {
        // Asked before a commit and answered after it, a reading may show locks of the past: it proves nothing.
        if (!reading.asked().isBefore(transactionEnded)) {
            take(reading, Evidence.SAMPLE, reading.answered());
        }
    }

    /** A reading taken after the statement was {@code done} and before its transaction ended. */
    void snapshot(LockReading reading, Moment done) {
        take(reading, Evidence.SNAPSHOT, done);
        // A sample between the end of the statement and this snapshot may have seen a lock first, and later than that.
        for (Open lock : open.values()) {
            lock.requested = lock.requested.notAfter(done);
            lock.granted = lock.granted.map(granted -> granted.notAfter(done));
        }
    }

    /**
     * The transaction is over, and with it all locks. Those of the last snapshot were held until {@code heldUntil}, where
     * there was one.
     */
    void transactionEnds(Optional<Moment> heldUntil, Moment ended) {
        for (Map.Entry<Key, Open> entry : open.entrySet()) {
            Open lock = entry.getValue();
            Moment known = heldUntil(lock);
            Moment earliest = heldUntil.map(held -> Moment.later(held, known)).orElse(known);
            close(entry.getKey(), lock, new Between(Moment.earlier(earliest, ended), ended));
        }
        open.clear();
        narrowReleases(heldUntil, ended);
        askedInside = false;
        transactionEnded = ended;
        watched(ended, ended);
    }

    /** By step, the longest time in it without a reading: a lock that nobody saw was no longer there than that. */
    Map<Integer, Duration> gaps() {
        return Map.copyOf(gaps);
    }

    /** A sample may have missed these locks before we were told of the end that had released them. */
    private void narrowReleases(Optional<Moment> heldUntil, Moment ended) {
        closed.changeLast(step, span -> {
            if (!span.released().latest().isAfter(ended)) {
                return span;
            }
            Between released = heldUntil.map(span.released()::notBefore).orElse(span.released());
            return span.released(released.notAfter(ended));
        });
    }

    List<LockSpan> spans() {
        return closed.all().stream().filter(span -> span.step() != PREPARING).toList();
    }

    /** The locks that were there in this step or later; of those that still are, the end is not known. */
    List<LockSpan> since(int first, Moment now) {
        List<LockSpan> found = new ArrayList<>(closed.since(first));
        open.forEach((key, lock) -> {
            if (lock.step != PREPARING) {
                found.add(span(key, lock, new Between(lock.lastSeen, Moment.later(lock.lastSeen, now))));
            }
        });
        return found;
    }

    Optional<Duration> gap(int number) {
        return Optional.ofNullable(gaps.get(number));
    }

    /** {@code knownBy} is when at the latest everything in the reading, or absent from it, had come about. */
    private void take(LockReading reading, Evidence evidence, Moment knownBy) {
        readings++;
        for (OwnLock lock : reading.own()) {
            Key key = new Key(lock.pid(), lock.relation(), lock.mode());
            Open known = open.get(key);
            if (known == null) {
                if (askedInside && ownQuestions.contains(key)) {
                    continue;
                }
                known = appear(lock, reading, knownBy);
                open.put(key, known);
            }
            see(known, lock, knownBy);
            known.lastSeen = reading.asked();
            known.lastReading = readings;
            known.evidence.add(evidence);
        }
        if (!open.isEmpty()) {
            open.entrySet().removeIf(entry -> isGone(entry.getKey(), entry.getValue(), knownBy));
        }
        settled = previousReading;
        previousReading = reading.asked();
        watched(reading.answered(), reading.asked());
    }

    private boolean isGone(Key key, Open lock, Moment knownBy) {
        boolean gone = lock.lastReading < readings;
        if (gone) {
            close(key, lock, new Between(Moment.earlier(heldUntil(lock), knownBy), knownBy));
        }
        return gone;
    }

    private void watched(Moment until, Moment from) {
        Duration gap = until.since(unwatchedFrom);
        if (!gap.isNegative()) {
            gaps.merge(step, gap, (one, other) -> one.compareTo(other) > 0 ? one : other);
        }
        unwatchedFrom = Moment.later(unwatchedFrom, from);
    }

    /** What a step leaves locked in a block is still locked when the next step of the block is sent. */
    private Moment heldUntil(Open lock) {
        return lock.step < step ? Moment.later(lock.lastSeen, stepSent) : lock.lastSeen;
    }

    private Open appear(OwnLock lock, LockReading reading, Moment knownBy) {
        Moment earliest = Moment.earlier(Moment.later(previousReading, stepSent), knownBy);
        Open appeared = new Open();
        appeared.step = step;
        appeared.requested = new Between(earliest, knownBy);
        lock.waited()
                .ifPresent(waited -> appeared.requested = appeared.requested
                        .notBefore(reading.asked().minus(waited))
                        .notAfter(reading.answered().minus(waited)));
        appeared.lastSeen = reading.asked();
        return appeared;
    }

    private void see(Open known, OwnLock lock, Moment knownBy) {
        if (lock.granted() && known.granted.isEmpty()) {
            // A lock first seen as granted was granted after it was requested; one seen waiting, after it was last
            // seen.
            Moment earliest = known.evidence.isEmpty() ? known.requested.earliest() : known.lastSeen;
            known.granted = Optional.of(new Between(Moment.earlier(earliest, knownBy), knownBy));
        }
    }

    private void close(Key key, Open lock, Between released) {
        closed.add(span(key, lock, released), settled);
    }

    private LockSpan span(Key key, Open lock, Between released) {
        return new LockSpan(
                key.relation(),
                key.mode(),
                lock.requested,
                lock.granted,
                released,
                new Steps(lock.step, Math.max(lock.step, step)),
                lock.evidence,
                Optional.empty());
    }
}
