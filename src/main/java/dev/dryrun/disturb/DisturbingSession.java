package dev.dryrun.disturb;

import dev.dryrun.disturb.DisturbingWork.Task;
import dev.dryrun.plan.Disturbance;
import dev.dryrun.plan.NoVerdict;
import dev.dryrun.time.Moment;
import dev.dryrun.time.Phases;
import dev.dryrun.time.RunClock;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;

/** One disturbance on a thread of its own. */
final class DisturbingSession {

    /** By then a step that has been sent has asked for its first lock. */
    private static final Duration UNDER_WAY = Duration.ofMillis(50);

    private final Task task;
    private final DisturbingWork work;
    private final RunClock clock;
    private final Thread thread = new Thread(this::run, "dryrun-disturbance");
    private Optional<Phases> awaited = Optional.empty();
    private boolean started;
    private boolean told;
    private boolean holds;
    private Optional<Moment> began = Optional.empty();
    private Optional<Moment> ended = Optional.empty();
    private Optional<String> error = Optional.empty();

    DisturbingSession(Task task, DisturbingWork work, RunClock clock) {
        this.task = task;
        this.work = work;
        this.clock = clock;
        thread.setDaemon(true);
    }

    Disturbance disturbance() {
        return task.disturbance();
    }

    String application() {
        return task.application();
    }

    /** Begins at once; false when it has begun before. */
    synchronized boolean start() {
        boolean first = !started;
        if (first) {
            started = true;
            thread.start();
        }
        return first;
    }

    /** Begins when its step has been sent. */
    synchronized void startDuring(Phases phases) {
        awaited = Optional.of(phases);
        start();
    }

    /** Whether its transaction has what it is there for. */
    synchronized boolean holds() {
        return holds;
    }

    private synchronized void nowHolds() {
        holds = true;
    }

    synchronized boolean isOver() {
        return ended.isPresent();
    }

    synchronized DisturbanceSpan span() {
        return new DisturbanceSpan(task.disturbance(), task.application(), task.relation(), began, ended, error);
    }

    /** What happens to it from now on is our doing. Without it a step never sent would be waited for. */
    synchronized void isToEnd() {
        told = true;
        thread.interrupt();
    }

    boolean join(Duration atMost) throws InterruptedException {
        thread.join(atMost.toMillis());
        return !thread.isAlive();
    }

    private void run() {
        try {
            if (awaited.isPresent()) {
                awaited.get().awaitStep(task.disturbance().beginning().step());
                clock.sleepUntil(clock.now().plus(UNDER_WAY));
            }
            begins();
            work.run(task, this::nowHolds);
            ends(Optional.empty());
        } catch (InterruptedException e) {
            // Only isToEnd() interrupts this thread.
            ends(Optional.empty());
        } catch (SQLException | RuntimeException e) {
            ends(Optional.of(firstLine(e)));
        }
    }

    private synchronized void begins() {
        began = Optional.of(clock.now());
    }

    private synchronized void ends(Optional<String> why) {
        if (began.isPresent()) {
            ended = Optional.of(clock.now());
            error = told ? Optional.empty() : why;
        }
    }

    private static String firstLine(Exception e) {
        String message = e instanceof NoVerdict || e.getMessage() != null ? e.getMessage() : e.toString();
        return message.lines().findFirst().orElse("");
    }
}
