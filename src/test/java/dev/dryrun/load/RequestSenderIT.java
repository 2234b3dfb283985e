package dev.dryrun.load;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dryrun.plan.LoadPlan;
import dev.dryrun.plan.LoadRate;
import dev.dryrun.plan.LoadSource;
import dev.dryrun.plan.PoolPlan;
import dev.dryrun.profile.Action;
import dev.dryrun.profile.LoadProfile;
import dev.dryrun.profile.LoadQuery;
import dev.dryrun.profile.SessionClass;
import dev.dryrun.time.Moment;
import dev.dryrun.time.Phases;
import dev.dryrun.time.RunClock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * What a request leaves behind on the connection that it gives back to the pool, and what is told of its end. Alone,
 * because it counts the requests of half a second.
 */
@Tag("quiet")
class RequestSenderIT {

    private static LocalPostgres server;

    private final RunClock clock = RunClock.system();

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
        server.execute(
                "DROP TABLE IF EXISTS t; CREATE TABLE t (id int PRIMARY KEY, note text); INSERT INTO t VALUES (1, 'a')");
    }

    @Test
    void a_request_that_leaves_its_transaction_open_has_failed_and_the_next_one_finds_no_lock_of_it() throws Exception {
        LoadResult result = run(query("BEGIN", "UPDATE t SET note = 'b' WHERE id = 1"), () -> {});

        assertThat(result.phases().get(0).failures())
                .extracting(Failure::message)
                .containsExactly("the request left its transaction open");
        assertThat(result.phases().get(0).counts().errors())
                .as("of two connections, none of which waits for the other's rows for ever")
                .isGreaterThan(50);
    }

    @Test
    void a_plan_that_a_migration_has_made_invalid_in_a_transaction_is_told_by_the_servers_own_code() throws Exception {
        LoadResult result = run(
                query("BEGIN", "SELECT * FROM t", "COMMIT"), () -> server.execute("ALTER TABLE t ADD COLUMN more int"));

        assertThat(result.phases().get(0).failures())
                .extracting(Failure::sqlState)
                .containsExactly("0A000");
    }

    @Test
    void a_session_that_is_ended_from_outside_is_told_by_the_servers_own_code() throws Exception {
        LoadResult result = run(
                query("SELECT pg_sleep(0.02), count(*) FROM t"),
                () -> server.execute(
                        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name LIKE 'dryrun load%'"));

        assertThat(result.phases().get(0).failures())
                .extracting(Failure::sqlState)
                .contains("57P01");
    }

    @Test
    void what_a_function_raises_is_not_repeated() throws Exception {
        LoadResult result = run(
                query("SELECT count(*) FROM t"),
                () -> server.execute("CREATE FUNCTION refuse() RETURNS int LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION"
                        + " 'alice@example.com is blocked'; END $$;"
                        + " ALTER TABLE t RENAME TO hidden; CREATE VIEW t AS SELECT refuse()"));

        assertThat(result.phases().get(0).failures())
                .extracting(Failure::message)
                .contains("(message of a function, not shown)")
                .noneMatch(message -> message.contains("alice"));
        server.execute("DROP VIEW t; DROP FUNCTION refuse; DROP TABLE hidden");
    }

    @Test
    void a_held_connection_keeps_its_statements_and_prepares_again_what_has_failed() throws Exception {
        List<Long> errors = new ArrayList<>();
        for (boolean held : List.of(false, true)) {
            LoadResult result = run(
                    new PoolPlan(2, PoolPlan.TIMEOUT, held),
                    query("BEGIN", "SELECT * FROM t", "COMMIT"),
                    () -> server.execute("ALTER TABLE t ADD COLUMN more int"));
            errors.add(result.phases().get(0).counts().errors());
            assertThat(result.phases().get(0).counts().succeeded()).isGreaterThan(80);
            table();
        }

        // A pool may have handed one of its two out so rarely that the server had nothing prepared there.
        assertThat(errors)
                .as("each connection has one, and goes on")
                .allSatisfy(each -> assertThat(each).isBetween(1L, 2L));
    }

    /** Something that happens while the load runs. */
    private interface Meanwhile {
        void happens() throws Exception;
    }

    private LoadResult run(LoadQuery query, Meanwhile meanwhile) throws Exception {
        return run(new PoolPlan(2, PoolPlan.TIMEOUT, false), query, meanwhile);
    }

    private LoadResult run(PoolPlan pool, LoadQuery query, Meanwhile meanwhile) throws Exception {
        LoadRate rate = new LoadRate.PerSecond(100);
        LoadPlan plan = new LoadPlan(LoadSource.AUTO, rate, pool, Duration.ZERO, Duration.ZERO, Set.of());
        LoadProfile profile = LoadProfile.of("test", List.of(query), List.of());
        try (LoadGenerator load = LoadGenerator.prepare(plan, profile, server.target(), clock)) {
            Moment first = clock.now();
            Phases phases = new Phases();
            phases.begin(Phases.Kind.WARM_UP, 0, first);
            load.start(first, phases);
            clock.sleepUntil(first.plus(Duration.ofMillis(500)));
            meanwhile.happens();
            clock.sleepUntil(clock.now().plus(Duration.ofMillis(500)));
            return load.stop(Duration.ofSeconds(5));
        }
    }

    private static LoadQuery query(String... statements) {
        List<Action> actions = Stream.of(statements)
                .map(sql -> (Action) new Action.Execute(sql, List.of()))
                .toList();
        return new LoadQuery("q", SessionClass.APPLICATION.name(), true, 1, OptionalDouble.empty(), actions);
    }
}
