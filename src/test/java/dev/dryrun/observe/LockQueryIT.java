package dev.dryrun.observe;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dryrun.observe.LockReading.OwnLock;
import dev.dryrun.observe.LockReading.Waiter;
import dev.dryrun.time.RunClock;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * The cheaper query of a moment without waiters tells what the whole one tells. Alone, because parallel workers are to
 * be seen within the tenths of a second that they work.
 */
@Tag("quiet")
class LockQueryIT {

    private static Rehearsal rehearsal;

    private final RunClock clock = RunClock.system();
    private Connection migration;
    private Connection sampler;
    private LockQuery query;
    private int pid;

    @BeforeAll
    static void start() {
        rehearsal = new Rehearsal(Map.of("max_parallel_workers_per_gather", "2"));
    }

    @AfterAll
    static void stop() {
        rehearsal.close();
    }

    @BeforeEach
    void connect() throws SQLException {
        rehearsal.given("CREATE TABLE t (id int PRIMARY KEY, v text);"
                + " INSERT INTO t SELECT i, repeat('x', 100) FROM generate_series(1, 100000) i; ANALYZE t");
        migration = rehearsal.connect();
        sampler = rehearsal.connect();
        query = new LockQuery(sampler, rehearsal.server().major(), clock);
        pid = pid(migration);
        query.watch(Set.of(pid));
    }

    @AfterEach
    void disconnect() throws SQLException {
        query.close();
        sampler.close();
        migration.close();
    }

    @Test
    void nobody_waits_and_both_queries_tell_the_same_locks_and_transaction() throws SQLException {
        migration.setAutoCommit(false);
        run(migration, "ALTER TABLE t ADD COLUMN w int");

        LockReading whole = query.read();
        LockReading quiet = query.read();

        assertThat(whole.own()).isNotEmpty().hasSameSizeAs(quiet.own()).containsAll(quiet.own());
        assertThat(whole.transactions()).hasSize(1).isEqualTo(quiet.transactions());
        assertThat(quiet.walPosition()).isGreaterThanOrEqualTo(whole.walPosition());
    }

    @Test
    void somebody_who_begins_to_wait_is_in_the_next_reading() throws Exception {
        migration.setAutoCommit(false);
        run(migration, "LOCK TABLE t");
        query.read();
        assertThat(query.read().waiters()).isEmpty();
        try (Connection other = rehearsal.connect()) {
            CompletableFuture<Void> reading = CompletableFuture.runAsync(() -> run(other, "SELECT count(*) FROM t"));
            Set<Integer> waiting = Set.of();
            for (int i = 0; i < 1000 && waiting.isEmpty(); i++) {
                waiting = query.read().waiters().stream().map(Waiter::pid).collect(Collectors.toSet());
                Thread.sleep(2);
            }
            assertThat(waiting).containsExactly(pid(other, reading));
        }
    }

    @Test
    void the_locks_of_parallel_workers_are_those_of_their_session() throws Exception {
        run(
                migration,
                "SET parallel_setup_cost = 0; SET parallel_tuple_cost = 0; SET min_parallel_table_scan_size = 0");
        CompletableFuture<Void> counting = CompletableFuture.runAsync(
                () -> run(migration, "SELECT count(*) FROM t, pg_sleep(0.2) WHERE md5(repeat(v, 50)) <> ''"));
        Set<Integer> workers = new HashSet<>();
        while (!counting.isDone()) {
            LockReading reading = query.read();
            reading.own().forEach(lock -> assertThat(lock.session()).isEqualTo(pid));
            reading.own().stream()
                    .map(OwnLock::pid)
                    .filter(process -> process != pid)
                    .forEach(workers::add);
        }
        assertThat(workers).isNotEmpty();
    }

    private int pid(Connection connection, CompletableFuture<Void> until) throws Exception {
        migration.rollback();
        until.get();
        return pid(connection);
    }

    private static int pid(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT pg_backend_pid()")) {
            row.next();
            return row.getInt(1);
        }
    }

    private static void run(Connection connection, String sql) {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException failed) {
            throw new IllegalStateException(failed);
        }
    }
}
