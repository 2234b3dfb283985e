package dev.dryrun.observe;

import dev.dryrun.disturb.Disturbances;
import dev.dryrun.postgres.ServerError;
import dev.dryrun.progress.Progress;
import dev.dryrun.script.Answer;
import dev.dryrun.script.Command;
import dev.dryrun.script.Echo;
import dev.dryrun.script.Note;
import dev.dryrun.script.Reconnect;
import dev.dryrun.script.Refusal;
import dev.dryrun.script.ScriptRun;
import dev.dryrun.script.Step;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Consumer;

/**
 * Runs the whole script on a thread of its own, so that whoever waits can be interrupted. It ends with the last step,
 * with the first that fails, or where a connection is lost or the run is interrupted: then it is incomplete.
 */
final class MigrationRun implements Migrator {

    /** cardinality_violation: what psql says of a result that gives no variables has no code of its own. */
    private static final String NOT_ONE_ROW = "21000";

    private static final int CANCELS = 6;
    private static final Duration BETWEEN_CANCELS = Duration.ofMillis(500);
    private static final Duration ABORT_DEADLINE = Duration.ofSeconds(2);

    private final ScriptRun script;
    private final MigrationSession session;
    private final int pid;
    private final StepRunner runner;
    private final Retrying retrying;
    private final Disturbances disturbances;
    private final Progress progress;
    private final List<RanStep> ran = new ArrayList<>();
    private final List<PassedOver> notes = new ArrayList<>();
    private final List<Step> skipped = new ArrayList<>();
    private volatile Consumer<RanStep> onEnded = step -> {};
    private volatile Optional<Throwable> fault = Optional.empty();
    private volatile Optional<String> incomplete = Optional.empty();

    MigrationRun(ScriptRun script, MigrationSession session, StepRunner runner, Work.Order order) throws SQLException {
        this.script = script;
        this.session = session;
        this.pid = session.wire().backendPid();
        this.runner = runner;
        this.progress = order.progress();
        this.retrying = new Retrying(order.steps().retries(), runner, progress);
        this.disturbances = order.disturbances();
    }

    /** Runs and waits. When the waiting thread is interrupted the running statement is cancelled. */
    @Override
    public void run() {
        Thread thread = new Thread(this::runSteps, "dryrun-migration");
        thread.setDaemon(true);
        thread.start();
        try {
            thread.join();
        } catch (InterruptedException e) {
            incomplete = Optional.of(EarlyEnd.INTERRUPTED);
            stop(thread);
            Thread.currentThread().interrupt();
        }
        // Our own bug must not pass for a migration that ended early.
        fault.ifPresent(bug -> {
            throw new IllegalStateException("running the migration failed", bug);
        });
    }

    @Override
    public List<RanStep> ran() {
        synchronized (ran) {
            return List.copyOf(ran);
        }
    }

    @Override
    public List<Step> skipped() {
        synchronized (ran) {
            skipped.addAll(script.rest());
            return List.copyOf(skipped);
        }
    }

    @Override
    public Optional<String> incomplete() {
        return incomplete;
    }

    @Override
    public String announcement() {
        long steps = script.statementCount();
        return "running " + steps + (steps == 1 ? " step" : " steps");
    }

    @Override
    public OptionalInt stepCount() {
        return OptionalInt.of(Math.toIntExact(script.statementCount()));
    }

    @Override
    public Map<Integer, List<RanStep>> bySession() {
        return Map.of(pid, Try.inOrder(ran(), retrying.tries()));
    }

    @Override
    public Manner manner() {
        synchronized (ran) {
            return Manner.ofScript(notes, retrying.tries());
        }
    }

    @Override
    public Manner mannerSoFar() {
        return Manner.ofScript(List.of(), Map.of());
    }

    @Override
    public void onEnded(Consumer<RanStep> told) {
        onEnded = told;
    }

    @Override
    public void close() {
        session.close();
    }

    private void runSteps() {
        try {
            boolean goOn = true;
            while (goOn && incomplete.isEmpty()) {
                Optional<Command> command = next();
                goOn = command.isPresent() && obey(command.get());
            }
            if (runner.inBlock()) {
                runner.rollBack();
            }
        } catch (SQLException e) {
            incomplete = incomplete.or(() -> Optional.of("the database could not be read any more: " + e.getMessage()));
        } catch (RuntimeException | Error e) {
            fault = Optional.of(e);
        }
    }

    private Optional<Command> next() {
        synchronized (ran) {
            return script.next();
        }
    }

    /** Returns whether to go on. */
    private boolean obey(Command command) throws SQLException {
        if (command instanceof Step step) {
            return run(step);
        }
        if (command instanceof Refusal refusal) {
            return add(runner.refuse(refusal.step(), refusal.reason()));
        }
        if (command instanceof Echo echo) {
            progress.note(echo.text());
        } else if (command instanceof Reconnect) {
            runner.reconnect();
            incomplete = incomplete.or(runner::lost);
        } else if (command instanceof Note note) {
            synchronized (ran) {
                notes.add(new PassedOver(note, ran.size() + 1));
            }
        }
        return true;
    }

    private boolean run(Step step) throws SQLException {
        List<RanStep> results;
        try {
            disturbances.before(step.number());
            results = retrying.run(step, script.wantsRows());
        } catch (SQLException e) {
            skipped.add(step);
            throw e;
        }
        incomplete = incomplete.or(runner::lost);
        replace(results.subList(0, results.size() - 1));
        RanStep result = results.get(results.size() - 1);
        if (result.error().isEmpty()) {
            Optional<String> objection = answered();
            if (objection.isPresent()) {
                result = result.failed(ServerError.ofOurs("ERROR", NOT_ONE_ROW, objection.get()));
            }
        }
        return add(result);
    }

    private Optional<String> answered() {
        Answer answer = runner.answer();
        synchronized (ran) {
            return script.answered(answer);
        }
    }

    /** What was run again stands in the place of what it was before. */
    private void replace(List<RanStep> again) {
        synchronized (ran) {
            again.forEach(step -> ran.set(step.number() - 1, step));
        }
        again.forEach(onEnded);
    }

    private boolean add(RanStep result) {
        synchronized (ran) {
            ran.add(result);
        }
        onEnded.accept(result);
        return result.error().isEmpty();
    }

    private void stop(Thread thread) {
        retrying.stop();
        try {
            // Again and again: the first may come between two statements, where there is nothing to cancel.
            for (int time = 0; time < CANCELS && thread.isAlive(); time++) {
                session.wire().cancel();
                thread.join(BETWEEN_CANCELS.toMillis());
            }
            // A statement that takes no notice must not be missing in the report for that.
            if (thread.isAlive()) {
                session.wire().abort();
                thread.join(ABORT_DEADLINE.toMillis());
            }
        } catch (SQLException e) {
            // The server is gone already, and so is the statement.
            incomplete = Optional.of("interrupted, and the running statement could not be cancelled");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
