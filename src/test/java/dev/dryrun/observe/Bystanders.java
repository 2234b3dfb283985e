package dev.dryrun.observe;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Sessions beside the migration. They wait for facts, not for time, so that a busy machine changes nothing. */
final class Bystanders implements AutoCloseable {

    /** Made in the database so that a script, too, can wait until others do; whoever looks next sees them waiting. */
    static final String UNTIL_WAITING = """
            CREATE FUNCTION until_waiting(n int) RETURNS void LANGUAGE plpgsql AS $$
            BEGIN
              FOR i IN 1 .. 2000 LOOP
                EXIT WHEN (SELECT count(DISTINCT pid) FROM pg_locks WHERE NOT granted) >= n;
                PERFORM pg_sleep(0.01);
              END LOOP;
            END $$;
            """;

    private static final int MOST_LOOKS = 4000;
    private static final long PAUSE_MILLIS = 5;

    private final Rehearsal rehearsal;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final List<Future<?>> running = new ArrayList<>();

    Bystanders(Rehearsal rehearsal) {
        this.rehearsal = rehearsal;
    }

    /** So many sessions wait for a lock. */
    static String waiting(int sessions) {
        return "(SELECT count(DISTINCT pid) FROM pg_locks WHERE NOT granted) >= " + sessions;
    }

    /** Somebody has been granted a lock on a table. */
    static String locked(String table, LockMode mode) {
        return "EXISTS (SELECT FROM pg_locks WHERE granted AND relation = '" + table + "'::regclass AND mode = '"
                + mode.pgName() + "')";
    }

    /** Runs statements, each in its own transaction, once a condition holds. */
    void run(String when, String... statements) {
        running.add(threads.submit(() -> {
            try (Connection connection = rehearsal.connect();
                    Statement statement = connection.createStatement()) {
                await(when);
                for (String sql : statements) {
                    statement.execute(sql);
                }
            }
            return null;
        }));
    }

    /** Runs statements in one transaction and stays idle in it until a condition holds; returns when they are done. */
    void hold(String application, String until, String... statements) throws SQLException {
        Connection connection = rehearsal.server().connect(rehearsal.database(), application);
        connection.setAutoCommit(false);
        try (Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
        running.add(threads.submit(() -> {
            try {
                await(until);
                // What waits now is to be seen by some samples.
                Thread.sleep(20 * PAUSE_MILLIS);
                connection.rollback();
            } finally {
                connection.close();
            }
            return null;
        }));
    }

    private void await(String condition) throws SQLException, InterruptedException {
        try (Connection connection = rehearsal.connect();
                Statement statement = connection.createStatement()) {
            for (int look = 0; look < MOST_LOOKS; look++) {
                try (var row = statement.executeQuery("SELECT " + condition)) {
                    row.next();
                    if (row.getBoolean(1)) {
                        return;
                    }
                }
                Thread.sleep(PAUSE_MILLIS);
            }
        }
        throw new IllegalStateException("it never came about: " + condition);
    }

    /** Waits for all, and fails where one has. */
    @Override
    public void close() {
        try {
            for (Future<?> each : running) {
                each.get(30, TimeUnit.SECONDS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while sessions were still at work", e);
        } catch (ExecutionException | TimeoutException e) {
            throw new IllegalStateException("a session beside the migration failed", e);
        } finally {
            threads.shutdownNow();
        }
    }
}
