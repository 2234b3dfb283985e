package dev.dryrun.observe;

import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The deepest queue of each step. Memory is bounded: of very many only the deeper ones keep who stood in them, the others
 * how many they were. Not thread-safe.
 */
final class DeepestQueues {

    /** Waiters, and those that each of them waits for. */
    private static final long MOST_KEPT = 400_000;

    private final long mostKept;
    private final Map<Integer, DeepestQueue> queues = new HashMap<>();
    private long kept;

    DeepestQueues() {
        this(MOST_KEPT);
    }

    DeepestQueues(long mostKept) {
        this.mostKept = mostKept;
    }

    int depth(int step) {
        DeepestQueue deepest = queues.get(step);
        return deepest == null ? 0 : deepest.depth();
    }

    void put(int step, DeepestQueue queue) {
        DeepestQueue shallower = queues.put(step, queue);
        kept += size(queue) - (shallower == null ? 0 : size(shallower));
        if (kept > mostKept) {
            forgetShallow();
        }
    }

    Optional<DeepestQueue> of(int step) {
        return Optional.ofNullable(queues.get(step));
    }

    Map<Integer, DeepestQueue> byStep() {
        return Map.copyOf(queues);
    }

    private void forgetShallow() {
        for (Map.Entry<Integer, DeepestQueue> entry : queues.entrySet().stream()
                .sorted(Comparator.comparing(entry -> entry.getValue().depth()))
                .toList()) {
            if (kept > mostKept / 2) {
                kept -= size(entry.getValue());
                DeepestQueue queue = entry.getValue();
                queues.put(entry.getKey(), new DeepestQueue(queue.at(), queue.depth(), List.of(), List.of(), Set.of()));
            }
        }
    }

    private static long size(DeepestQueue queue) {
        long size = queue.holders().size() + queue.migration().size();
        for (LockReading.Waiter waiter : queue.waiters()) {
            size += 1 + waiter.blockers().size();
        }
        return size;
    }
}
