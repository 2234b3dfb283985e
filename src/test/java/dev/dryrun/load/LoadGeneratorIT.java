package dev.dryrun.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.dryrun.plan.LoadPlan;
import dev.dryrun.plan.NoVerdict;
import dev.dryrun.profile.LoadProfile;
import dev.dryrun.profile.LoadQuery;
import dev.dryrun.time.Moment;
import dev.dryrun.time.Phases;
import dev.dryrun.time.RunClock;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Alone, because it counts the requests of half a second and measures how late they were. */
@Tag("quiet")
class LoadGeneratorIT {

    private static final double RATE = 200;
    private static LocalPostgres server;

    private final RunClock clock = RunClock.system();
    private final Phases phases = new Phases();

    @BeforeAll
    static void start() throws Exception {
        server = LocalPostgres.start();
    }

    @AfterAll
    static void stop() throws Exception {
        server.close();
    }

    @BeforeEach
    void table() throws Exception {
        server.execute("DROP TABLE IF EXISTS t; CREATE TABLE t (id int PRIMARY KEY, note text);"
                + " INSERT INTO t SELECT i, 'n' FROM generate_series(1, 100) i");
    }

    @Test
    void the_stall_of_a_lock_is_felt_by_every_request_that_was_due_in_it() throws Exception {
        LoadResult result;
        Phases.Phase locked;
        Moment to;
        try (LoadGenerator load = prepare(4);
                Connection migration = migration()) {
            Moment first = begin(load);
            clock.sleepUntil(first.plus(Duration.ofMillis(500)));
            execute(migration, "LOCK TABLE t IN ACCESS EXCLUSIVE MODE");
            Moment from = clock.now();
            locked = phases.begin(Phases.Kind.STEP, 1, from);
            clock.sleepUntil(from.plus(Duration.ofSeconds(1)));
            migration.rollback();
            to = clock.now();
            phases.begin(Phases.Kind.COOL_DOWN, 0, to);
            clock.sleepUntil(clock.now().plus(Duration.ofMillis(500)));
            result = load.stop(Duration.ofSeconds(10));
            assertThat(result.firstDue()).isEqualTo(first);
        }
        long dueInAll = due(result.firstDue(), result.end());
        assertThat(requests(result)).isBetween(dueInAll - 1, dueInAll + 1);
        PhaseLoad stall = result.in(locked).orElseThrow();
        long due = due(locked.start(), to);
        assertThat(stall.counts().requests()).isBetween(due - 1, due + 1);
        assertThat(stall.response().max()).isGreaterThan(Duration.ofMillis(900));
        assertThat(stall.response().p99()).isGreaterThan(Duration.ofMillis(800));
        assertThat(stall.response().p50()).isGreaterThan(Duration.ofMillis(300));
        assertThat(stall.counts().over100ms()).isGreaterThan(150);
        assertThat(stall.counts().late())
                .as("16 workers cannot begin 200 requests")
                .isGreaterThan(100);
        assertThat(stall.counts().succeeded()).isEqualTo(stall.counts().requests());
        assertThat(stall.service().p50())
                .as("what a closed loop would have reported")
                .isLessThan(stall.response().p50().dividedBy(2));
        assertThat(result.baseline().orElseThrow().counts().succeeded()).isPositive();
        assertThat(result.pool().longestWait()).isGreaterThan(Duration.ofMillis(500));
        assertThat(result.pool().reopened()).isZero();
    }

