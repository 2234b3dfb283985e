package dev.dryrun.observe;

import dev.dryrun.postgres.StatementWire;
import dev.dryrun.script.Command;
import dev.dryrun.script.Echo;
import dev.dryrun.script.Script;
import dev.dryrun.script.Step;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Runs the whole script on a thread of its own, so that whoever waits can be interrupted. It ends with the last step,
 * with the first that fails, or where a connection is lost or the run is interrupted: then it is incomplete.
 */
final class MigrationRun implements Migrator {

    private static final Duration CANCEL_DEADLINE = Duration.ofSeconds(5);

    private final Script script;
    private final StatementWire wire;
    private final int pid;
    private final StepRunner runner;
    private final Consumer<String> progress;
    private final List<RanStep> ran = new ArrayList<>();
    private volatile Optional<Throwable> fault = Optional.empty();
    private volatile Optional<String> incomplete = Optional.empty();

    MigrationRun(Script script, StatementWire wire, StepRunner runner, Consumer<String> progress) throws SQLException {
        this.script = script;
        this.wire = wire;
        this.pid = wire.backendPid();
        this.runner = runner;
        this.progress = progress;
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
            incomplete = Optional.of("interrupted");
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
        return script.steps().stream().skip(ran().size()).toList();
    }

    @Override
    public Optional<String> incomplete() {
        return incomplete;
    }

    @Override
    public String announcement() {
        return "running " + script.steps().size() + " steps";
    }

    @Override
    public Map<Integer, List<RanStep>> bySession() {
        return Map.of(pid, ran());
    }

    @Override
    public Optional<CommandCourse> command() {
        return Optional.empty();
    }

    @Override
    public void close() {
        wire.close();
    }

    private void runSteps() {
        try {
            for (Command command : script.commands()) {
                if (incomplete.isPresent() || !runCommand(command)) {
                    break;
                }
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

    /** Returns whether to go on. */
    private boolean runCommand(Command command) throws SQLException {
        if (command instanceof Echo echo) {
            progress.accept(echo.text());
            return true;
        }
        RanStep result = runner.run((Step) command);
        synchronized (ran) {
            ran.add(result);
        }
        incomplete = incomplete.or(runner::lost);
        return result.error().isEmpty();
    }

    private void stop(Thread thread) {
        try {
            wire.cancel();
            thread.join(CANCEL_DEADLINE.toMillis());
        } catch (SQLException e) {
            // The server is gone already, and so is the statement.
            incomplete = Optional.of("interrupted, and the running statement could not be cancelled");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
