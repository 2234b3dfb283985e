package dev.dryrun.disturb;

import dev.dryrun.disturb.DisturbingWork.Task;
import dev.dryrun.plan.BadInput;
import dev.dryrun.plan.Disturbance;
import dev.dryrun.postgres.HarnessSession;
import dev.dryrun.postgres.PostgresServer;
import dev.dryrun.time.Moment;
import dev.dryrun.time.Phases;
import dev.dryrun.time.RunClock;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The sessions that disturb a migration. They end with {@link #close()}, whatever they were doing. */
public final class Disturbances implements AutoCloseable {

    /** How their application_name begins. */
    private static final String APPLICATION = "dryrun disturbance ";

    private static final Duration LONGEST_START = Duration.ofSeconds(10);
    private static final Duration LONGEST_END = Duration.ofSeconds(10);
    private static final long BETWEEN_LOOKS_MILLIS = 5;
    private static final int ROUNDS = 20;

    /** The name of a relation with its schema, and its kind; no row where there is none. */
    private static final String RELATION = """
            SELECT pg_catalog.quote_ident(n.nspname) || '.' || pg_catalog.quote_ident(c.relname), c.relkind::text
            FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
            WHERE c.oid = pg_catalog.to_regclass(?)
            """;

    /** Whether a session waits for a lock, and whether it has one on a relation of the user's. */
    private static final String STANDING = """
            SELECT coalesce(bool_or(NOT l.granted), false),
                   coalesce(bool_or(l.granted AND l.locktype = 'relation' AND l.relation::bigint >= 16384), false)
            FROM pg_catalog.pg_lock_status() l JOIN pg_catalog.pg_stat_get_activity(NULL) a ON a.pid = l.pid
            WHERE a.application_name = ?
            """;

    /** Ends every session whose name begins like that. */
    private static final String END = """
            SELECT pg_catalog.pg_terminate_backend(a.pid) FROM pg_catalog.pg_stat_get_activity(NULL) a
            WHERE a.application_name LIKE ? || '%'
            """;

    private static final int SILENCE_MILLIS = 20_000;

    private final Connection control;
    private final RunClock clock;
    private final List<DisturbingSession> sessions = new ArrayList<>();

    private Disturbances(Connection control, RunClock clock) {
        this.control = control;
        this.clock = clock;
    }

    /**
     * Gets them ready on a restored database.
     *
     * @throws BadInput where one is on a relation that is not there, or of a kind that cannot be disturbed so
     */
    public static Disturbances prepare(List<Disturbance> wanted, PostgresServer server, String database, RunClock clock)
            throws SQLException {
        Connection control = HarnessSession.free(server.connect(database, "dryrun facts"));
        // A server that is frozen must not keep us from the end of the run.
        control.setNetworkTimeout(Runnable::run, SILENCE_MILLIS);
        Disturbances disturbances = new Disturbances(control, clock);
        try {
            Map<Disturbance.Kind, Integer> numbers = new EnumMap<>(Disturbance.Kind.class);
            DisturbingWork work = new DisturbingWork(server, database, clock);
            for (Disturbance each : wanted) {
                int number = numbers.merge(each.kind(), 1, Integer::sum);
                String application = APPLICATION + each.kind().text() + (number == 1 ? "" : " " + number);
                Task task = new Task(each, application, disturbances.relation(each));
                disturbances.sessions.add(new DisturbingSession(task, work, clock));
            }
            disturbances.warm();
            return disturbances;
        } catch (SQLException | RuntimeException e) {
            control.close();
            throw e;
        }
    }

    /** Has those that begin during a step wait for it. */
    public void await(Phases phases) {
        sessions.stream()
                .filter(session -> session.disturbance().beginning().during())
                .forEach(session -> session.startDuring(phases));
    }

    /**
     * Begins those that are to be there before a step, and returns when each holds what it wants, or waits for it, or is
     * over. A second call for a step does nothing.
     */
    public void before(int step) throws SQLException {
        for (DisturbingSession session : sessions) {
            Disturbance.Beginning beginning = session.disturbance().beginning();
            if (!beginning.during() && beginning.step() == step && session.start()) {
                awaitStanding(session);
            }
        }
    }

    /** How each went so far. */
    public List<DisturbanceSpan> spans() {
        return sessions.stream().map(DisturbingSession::span).toList();
    }

    /** Ends all that still goes on. */
    @Override
    public void close() {
        boolean interrupted = Thread.interrupted();
        try (control) {
            sessions.forEach(DisturbingSession::isToEnd);
            Moment deadline = clock.now().plus(LONGEST_END);
            // Programs end with their sessions, wherever they run.
            do {
                endSessions();
            } while (!allJoined() && clock.now().isBefore(deadline));
            endSessions();
        } catch (SQLException e) {
            // Without a server there are no sessions to end either.
            return;
        } catch (InterruptedException e) {
            interrupted = true;
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private boolean allJoined() throws InterruptedException {
        boolean all = true;
        for (DisturbingSession session : sessions) {
            all &= session.join(Duration.ofMillis(BETWEEN_LOOKS_MILLIS));
        }
        return all;
    }

    private void endSessions() throws SQLException {
        try (PreparedStatement statement = control.prepareStatement(END)) {
            statement.setString(1, APPLICATION);
            statement.execute();
        }
    }

    /** What is asked later while the migration may hold locks on catalogs is planned now. */
    private void warm() throws SQLException {
        for (int round = 0; round < ROUNDS; round++) {
            isStanding(APPLICATION, true);
            endSessions();
        }
    }

    private void awaitStanding(DisturbingSession session) throws SQLException {
        Moment deadline = clock.now().plus(LONGEST_START);
        try {
            // A lock on the table says nothing of the rows that a transaction is there to lock.
            boolean byTable = !session.disturbance().kind().needsDuration();
            while (!session.isOver()
                    && !session.holds()
                    && !isStanding(session.application(), byTable)
                    && clock.now().isBefore(deadline)) {
                Thread.sleep(BETWEEN_LOOKS_MILLIS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private boolean isStanding(String application, boolean byTable) throws SQLException {
        try (PreparedStatement statement = control.prepareStatement(STANDING)) {
            statement.setString(1, application);
            try (ResultSet row = statement.executeQuery()) {
                return row.next() && (row.getBoolean(1) || byTable && row.getBoolean(2));
            }
        }
    }

    private Optional<String> relation(Disturbance disturbance) throws SQLException {
        if (disturbance.relation().isEmpty()) {
            return Optional.empty();
        }
        String name = disturbance.relation().get();
        try (PreparedStatement statement = control.prepareStatement(RELATION)) {
            statement.setString(1, name);
            try (ResultSet row = statement.executeQuery()) {
                if (!row.next()) {
                    throw refused(disturbance, "the restored database has no relation " + name);
                }
                if (!relkinds(disturbance.kind()).contains(row.getString(2))) {
                    throw refused(disturbance, name + " is no table");
                }
                return Optional.of(row.getString(1));
            }
        } catch (SQLException e) {
            if (!String.valueOf(e.getSQLState()).matches("(42|0A).*")) {
                throw e;
            }
            // It cannot be read as a name: 42602, 42601, or 0A000 for that of another database.
            throw refused(disturbance, "\"" + name + "\" is no name of a relation");
        }
    }

    /** Letters of pg_class.relkind. */
    private static String relkinds(Disturbance.Kind kind) {
        return switch (kind) {
            case ROW_LOCK -> "rp";
            case VACUUM -> "rpm";
            case READER, IDLE, PG_DUMP -> "rpmvf";
        };
    }

    private static BadInput refused(Disturbance disturbance, String why) {
        return new BadInput(
                "--disturb " + disturbance.text() + ": " + why,
                "name a table as SQL does, with its schema: public.orders, \"Orders\"");
    }
}
