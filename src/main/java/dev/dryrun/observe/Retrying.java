package dev.dryrun.observe;

import dev.dryrun.plan.Retries;
import dev.dryrun.postgres.ServerError;
import dev.dryrun.progress.Progress;
import dev.dryrun.script.Step;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Runs steps, and runs again what failed for a lock, as a migration runner would: the step, or its transaction from its
 * BEGIN, with the statements as they were sent the first time.
 */
final class Retrying {

    /** lock_not_available and deadlock_detected: another try may find the lock free. */
    private static final Set<String> FOR_LOCKS = Set.of("55P03", "40P01");

    private static final String NOT_IN_STATE = "55000";
    private static final String UNDONE = "25P02";

    private final Retries plan;
    private final StepRunner runner;
    private final Progress progress;
    private final CountDownLatch stopped = new CountDownLatch(1);
    private final List<Step> block = new ArrayList<>();
    private final List<RanStep> results = new ArrayList<>();
    private final Map<Integer, List<Try>> tries = new HashMap<>();
    private int used;

    Retrying(Retries plan, StepRunner runner, Progress progress) {
        this.plan = plan;
        this.runner = runner;
        this.progress = progress;
    }

    /**
     * Runs a step to its last try. Returns its result last, and before it those of the steps before it that were run
     * again for its sake. An exception means that the step was never sent.
     */
    List<RanStep> run(Step step, boolean keepRows) throws SQLException {
        if (plan.isNone()) {
            return List.of(runner.run(step, keepRows));
        }
        if (!runner.inBlock()) {
            block.clear();
            results.clear();
            used = 0;
        }
        Optional<InvalidIndexes> indexes = StepKinds.buildsConcurrently(step) && !runner.inBlock()
                ? Optional.of(new InvalidIndexes(runner, step))
                : Optional.empty();
        block.add(step);
        results.add(runner.run(step, keepRows));
        return isWorthAnother() ? again(keepRows, indexes) : List.of(result());
    }

    /** By step, the tries of those that were run more than once. */
    Map<Integer, List<Try>> tries() {
        return Map.copyOf(tries);
    }

    /** No further try begins; may be called from another thread. */
    void stop() {
        stopped.countDown();
    }

    private RanStep result() {
        return results.get(results.size() - 1);
    }

    private boolean isWorthAnother() {
        return used < plan.most()
                && runner.lost().isEmpty()
                && result().error()
                        .map(ServerError::sqlState)
                        .filter(FOR_LOCKS::contains)
                        .isPresent();
    }

    private List<RanStep> again(boolean keepRows, Optional<InvalidIndexes> indexes) throws SQLException {
        note(List.of());
        while (isWorthAnother() && pause(plan.backoff())) {
            used++;
            String state = result().error().map(ServerError::sqlState).orElseThrow();
            progress.note(
                    "step " + result().number() + " failed with " + state + ": retry " + used + " of " + plan.most());
            List<String> dropped = List.of();
            if (indexes.isPresent()) {
                InvalidIndexes.Dropped answer = indexes.get().drop();
                dropped = answer.names();
                if (answer.failed().isPresent()) {
                    results.set(results.size() - 1, answer.failed().get());
                    note(dropped);
                    continue;
                }
            }
            tryBlock(keepRows);
            if (indexes.isPresent()) {
                requireValid(indexes.get());
            }
            note(dropped);
        }
        return ending();
    }

    private void tryBlock(boolean keepRows) throws SQLException {
        if (result().transaction().isPresent()) {
            runner.blockAgain();
        }
        results.clear();
        for (Step step : block) {
            boolean last = results.size() + 1 == block.size();
            results.add(runner.run(step, keepRows && last));
            if (result().error().isPresent()) {
                return;
            }
        }
    }

    /** Keeps what a try has come to; what an earlier step did in it is undone when it failed. */
    private void note(List<String> dropped) {
        boolean failed = result().error().isPresent();
        for (RanStep ran : results) {
            boolean undone = failed && ran.error().isEmpty();
            tries.computeIfAbsent(ran.number(), ignored -> new ArrayList<>()).add(new Try(ran, undone, dropped));
        }
    }

    private void requireValid(InvalidIndexes indexes) throws SQLException {
        List<String> left = result().error().isPresent() ? List.of() : indexes.left();
        if (!left.isEmpty()) {
            String message = "the statement succeeded, but leaves an invalid index: " + String.join(", ", left);
            results.set(results.size() - 1, result().failed(ServerError.ofOurs("ERROR", NOT_IN_STATE, message)));
        }
    }

    /** False when the run is to end. */
    private boolean pause(Duration backoff) {
        try {
            return !stopped.await(backoff.toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** The last try may have ended at an earlier step than the one before it. */
    private List<RanStep> ending() {
        List<RanStep> all = new ArrayList<>(results);
        for (Step step : block.subList(results.size(), block.size())) {
            List<Try> known = tries.get(step.number());
            String message = "undone with its transaction, whose last try ended at step " + result().number();
            all.add(known.get(known.size() - 1).ran().undone(ServerError.ofOurs("ERROR", UNDONE, message)));
        }
        return all;
    }
}