    @Test
    void errors_are_counted_by_sqlstate_message_and_query() throws Exception {
        try (LoadGenerator load = prepare(2)) {
            Moment first = begin(load);
            clock.sleepUntil(first.plus(Duration.ofMillis(200)));
            server.execute("ALTER TABLE t DROP COLUMN note");
            Phases.Phase dropped = phases.begin(Phases.Kind.STEP, 1, clock.now());
            clock.sleepUntil(clock.now().plus(Duration.ofMillis(300)));
            LoadResult result = load.stop(Duration.ofSeconds(5));

            PhaseLoad step = result.in(dropped).orElseThrow();
            assertThat(step.counts().errors())
                    .isEqualTo(step.counts().requests())
                    .isGreaterThan(40);
            assertThat(step.failures())
                    .extracting(Failure::sqlState, Failure::message, Failure::query)
                    .containsExactlyInAnyOrder(
                            tuple("42703", "column \"note\" does not exist", "read"),
                            tuple("42703", "column \"note\" does not exist", "update"));
            assertThat(step.failures().stream().mapToLong(Failure::count).sum())
                    .isEqualTo(step.counts().errors());
        }
    }

    @Test
    void requests_behind_a_lock_that_is_never_released_are_stuck_and_their_backends_end() throws Exception {
        try (LoadGenerator load = prepare(2);
                Connection migration = migration()) {
            Moment first = begin(load);
            execute(migration, "LOCK TABLE t IN ACCESS EXCLUSIVE MODE");
            phases.begin(Phases.Kind.STEP, 1, clock.now());
            clock.sleepUntil(clock.now().plus(Duration.ofMillis(500)));
            Moment end = clock.now();
            LoadResult result = load.stop(Duration.ofMillis(300));

            PhaseLoad step = result.phases().get(1);
            assertThat(step.counts().stuck()).isEqualTo(step.counts().requests());
            assertThat(step.response().max()).isGreaterThan(Duration.ofMillis(700));
            long due = due(first, result.end());
            assertThat(requests(result)).isBetween(due - 1, due + 1);
            assertThat(clock.now().since(end)).isLessThan(Duration.ofSeconds(5));
            awaitNoLoadSessions();
        }
        assertThat(threads()).isZero();
    }

    @Test
    void an_end_that_is_interrupted_can_still_be_had_and_is_the_first_one() throws Exception {
        try (LoadGenerator load = prepare(2);
                Connection migration = migration()) {
            begin(load);
            execute(migration, "LOCK TABLE t IN ACCESS EXCLUSIVE MODE");
            clock.sleepUntil(clock.now().plus(Duration.ofMillis(300)));
            Thread.currentThread().interrupt();
            assertThatThrownBy(() -> load.stop(Duration.ofSeconds(10))).isInstanceOf(InterruptedException.class);
            Moment interrupted = clock.now();
            clock.sleepUntil(interrupted.plus(Duration.ofMillis(200)));

            LoadResult result = load.stop(Duration.ofMillis(300));

            assertThat(result.end()).isLessThanOrEqualTo(interrupted);
            assertThat(result.phases().get(0).counts().stuck()).isPositive();
            awaitNoLoadSessions();
        }
        assertThat(threads()).isZero();
    }

    @Test
    void what_the_server_cancels_is_a_timeout() throws Exception {
        server.execute("ALTER DATABASE postgres SET statement_timeout = '100ms'");
        try (LoadGenerator load = prepare(2);
                Connection migration = migration()) {
            begin(load);
            execute(migration, "LOCK TABLE t IN ACCESS EXCLUSIVE MODE");
            clock.sleepUntil(clock.now().plus(Duration.ofMillis(300)));
            migration.rollback();
            LoadResult result = load.stop(Duration.ofSeconds(5));

            PhaseLoad phase = result.phases().get(0);
            assertThat(phase.counts().timeouts()).isPositive();
            assertThat(phase.counts().errors()).isZero();
            assertThat(phase.failures()).allMatch(failure -> failure.sqlState().equals("57014"));
        } finally {
            server.execute("ALTER DATABASE postgres RESET statement_timeout");
        }
    }

