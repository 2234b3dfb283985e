package dev.dryrun.observe;

import dev.dryrun.observe.EndedWaits.Kind;
import dev.dryrun.observe.LockReading.Holder;
import dev.dryrun.observe.LockReading.Session;
import dev.dryrun.observe.LockReading.Waiter;
import dev.dryrun.time.Between;
import dev.dryrun.time.Moment;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Turns readings into the waits of other sessions behind the migration, and of the migration behind others. Not
 * thread-safe; readings come in the order in which they were asked.
 */
final class WaitLedger {

    private static final int MOST_SESSIONS = 10_000;

    /** A prepared transaction has no session; pg_blocking_pids gives 0 for it. */
    private static final Holder PREPARED = new Holder(0, new Session("", "prepared transaction", "", ""));

    /** A wait that goes on: the waiter as first seen, and since when; then what the last reading said of it. */
    private static final class Wait {
        private final Waiter waiter;
        private final Between started;
        private Moment lastSeen;
        private Optional<Duration> waited = Optional.empty();

        Wait(Waiter waiter, Between started) {
            this.waiter = waiter;
            this.started = started;
        }
    }

    /** A session that the migration waits for, and since when. */
    private record Wanted(Holder holder, LockRequest request, Between started, Moment lastSeen) {}

    private final Set<Integer> sessions = new HashSet<>();
    private final Map<Integer, Wait> waits = new HashMap<>();
    private final Map<Integer, Wanted> wanted = new HashMap<>();
    private final EndedWaits<BlockedSpan> blocked;
    private final EndedWaits<WaitedForSpan> waitedFor;
    private final DeepestQueues queues = new DeepestQueues();
    private final Map<Session, Session> known = new HashMap<>();
    private Moment previousReading = Moment.ORIGIN;
    private int step;

    WaitLedger() {
        this(EndedWaits.MOST_KEPT);
    }

    private WaitLedger(int mostKept) {
        blocked = new EndedWaits<>(
                mostKept,
                (wait, number) -> new Kind(
                        number, List.of(wait.session().query(), wait.request().alike())));
        waitedFor = new EndedWaits<>(
                mostKept,
                (wait, number) -> new Kind(
                        number,
                        List.of(
                                wait.pid(),
                                wait.who(),
                                wait.isAutovacuum(),
                                wait.request().alike())));
    }

    /** One that keeps so many waits of either sort. */
    static WaitLedger keeping(int mostKept) {
        return new WaitLedger(mostKept);
    }

    /** One more session of the migration; one that has ended waits for nobody, and nobody waits for it. */
    void watch(int pid) {
        sessions.add(pid);
    }

    void stepBegins(int number, Moment sent) {
        step = number;
        blocked.stepBegins(number, sent);
        waitedFor.stepBegins(number, sent);
    }

    void take(LockReading reading) {
        Set<Integer> own = ownPids(reading);
        takeBlocked(reading, own);
        takeWaitedFor(reading, own);
        previousReading = reading.asked();
    }

    /** Nobody will look again: what was still going on ended some time after it was last seen. */
    void endAll(Moment now) {
        waits.values().forEach(wait -> end(wait, now));
        waits.clear();
        wanted.values().forEach(known -> end(known, now));
        wanted.clear();
    }

    /** How many sessions wait behind the migration at the last reading. */
    int goingOn() {
        return waits.size();
    }

    List<BlockedSpan> blocked() {
        return blocked.all();
    }

    List<WaitedForSpan> waitedFor() {
        return waitedFor.all();
    }

    /** The waits that were not over before a moment; of those that go on, the end is not known. */
    List<BlockedSpan> blockedSince(Moment from, Moment now) {
        List<BlockedSpan> found = new ArrayList<>(blocked.since(from));
        waits.values().forEach(wait -> found.add(span(wait, now)));
        return found;
    }

    /** The same of the migration's own waits. */
    List<WaitedForSpan> waitedForSince(Moment from, Moment now) {
        List<WaitedForSpan> found = new ArrayList<>(waitedFor.since(from));
        wanted.values().forEach(wait -> found.add(span(wait, now)));
        return found;
    }

    Optional<DeepestQueue> queue(int number) {
        return queues.of(number);
    }

    /** By step, the reading in which the most sessions stood behind the migration; none where nobody did. */
    Map<Integer, DeepestQueue> queues() {
        return queues.byStep();
    }

    private Set<Integer> ownPids(LockReading reading) {
        Set<Integer> own = new HashSet<>(sessions);
        reading.own().forEach(lock -> own.add(lock.pid()));
        return own;
    }

