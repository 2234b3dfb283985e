package dev.dryrun.disturb;

import dev.dryrun.plan.Disturbance;
import dev.dryrun.postgres.HarnessSession;
import dev.dryrun.postgres.PostgresServer;
import dev.dryrun.postgres.ProgramCall;
import dev.dryrun.postgres.ProgramResult;
import dev.dryrun.time.Moment;
import dev.dryrun.time.RunClock;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** What a disturbance does in the database, from its first statement to its end. */
final class DisturbingWork {

    private static final int ROWS = 100;
    private static final String CANCELLED = "57014";
    private static final Duration ROUNDING = Duration.ofMillis(2);
    private static final Duration DUMP_DEADLINE = Duration.ofDays(1);

    private final PostgresServer server;
    private final String database;
    private final RunClock clock;

    DisturbingWork(PostgresServer server, String database, RunClock clock) {
        this.server = server;
        this.database = database;
        this.clock = clock;
    }

    /** What is to be done, under which application_name, on what relation. */
    record Task(Disturbance disturbance, String application, Optional<String> relation) {}

    /**
     * Takes as long as the disturbance lasts, or until its session is ended from outside. A transaction tells when it
     * {@code holds} what it is there for.
     */
    void run(Task task, Runnable holds) throws SQLException, InterruptedException {
        Optional<Moment> until = task.disturbance().duration().map(clock.now()::plus);
        switch (task.disturbance().kind()) {
            case READER, ROW_LOCK, IDLE -> holdTransaction(task, holds);
            case PG_DUMP -> repeat(until, () -> dump(task.application()));
            case VACUUM -> vacuum(task, until);
        }
    }

    private void holdTransaction(Task task, Runnable holds) throws SQLException, InterruptedException {
        String relation = task.relation().orElseThrow();
        Duration duration = task.disturbance().duration().orElseThrow();
        Disturbance.Kind kind = task.disturbance().kind();
        try (Connection connection = HarnessSession.free(server.connect(database, task.application()));
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            Moment end = clock.now().plus(duration);
            statement.execute(kind == Disturbance.Kind.ROW_LOCK ? lockingRows(relation) : reading(relation));
            holds.run();
            if (kind == Disturbance.Kind.READER) {
                for (String sql : sleeping(relation, end.since(clock.now()))) {
                    statement.execute(sql);
                }
            } else {
                clock.sleepUntil(end);
            }
            connection.commit();
        }
    }

    /** One row is enough for the lock on the table. */
    private static String reading(String relation) {
        return "SELECT 1 FROM " + relation + " LIMIT 1";
    }

    private static String lockingRows(String relation) {
        return "SELECT 1 FROM " + relation + " LIMIT " + ROWS + " FOR UPDATE";
    }

    /** A query on the table that is as slow as wanted, whatever the size of the table. */
    private static List<String> sleeping(String relation, Duration left) {
        return left.isNegative()
                ? List.of()
                : List.of(String.format(
                        Locale.ROOT,
                        "SELECT (SELECT 1 FROM %s LIMIT 1), pg_catalog.pg_sleep(%.3f)",
                        relation,
                        left.toNanos() / 1e9));
    }

    private void dump(String application) throws SQLException {
        ProgramResult result = server.run(new ProgramCall(
                "pg_dump",
                List.of("--file=/dev/null", "--dbname=" + database),
                Map.of("PGAPPNAME", application),
                DUMP_DEADLINE));
        if (!result.succeeded()) {
            throw new SQLException("pg_dump: " + result.stderr().strip());
        }
    }

    /**
     * Does not give way, as that of autovacuum does. It has the pace of that, or with a duration the slowest there is,
     * until it is cancelled at its end: the table of a dump may be small. It truncates nothing, because its own ACCESS
     * EXCLUSIVE lock in the write-ahead log could be taken for the migration's.
     */
    private void vacuum(Task task, Optional<Moment> until) throws SQLException {
        try (Connection connection = HarnessSession.free(server.connect(database, task.application()));
                Statement statement = connection.createStatement()) {
            statement.execute("SET vacuum_cost_delay = '" + (until.isPresent() ? "100ms" : "2ms") + "'");
            if (until.isPresent()) {
                statement.execute("SET vacuum_cost_limit = 1");
            }
            String sql = "VACUUM (FREEZE, DISABLE_PAGE_SKIPPING, TRUNCATE false) "
                    + task.relation().orElseThrow();
            repeat(until, () -> {
                if (until.isPresent()) {
                    long left = Math.max(1, until.get().since(clock.now()).toMillis());
                    statement.execute("SET statement_timeout = " + left);
                }
                statement.execute(sql);
            });
        } catch (SQLException e) {
            boolean timeIsUp = until.filter(end -> !clock.now().plus(ROUNDING).isBefore(end))
                    .isPresent();
            if (!timeIsUp || !CANCELLED.equals(e.getSQLState())) {
                throw e;
            }
        }
    }

    /** Something that the server does. */
    @FunctionalInterface
    private interface Action {
        void run() throws SQLException;
    }

    /** Once at least; again for as long as there is time. */
    private void repeat(Optional<Moment> until, Action action) throws SQLException {
        do {
            action.run();
        } while (until.filter(end -> clock.now().isBefore(end)).isPresent());
    }
}