    @Test
    void a_load_beyond_the_machine_is_saturated() throws Exception {
        LoadQuery slow = LoadQuery.of(
                "slow", "SELECT pg_sleep(0.2) WHERE ?::int > 0", false, List.of(List.of(Optional.of("1"))));
        LoadPlan plan = LoadPlan.automatic(50, 2, Duration.ZERO, Duration.ZERO);
        LoadProfile profile = LoadProfile.of("test", List.of(slow), List.of());
        try (LoadGenerator load = LoadGenerator.prepare(plan, profile, server.target(), clock)) {
            Moment first = begin(load);
            clock.sleepUntil(first.plus(Duration.ofSeconds(1)));

            assertThat(load.stop(Duration.ofMillis(100)).saturated()).isTrue();
        }
    }

    @Test
    void every_connection_is_open_and_known_by_name_before_the_start_and_gone_after_the_close() throws Exception {
        try (Connection other = server.connect()) {
            try (LoadGenerator load = prepare(3)) {
                assertThat(load).isNotNull();
                assertThat(loadSessions(other)).isEqualTo(3);
            }
            awaitNoLoadSessions();
            assertThat(number(other, "SELECT count(DISTINCT xmin::text) FROM t"))
                    .as("nothing was written")
                    .isEqualTo(1);
        }
        assertThat(threads()).isZero();
    }

    @Test
    void a_server_that_does_not_answer_is_no_verdict() throws Exception {
        LoadTarget nowhere = new LoadTarget("jdbc:postgresql://127.0.0.1:1/postgres", "postgres", "secret");

        assertThatThrownBy(() -> LoadGenerator.prepare(plan(2), profile(), nowhere, clock))
                .isInstanceOf(NoVerdict.class)
                .hasMessageContaining("opening the load's 2 connections")
                .hasMessageNotContaining("secret");
    }

    private LoadGenerator prepare(int connections) {
        return LoadGenerator.prepare(plan(connections), profile(), server.target(), clock);
    }

    private static LoadPlan plan(int connections) {
        return LoadPlan.automatic(RATE, connections, Duration.ZERO, Duration.ZERO);
    }

    private static LoadProfile profile() {
        List<List<Optional<String>>> ids = IntStream.rangeClosed(1, 100)
                .mapToObj(i -> List.of(Optional.of(Integer.toString(i))))
                .toList();
        LoadQuery read = LoadQuery.of("read", "SELECT id, note FROM t WHERE id = ?", false, ids)
                .withWeight(4);
        LoadQuery update = LoadQuery.of("update", "UPDATE t SET note = note WHERE id = ?", true, ids);
        return LoadProfile.of("test", List.of(read, update), List.of());
    }

    private Moment begin(LoadGenerator load) {
        Moment first = clock.now().plus(Duration.ofMillis(20));
        phases.begin(Phases.Kind.WARM_UP, 0, clock.now());
        load.start(first, phases);
        return first;
    }

    private static long due(Moment first, Moment end) {
        return Math.round(end.since(first).toNanos() * RATE / 1e9);
    }

    private static long requests(LoadResult result) {
        return result.phases().stream()
                .mapToLong(phase -> phase.counts().requests())
                .sum();
    }

    private static Connection migration() throws SQLException {
        Connection connection = server.connect();
        connection.setAutoCommit(false);
        return connection;
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static long loadSessions(Connection connection) throws SQLException {
        return number(connection, "SELECT count(*) FROM pg_stat_activity WHERE application_name = 'dryrun load'");
    }

    private void awaitNoLoadSessions() throws Exception {
        // A backend takes a moment to notice that its client is gone.
        Moment deadline = clock.now().plus(Duration.ofSeconds(3));
        try (Connection connection = server.connect()) {
            while (loadSessions(connection) > 0 && clock.now().isBefore(deadline)) {
                clock.sleepUntil(clock.now().plus(Duration.ofMillis(20)));
            }
            assertThat(loadSessions(connection)).isZero();
        }
    }

    private static long number(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return row.getLong(1);
        }
    }

    private static long threads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().startsWith("dryrun"))
                .count();
    }
}