    private void takeBlocked(LockReading reading, Set<Integer> own) {
        Map<Integer, Waiter> now = WaitGraph.behind(reading.waiters(), own);
        now.forEach((pid, waiter) -> {
            Wait wait = waits.get(pid);
            if (wait != null && isAnother(wait, waiter)) {
                end(wait, reading.answered());
                wait = null;
            }
            if (wait == null) {
                wait = new Wait(waiter, startOf(waiter, reading));
                waits.put(pid, wait);
            }
            wait.lastSeen = reading.asked();
            wait.waited = waiter.waited();
        });
        keepDeepest(reading, now, own);
        waits.entrySet().removeIf(entry -> {
            boolean over = !now.containsKey(entry.getKey());
            if (over) {
                end(entry.getValue(), reading.answered());
            }
            return over;
        });
    }

    /** The server's own count of the wait began anew, or it is another statement or lock. */
    private static boolean isAnother(Wait known, Waiter waiter) {
        boolean restarted = known.waited.isPresent()
                && waiter.waited().isPresent()
                && waiter.waited().get().compareTo(known.waited.get()) < 0;
        return restarted
                || !known.waiter.request().isForSame(waiter.request())
                || !known.waiter.session().query().equals(waiter.session().query());
    }

    private void keepDeepest(LockReading reading, Map<Integer, Waiter> behind, Set<Integer> own) {
        if (behind.size() <= queues.depth(step)) {
            return;
        }
        List<Waiter> waiters = new ArrayList<>();
        for (Waiter waiter : reading.waiters()) {
            if (behind.containsKey(waiter.pid())) {
                Wait wait = waits.get(waiter.pid());
                waiters.add(waiter.of(theSame(waiter.session()))
                        .waited(waiter.waited().orElseGet(() -> reading.asked().since(wait.started.latest()))));
            } else if (own.contains(waiter.pid())) {
                waiters.add(waiter.of(theSame(waiter.session())));
            }
        }
        queues.put(step, new DeepestQueue(reading.asked(), behind.size(), waiters, reading.holders(), own));
    }

    private Between startOf(Waiter waiter, LockReading reading) {
        Between seen = new Between(previousReading, reading.answered());
        return waiter.waited()
                .map(waited -> seen.notBefore(reading.asked().minus(waited))
                        .notAfter(reading.answered().minus(waited)))
                .orElse(seen);
    }

    private void end(Wait wait, Moment by) {
        blocked.add(span(wait, by));
    }

    private void end(Wanted over, Moment by) {
        waitedFor.add(span(over, by));
    }

    private BlockedSpan span(Wait wait, Moment by) {
        Waiter waiter = wait.waiter;
        Between ended = new Between(wait.lastSeen, Moment.later(wait.lastSeen, by));
        return new BlockedSpan(
                waiter.pid(), theSame(waiter.session()), waiter.request(), wait.started, ended, Optional.empty());
    }

    private WaitedForSpan span(Wanted wait, Moment by) {
        Holder holder = wait.holder();
        Between ended = new Between(wait.lastSeen(), Moment.later(wait.lastSeen(), by));
        Session session = theSame(holder.session());
        return new WaitedForSpan(holder.pid(), session, wait.request(), wait.started(), ended, Optional.empty());
    }

    /** Every reading brings the texts anew; one copy of each will do. */
    private Session theSame(Session session) {
        if (known.size() > MOST_SESSIONS) {
            known.clear();
        }
        return known.computeIfAbsent(session, first -> first);
    }

    private void takeWaitedFor(LockReading reading, Set<Integer> own) {
        if (reading.waiters().isEmpty() && wanted.isEmpty()) {
            return;
        }
        Map<Integer, LockRequest> blockers = WaitGraph.blockers(reading, own);
        List<Holder> holders = new ArrayList<>(reading.holders());
        holders.add(PREPARED);
        for (Holder holder : holders) {
            LockRequest request = blockers.get(holder.pid());
            if (request != null && !WaitGraph.HARNESS.contains(holder.session().application())) {
                Between started = new Between(previousReading, reading.answered());
                wanted.merge(
                        holder.pid(),
                        new Wanted(holder, request, started, reading.asked()),
                        (known, seen) -> new Wanted(known.holder(), known.request(), known.started(), seen.lastSeen()));
            }
        }
        wanted.entrySet().removeIf(entry -> {
            boolean over = !blockers.containsKey(entry.getKey());
            if (over) {
                end(entry.getValue(), reading.answered());
            }
            return over;
        });
    }
}
