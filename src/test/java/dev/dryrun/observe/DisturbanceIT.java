package dev.dryrun.observe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.dryrun.disturb.DisturbanceSpan;
import dev.dryrun.observe.Rehearsal.Performance;
import dev.dryrun.plan.BadInput;
import dev.dryrun.plan.Disturbance;
import dev.dryrun.plan.Disturbance.Beginning;
import dev.dryrun.plan.Disturbance.Kind;
import dev.dryrun.plan.Retries;
import dev.dryrun.plan.StepPlan;
import dev.dryrun.postgres.TestServer;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The migration waits for what disturbs it, and the application for the migration. Alone, because a disturbance of
 * tenths of a second has to meet the step that it disturbs.
 */
@Tag("quiet")
class DisturbanceIT {

    private static final String OURS =
            "SELECT count(*) FROM pg_stat_activity WHERE application_name LIKE 'dryrun dist%'";

    private static Rehearsal rehearsal;
    private final ExecutorService others = Executors.newCachedThreadPool();

    @BeforeAll
    static void start() {
        rehearsal = new Rehearsal();
    }

    @AfterAll
    static void stop() {
        rehearsal.close();
    }

    @BeforeEach
    void database() throws SQLException {
        rehearsal.given("CREATE TABLE t (id int PRIMARY KEY, v text); INSERT INTO t SELECT i, repeat('x', 100) FROM"
                + " generate_series(1, 20000) i; CREATE TABLE u (id int)");
    }

    @AfterEach
    void nothing_is_left() throws Exception {
        others.shutdownNow();
        assertThat(others.awaitTermination(20, TimeUnit.SECONDS)).isTrue();
        assertThat(TestServer.query(rehearsal.server(), rehearsal.database(), OURS))
                .isEqualTo("0");
    }

    @ParameterizedTest
    @EnumSource
    void the_migration_waits_for_it_and_a_session_of_the_application_for_the_migration(Kind kind) throws Exception {
        Future<?> application = others.submit(() -> readBehindTheMigration());
        Performance run = perform("ALTER TABLE t ADD COLUMN z int;", disturbance(kind, 1500, Beginning.FIRST));
        application.get(20, TimeUnit.SECONDS);

        assertThat(run.step(1).step().error()).isEmpty();
        assertThat(run.step(1).waitedFor())
                .extracting(span -> span.session().application())
                .contains("dryrun disturbance " + kind.text());
        assertThat(run.step(1).blocked().sessions()).isGreaterThanOrEqualTo(1);
        DisturbanceSpan span = run.seen().manner().disturbances().get(0);
        assertThat(span.error()).isEmpty();
        assertThat(span.relation()).isEqualTo(kind.ofRelation() ? Optional.of("public.t") : Optional.empty());
        assertThat(span.began().orElseThrow())
                .isLessThan(run.seen().ran().get(0).timing().sent());
        assertThat(span.ended()).isPresent();
    }

    @Test
    void it_begins_before_the_step_that_it_is_for() {
        Performance run = perform(
                "ALTER TABLE t ADD COLUMN y int; ALTER TABLE t ADD COLUMN z int;",
                disturbance(Kind.IDLE, 600, new Beginning(false, 2)));

        assertThat(run.step(1).waitedFor()).isEmpty();
        assertThat(run.step(2).waitedFor()).hasSize(1);
        assertThat(run.step(2).waitedFor().get(0).session().state()).isEqualTo("idle in transaction");
    }

    @Test
    void what_begins_during_a_step_stands_behind_it() {
        Performance run = perform(
                "BEGIN; LOCK TABLE t; SELECT pg_sleep(1); COMMIT;",
                disturbance(Kind.READER, 300, new Beginning(true, 3)));

        assertThat(run.step(3).blocked().sessions()).isEqualTo(1);
        assertThat(run.step(3).blocked().longest()).isGreaterThan(Duration.ofMillis(200));
    }

    @Test
    void before_a_step_of_a_block_that_has_locked_the_table_it_only_waits() {
        Performance run = perform(
                "BEGIN; LOCK TABLE t; SELECT pg_sleep(0.5); COMMIT;",
                disturbance(Kind.READER, 300, new Beginning(false, 3)));

        assertThat(run.seen().ran()).allMatch(step -> step.error().isEmpty());
        assertThat(run.step(3).blocked().sessions()).isEqualTo(1);
    }

    @Test
    void it_ends_with_the_trial_and_one_whose_step_never_came_has_no_beginning() {
        Performance run = perform(
                "SELECT 1;",
                disturbance(Kind.READER, 600_000, Beginning.FIRST),
                disturbance(Kind.READER, 600_000, new Beginning(true, 2)),
                disturbance(Kind.PG_DUMP, 600_000, Beginning.FIRST),
                disturbance(Kind.IDLE, 600_000, Beginning.FIRST));

        List<DisturbanceSpan> spans = run.seen().manner().disturbances();
        assertThat(spans).allMatch(span -> span.error().isEmpty());
        assertThat(spans.get(0).ended()).isPresent();
        assertThat(spans.get(1).began()).isEmpty();
        assertThat(spans.get(1).application()).isEqualTo("dryrun disturbance reader 2");
    }

    @Test
    void a_table_that_is_not_there_is_bad_input() {
        assertRefused("nowhere", "has no relation nowhere");
        assertRefused("nowhere.t", "has no relation nowhere.t");
        assertRefused("a.b.c.d", "is no name of a relation");
        assertRefused("t_pkey", "t_pkey is no table");
    }

    private static void assertRefused(String relation, String why) {
        Disturbance disturbance = new Disturbance(
                Kind.READER, Optional.of(relation), Optional.of(Duration.ofSeconds(1)), Beginning.FIRST);
        assertThatThrownBy(() -> perform("SELECT 1;", disturbance))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining(why);
    }

    /** Reads as soon as the migration waits for its lock. */
    private static Void readBehindTheMigration() throws Exception {
        try (Connection connection = rehearsal.connect();
                var statement = connection.createStatement()) {
            boolean waits = false;
            for (int look = 0; look < 6000 && !waits; look++) {
                Thread.sleep(2);
                try (var row = statement.executeQuery(
                        "SELECT count(*) FROM pg_locks WHERE NOT granted AND mode = 'AccessExclusiveLock'"
                                + " AND relation = 't'::regclass")) {
                    row.next();
                    waits = row.getInt(1) > 0;
                }
            }
            statement.execute("SELECT count(*) FROM t");
        }
        return null;
    }

    private static Disturbance disturbance(Kind kind, long millis, Beginning beginning) {
        return new Disturbance(
                kind,
                kind.ofRelation() ? Optional.of("t") : Optional.empty(),
                Optional.of(Duration.ofMillis(millis)),
                beginning);
    }

    private static Performance perform(String script, Disturbance... disturbances) {
        return rehearsal.perform(
                script,
                new StepPlan(
                        false,
                        Optional.empty(),
                        Optional.empty(),
                        Duration.ofMillis(5),
                        Retries.NONE,
                        List.of(disturbances),
                        Optional.empty()));
    }
}
