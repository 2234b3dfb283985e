package dev.dryrun.observe;

import dev.dryrun.observe.LockReading.Waiter;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Who waits for whom in one reading. */
final class WaitGraph {

    /** Sessions of the harness itself; nobody outside waits in them. */
    static final Set<String> HARNESS = Set.of("dryrun sampler", "dryrun facts", "dryrun lease");

    private WaitGraph() {}

    /** The waiters whose blockers include the migration, or a waiter for whom that is so. */
    static Map<Integer, Waiter> behind(List<Waiter> waiters, Set<Integer> own) {
        Map<Integer, Waiter> behind = new HashMap<>();
        if (waiters.isEmpty()) {
            return behind;
        }
        Set<Integer> reached = new HashSet<>(own);
        for (boolean grown = true; grown; ) {
            grown = false;
            for (Waiter waiter : waiters) {
                if (!reached.contains(waiter.pid()) && !Collections.disjoint(waiter.blockers(), reached)) {
                    reached.add(waiter.pid());
                    behind.put(waiter.pid(), waiter);
                    grown = true;
                }
            }
        }
        behind.values().removeIf(waiter -> !isOfApplication(waiter));
        return behind;
    }

    /**
     * Whom the migration waits for, and because of which lock: others, and of its own sessions another than the one that
     * waits.
     */
    static Map<Integer, LockRequest> blockers(LockReading reading, Set<Integer> own) {
        Map<Integer, Integer> sessionOf = new HashMap<>();
        reading.own().forEach(lock -> sessionOf.put(lock.pid(), lock.session()));
        Map<Integer, LockRequest> blockers = new HashMap<>();
        for (Waiter waiter : reading.waiters()) {
            if (own.contains(waiter.pid())) {
                int session = sessionOf.getOrDefault(waiter.pid(), waiter.pid());
                waiter.blockers().stream()
                        .filter(pid -> sessionOf.getOrDefault(pid, pid) != session)
                        .forEach(pid -> blockers.put(pid, waiter.request()));
            }
        }
        return blockers;
    }

    /** Nobody outside waits in the harness, nor in an autovacuum. */
    private static boolean isOfApplication(Waiter waiter) {
        return !HARNESS.contains(waiter.session().application())
                && !waiter.session().backendType().equals("autovacuum worker");
    }
}
