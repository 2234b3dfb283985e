package dev.dryrun.analysis;

import dev.dryrun.analysis.LockQueue.Member;
import dev.dryrun.analysis.LockQueue.Waiting;
import dev.dryrun.observe.Catalog;
import dev.dryrun.observe.DeepestQueue;
import dev.dryrun.observe.LockReading.Holder;
import dev.dryrun.observe.LockReading.Session;
import dev.dryrun.observe.LockReading.Waiter;
import dev.dryrun.observe.LockRequest;
import dev.dryrun.observe.Observations;
import dev.dryrun.observe.RanStep;
import dev.dryrun.time.Moment;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Sorts the deepest queue of a step into one queue a lock. The order comes from who is behind whom: {@code pg_locks} does
 * not hold it.
 */
final class QueueAnalysis {

    private static final int MOST_LISTED = 50;

    private static final Comparator<Waiter> LONGEST_WAIT_FIRST = Comparator.comparing(
                    (Waiter waiter) -> waiter.waited().orElse(Duration.ZERO))
            .reversed()
            .thenComparing(Waiter::pid);

    private final Observations seen;
    private final SeenLocks locks;
    private final RanStep step;
    private final MigrationTime time;
    private final Catalog catalog;

    QueueAnalysis(Observations seen, SeenLocks locks, RanStep step, MigrationTime time) {
        this.seen = seen;
        this.locks = locks;
        this.step = step;
        this.time = time;
        this.catalog = step.catalog();
    }

    /** Those that the migration holds or waits in come first, then the longer ones. */
    List<LockQueue> queues() {
        DeepestQueue deepest = seen.locks().queues().get(step.number());
        if (deepest == null) {
            return List.of();
        }
        List<List<Waiter>> groups = new ArrayList<>();
        for (Waiter waiter : deepest.waiters()) {
            groups.stream()
                    .filter(group -> group.get(0).request().isForSame(waiter.request()))
                    .findFirst()
                    .orElseGet(() -> {
                        groups.add(new ArrayList<>());
                        return groups.get(groups.size() - 1);
                    })
                    .add(waiter);
        }
        groups.sort(Comparator.comparing((List<Waiter> group) -> !touchesMigration(group, deepest.migration()))
                .thenComparing(Comparator.comparing((List<Waiter> group) -> group.size())
                        .reversed()));
        return groups.stream().map(group -> queue(group, deepest)).toList();
    }

    private static boolean touchesMigration(List<Waiter> group, Set<Integer> migration) {
        return group.stream()
                .anyMatch(waiter -> migration.contains(waiter.pid())
                        || waiter.blockers().stream().anyMatch(migration::contains));
    }

    private LockQueue queue(List<Waiter> group, DeepestQueue deepest) {
        LockRequest lock = group.get(0).request();
        Map<Integer, Session> sessions = new HashMap<>();
        deepest.holders().forEach((Holder holder) -> sessions.put(holder.pid(), holder.session()));
        group.forEach(waiter -> sessions.put(waiter.pid(), waiter.session()));
        Set<Integer> holding = new HashSet<>();
        group.forEach(waiter -> holding.addAll(waiter.blockers()));
        group.forEach(waiter -> holding.remove(waiter.pid()));
        List<Member> holders = holding.stream()
                .sorted()
                .map(pid -> {
                    Optional<Integer> taker = deepest.migration().contains(pid)
                            ? Optional.of(takenBy(lock, deepest.at()))
                            : Optional.empty();
                    return member(pid, taker, sessions.get(pid));
                })
                .toList();
        List<Waiting> waiting = inOrder(group).stream()
                .limit(MOST_LISTED)
                .map(waiter -> waiting(waiter, deepest.migration()))
                .toList();
        Duration at = time.of(deepest.at()).since(Moment.ORIGIN);
        return new LockQueue(at, AwaitedLock.of(lock, catalog), holders, waiting, group.size() - waiting.size());
    }

    private Waiting waiting(Waiter waiter, Set<Integer> migration) {
        Optional<Integer> asking = migration.contains(waiter.pid()) ? Optional.of(step.number()) : Optional.empty();
        return new Waiting(
                member(waiter.pid(), asking, waiter.session()),
                waiter.request().mode().pgName(),
                waiter.waited().orElse(Duration.ZERO),
                waiter.blockers().stream().sorted().toList());
    }

    private static Member member(int pid, Optional<Integer> step, Session session) {
        if (session == null) {
            return new Member(pid, step, pid == 0 ? "prepared transaction" : "", "");
        }
        String name = session.application().isEmpty() ? session.backendType() : session.application();
        return new Member(pid, step, name, session.query());
    }

    /** Nobody comes before one that he is behind; of those that could, the one that has waited longest comes first. */
    private static List<Waiter> inOrder(List<Waiter> group) {
        List<Waiter> left = new ArrayList<>(group);
        left.sort(LONGEST_WAIT_FIRST);
        List<Waiter> ordered = new ArrayList<>();
        Set<Integer> pids = new HashSet<>();
        left.forEach(waiter -> pids.add(waiter.pid()));
        while (!left.isEmpty()) {
            Waiter next = left.stream()
                    .filter(waiter -> waiter.blockers().stream().noneMatch(pids::contains))
                    .findFirst()
                    .orElse(left.get(0));
            left.remove(next);
            pids.remove(next.pid());
            ordered.add(next);
        }
        return ordered;
    }

    /** The step that took what the others wait for: its strongest lock on the relation, or its transaction id. */
    private int takenBy(LockRequest lock, Moment at) {
        Optional<Integer> taker = lock.lockType().equals("transactionid")
                ? locks.stepOf(Long.parseLong(lock.object()))
                : lock.relation().flatMap(relation -> locks.takerOf(relation, at));
        return taker.orElse(step.number());
    }
}
