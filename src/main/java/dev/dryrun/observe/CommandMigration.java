package dev.dryrun.observe;

import dev.dryrun.observe.CommandCourse.ToolSession;
import dev.dryrun.observe.LockReading.OwnLock;
import dev.dryrun.plan.BadInput;
import dev.dryrun.script.Step;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.postgresql.PGConnection;

/** Runs the command of a migration tool against the database, through a relay that makes steps of its statements. */
final class CommandMigration implements Migrator {

    /** The same oid in every version. */
    private static final long PG_CLASS = 1259;

    private static final Duration SESSIONS_END = Duration.ofSeconds(5);
    private static final int NOT_FOUND = 127;

    private final Work.OfCommand command;
    private final ToolDatabase database;
    private final Work.Order order;
    private final StepRoll roll;
    private final Relay relay;
    private Optional<String> interrupted = Optional.empty();
    private int exitCode;
    private List<String> lastLines = List.of();

    private CommandMigration(Work.OfCommand command, ToolDatabase database, Work.Order order)
            throws SQLException, IOException {
        this.command = command;
        this.database = database;
        this.order = order;
        this.roll = new StepRoll(order.watching());
        this.relay = new Relay(
                database.server(),
                new RelayedSession.Context(
                        database.database(),
                        ToolDatabase.options(order.steps()),
                        order.watching(),
                        roll,
                        questionLocks(database, order.watching().sampler()),
                        new AtomicInteger()));
    }

    static CommandMigration prepare(Work.OfCommand command, ToolDatabase database, Work.Order order)
            throws SQLException, IOException {
        return new CommandMigration(command, database, order);
    }

    /** The locks that our questions will take in the tool's sessions, tried in one of our own. */
    private static List<OwnLock> questionLocks(ToolDatabase database, Sampler sampler) throws SQLException {
        try (Connection connection = database.server().connect(database.database(), "dryrun facts");
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            statement.execute(CatalogQuery.forRelations(List.of(PG_CLASS)));
            int pid = connection.unwrap(PGConnection.class).getBackendPID();
            List<OwnLock> locks = sampler.read(pid).own();
            connection.rollback();
            return locks;
        }
    }

    @Override
    public String announcement() {
        return "running " + command.shown();
    }

    /** Nobody knows. */
    @Override
    public OptionalInt stepCount() {
        return OptionalInt.empty();
    }

    @Override
    public void run() {
        CommandProcess process = CommandProcess.start(
                command, environment -> database.setIn(environment, relay.port()), order.progress());
        try {
            exitCode = process.await();
        } catch (InterruptedException e) {
            interrupted = Optional.of(EarlyEnd.INTERRUPTED);
            Thread.currentThread().interrupt();
        } finally {
            process.end();
        }
        lastLines = process.lastLines();
        endSessions();
        relay.fault().ifPresent(bug -> {
            throw new IllegalStateException("passing on a session of the command failed", bug);
        });
        if (interrupted.isEmpty() && roll.lost().isEmpty()) {
            refuseNothing();
        }
    }

    /** A session that the tool has left behind still holds its locks: it gets a moment to end, and is ended then. */
    private void endSessions() {
        boolean interruptedBefore = Thread.interrupted();
        try {
            if (interruptedBefore || !relay.awaitEnd(SESSIONS_END)) {
                terminate(relay.living());
            }
            relay.close();
        } catch (InterruptedException e) {
            interruptedBefore = true;
        } finally {
            if (interruptedBefore) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private void terminate(List<Integer> pids) {
        for (int pid : pids) {
            try {
                order.watching().facts().terminate(pid);
            } catch (SQLException e) {
                order.progress().note("a session of the command could not be ended: " + e.getMessage());
            }
        }
    }

    /** A run without a statement says nothing about a migration, and must not pass for one that blocks nobody. */
    private void refuseNothing() {
        if (!roll.ran().isEmpty()) {
            return;
        }
        String ended = "; it ended with exit code " + exitCode + told();
        if (exitCode == NOT_FOUND && relay.watched().isEmpty()) {
            throw new BadInput("the command was not found: " + command.shown() + told(), "check its name and the PATH");
        }
        if (!relay.watched().isEmpty()) {
            throw new BadInput(
                    "the command connected to the throwaway database, but sent no statement" + ended,
                    "see whether it has anything to do");
        }
        String elsewhere = relay.elsewhere().isEmpty()
                ? "the command never connected to the throwaway database; whatever it did was done elsewhere"
                : "the command connected to other databases of the throwaway server only ("
                        + String.join(", ", relay.elsewhere()) + ")";
        throw new BadInput(
                elsewhere + ended,
                "check its configuration: the database is " + database.database()
                        + ", and PGHOST, PGPORT, DATABASE_URL and JDBC_DATABASE_URL say where it is");
    }

    private String told() {
        return lastLines.isEmpty() ? "" : ":\n" + lastLines.stream().collect(Collectors.joining("\n"));
    }

    @Override
    public List<RanStep> ran() {
        return roll.ran();
    }

    /** Nobody knows what else it would have done. */
    @Override
    public List<Step> skipped() {
        return List.of();
    }

    @Override
    public Optional<String> incomplete() {
        return interrupted.or(roll::lost);
    }

    @Override
    public Map<Integer, List<RanStep>> bySession() {
        Map<Integer, Integer> pids = new HashMap<>();
        relay.watched().forEach(steps -> pids.put(steps.session().number(), steps.pid()));
        Map<Integer, Integer> sessionOf = roll.sessionOfStep();
        return roll.ran().stream().collect(Collectors.groupingBy(step -> pids.get(sessionOf.get(step.number()))));
    }

    @Override
    public Manner manner() {
        List<ToolSession> sessions =
                relay.watched().stream().map(SessionSteps::session).toList();
        return Manner.ofCommand(new CommandCourse(
                command.shown(),
                exitCode,
                lastLines,
                sessions,
                relay.elsewhere(),
                roll.sessionOfStep(),
                roll.pauses()));
    }

    @Override
    public Manner mannerSoFar() {
        return manner();
    }

    @Override
    public void onEnded(Consumer<RanStep> told) {
        roll.onEnded(told);
    }

    @Override
    public void close() {
        relay.close();
    }
}
