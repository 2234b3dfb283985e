package dev.dryrun.observe;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dryrun.analysis.Finding;
import dev.dryrun.observe.Rehearsal.Performance;
import dev.dryrun.plan.Disturbance;
import dev.dryrun.plan.Disturbance.Beginning;
import dev.dryrun.plan.Disturbance.Kind;
import dev.dryrun.plan.Retries;
import dev.dryrun.plan.StepPlan;
import dev.dryrun.postgres.TestServer;
import dev.dryrun.time.Span;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * What failed for a lock is run again, and every try is told. Alone, because tries and disturbances of tenths of a
 * second have to meet.
 */
@Tag("quiet")
class RetryIT {

    private static final String LOCK_NOT_AVAILABLE = "55P03";

    private static Rehearsal rehearsal;

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
        rehearsal.given("CREATE TABLE t (id int PRIMARY KEY, v text); INSERT INTO t SELECT i, 'x' FROM"
                + " generate_series(1, 1000) i; CREATE TABLE u (id int)");
    }

    @Test
    void a_step_is_run_again_until_the_reader_is_gone() {
        Performance run = perform("ALTER TABLE t ADD COLUMN z int;", 30, reader(1200, 1));

        assertThat(run.step(1).step().error()).isEmpty();
        List<Try> tries = run.seen().manner().tries().get(1);
        assertThat(tries).hasSizeGreaterThan(1);
        assertThat(states(tries.subList(0, tries.size() - 1))).containsOnly(LOCK_NOT_AVAILABLE);
        assertThat(tries.get(tries.size() - 1).ran().error()).isEmpty();
        assertThat(run.step(1).waitedFor())
                .extracting(span -> span.session().application())
                .contains("dryrun disturbance reader");
        // The waits of all tries count; the time in between does not.
        assertThat(run.step(1).blocking().longestReads().atLeast()).isGreaterThan(Duration.ofMillis(200));
    }

    @Test
    void retries_end_and_the_failure_stays_that_of_the_step() {
        Performance run = perform("ALTER TABLE t ADD COLUMN z int; SELECT 1;", 2, reader(30_000, 1));

        assertThat(run.step(1).step().error().orElseThrow().sqlState()).isEqualTo(LOCK_NOT_AVAILABLE);
        assertThat(run.seen().manner().tries().get(1)).hasSize(3);
        assertThat(run.seen().skipped()).hasSize(1);
    }

    @Test
    void a_block_is_run_again_from_its_begin() throws SQLException {
        Performance run = perform(
                "BEGIN; INSERT INTO u VALUES (1); ALTER TABLE t ADD COLUMN z int; COMMIT;", 30, reader(1000, 1));

        assertThat(run.seen().ran()).hasSize(4).allMatch(step -> step.error().isEmpty());
        List<Try> inserts = run.seen().manner().tries().get(2);
        assertThat(inserts.get(0).undone()).isTrue();
        assertThat(inserts.get(inserts.size() - 1).undone()).isFalse();
        assertThat(run.seen().manner().tries()).containsKeys(1, 2, 3).doesNotContainKey(4);
        assertThat(query("SELECT count(*) FROM u")).isEqualTo("1");
        assertThat(run.analysis().transactions()).hasSize(1);
        assertThat(run.analysis().transactions().get(0).lastStep()).isEqualTo(4);
        assertThat(run.step(2).locks()).noneMatch(lock -> lock.held().atLeast().isNegative());
    }

    @Test
    void what_each_try_wrote_is_told_apart() {
        Performance run = perform(
                "BEGIN; INSERT INTO u SELECT generate_series(1, 20000); ALTER TABLE t ADD COLUMN z int; COMMIT;",
                30,
                reader(800, 1));

        List<Try> inserts = run.seen().manner().tries().get(2);
        assertThat(inserts).hasSizeGreaterThan(1);
        assertThat(inserts)
                .allSatisfy(each -> assertThat(run.seen().walBytes(each.ran()).orElseThrow())
                        .isBetween(20_000L * 40, each.ran().facts().wal().bytes()));
        assertThat(run.seen().walBytes(run.step(4).step())).isPresent();
    }

    @Test
    void what_a_try_before_the_last_had_locked_is_in_the_log() {
        Performance run = perform(
                "DO $$ BEGIN ALTER TABLE u ADD COLUMN IF NOT EXISTS y int; COMMIT; LOCK TABLE t; END $$;",
                30,
                reader(800, 1));

        int tries = run.seen().manner().tries().get(1).size();
        assertThat(tries).isGreaterThan(1);
        long u = run.step(1).step().catalog().relations().values().stream()
                .filter(relation -> relation.name().equals("public.u"))
                .findFirst()
                .orElseThrow()
                .oid();
        assertThat(run.seen().locks().locks().stream()
                        .filter(span -> span.relation() == u && span.mode() == LockMode.ACCESS_EXCLUSIVE))
                .hasSize(tries)
                .allMatch(span -> span.evidence().contains(LockSpan.Evidence.WAL));
    }

    @Test
    void with_single_transaction_the_whole_script_is_run_again() throws SQLException {
        StepPlan plan = plan(true, 30, reader(800, 1));
        Performance run = rehearsal.perform("INSERT INTO u VALUES (1); ALTER TABLE t ADD COLUMN z int;", plan);

        assertThat(run.seen().ran()).allMatch(step -> step.error().isEmpty());
        assertThat(query("SELECT count(*) FROM u")).isEqualTo("1");
    }

    @Test
    void concurrently_is_run_again_without_the_invalid_index_that_it_left() throws SQLException {
        Disturbance writers =
                new Disturbance(Kind.ROW_LOCK, Optional.of("t"), Optional.of(Duration.ofMillis(1500)), Beginning.FIRST);
        Performance run = perform("CREATE INDEX CONCURRENTLY IF NOT EXISTS i ON t (v);", 60, writers);

        assertThat(run.step(1).step().error()).isEmpty();
        assertThat(query("SELECT indisvalid FROM pg_index WHERE indexrelid = 'i'::regclass"))
                .isEqualTo("t");
        assertThat(query("SELECT count(*) FROM pg_index WHERE NOT indisvalid")).isEqualTo("0");
        List<Try> tries = run.seen().manner().tries().get(1);
        assertThat(tries.stream().flatMap(each -> each.dropped().stream())).contains("public.i");
    }

    @Test
    void what_produced_statements_is_run_again_as_it_was_expanded() throws SQLException {
        Performance run = perform(
                "SELECT 7 AS n \\gset\nBEGIN; INSERT INTO u VALUES (:n);\n"
                        + "SELECT 'ALTER TABLE t ADD COLUMN z' || i || ' int' FROM generate_series(1, 2) i \\gexec\nCOMMIT;",
                30,
                reader(800, 1));

        assertThat(run.seen().ran()).allMatch(step -> step.error().isEmpty());
        assertThat(query("SELECT string_agg(id::text, ',') FROM u")).isEqualTo("7");
        assertThat(query("SELECT count(*) FROM pg_attribute WHERE attrelid = 't'::regclass AND attname LIKE 'z_'"))
                .isEqualTo("2");
    }

    @Test
    void a_lock_timeout_is_a_finding_that_names_both_sides() {
        Performance run = perform("ALTER TABLE t ADD COLUMN z int;", 0, reader(30_000, 1));

        Finding finding = finding(run, "lock-timeout");
        assertThat(finding.severity()).isEqualTo(Finding.Severity.DANGER);
        assertThat(finding.relation()).contains("public.t");
        assertThat(finding.message()).contains("dryrun disturbance reader", "active", "pg_sleep");
        assertThat(finding.advice()).contains("--retries");
    }

    @Test
    void a_statement_timeout_names_whom_the_step_waited_for() {
        Performance run = perform(
                "SET lock_timeout = 0; SET statement_timeout = 200; ALTER TABLE t ADD z int;", 0, reader(30_000, 1));

        assertThat(run.seen().ran()).hasSize(3);
        assertThat(finding(run, "statement-timeout").message()).contains("dryrun disturbance reader");
    }

    @Test
    void a_deadlock_is_a_finding_that_names_both_sides() throws Exception {
        Connection application = rehearsal.connect();
        try (application;
                var statement = application.createStatement()) {
            application.setAutoCommit(false);
            statement.execute("LOCK TABLE u");
            Thread other = new Thread(() -> lockWhenTaken(statement));
            other.start();
            StepPlan steps = new StepPlan(false, Optional.empty(), Optional.empty(), Duration.ofMillis(5));
            Performance run = rehearsal.perform("BEGIN; LOCK TABLE t; LOCK TABLE u; COMMIT;", steps);
            other.join(20_000);

            Finding finding = finding(run, "deadlock");
            assertThat(finding.step()).contains(3);
            assertThat(finding.message())
                    .contains("deadlock detected", "dryrun load", "LOCK TABLE t /* theirs */", "public.u", "public.t");
        }
    }

    /** As soon as the migration has the other table. */
    private static void lockWhenTaken(Statement statement) {
        try {
            for (int look = 0; look < 5000; look++) {
                Thread.sleep(2);
                try (var row = statement.executeQuery("SELECT count(*) FROM pg_locks WHERE NOT granted AND"
                        + " relation = 'u'::regclass AND mode = 'AccessExclusiveLock'")) {
                    row.next();
                    if (row.getInt(1) > 0) {
                        statement.execute("LOCK TABLE t /* theirs */");
                        return;
                    }
                }
            }
        } catch (SQLException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Finding finding(Performance run, String code) {
        return run.analysis().findings().stream()
                .filter(finding -> finding.code().equals(code))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void other_errors_are_not_tried_again() {
        Performance run = perform("ALTER TABLE t ADD COLUMN v int;", 5);

        assertThat(run.seen().manner().tries()).isEmpty();
        assertThat(run.step(1).step().error().orElseThrow().sqlState()).isEqualTo("42701");
    }

    @Test
    void the_pause_between_two_tries_is_the_migrations_own_time() {
        StepPlan plan = new StepPlan(
                false,
                Optional.of(Duration.ofMillis(50)),
                Optional.empty(),
                Duration.ofMillis(5),
                new Retries(1, Duration.ofMillis(700)),
                List.of(reader(30_000, 1)),
                Optional.empty());
        Performance run = rehearsal.perform("ALTER TABLE t ADD COLUMN z int;", plan);

        List<Try> tries = run.seen().manner().tries().get(1);
        Span pause = new Span(
                tries.get(0).ran().timing().ended(), tries.get(1).ran().timing().sent());
        assertThat(pause.length()).isGreaterThanOrEqualTo(Duration.ofMillis(700));
        assertThat(run.analysis().time().overhead()).isLessThan(Duration.ofMillis(500));
    }

    private static List<String> states(List<Try> tries) {
        return tries.stream()
                .map(each -> each.ran().error().orElseThrow().sqlState())
                .toList();
    }

    private static Disturbance reader(long millis, int step) {
        return new Disturbance(
                Kind.READER, Optional.of("t"), Optional.of(Duration.ofMillis(millis)), new Beginning(false, step));
    }

    private static Performance perform(String script, int retries, Disturbance... disturbances) {
        return rehearsal.perform(script, plan(false, retries, disturbances));
    }

    private static StepPlan plan(boolean single, int retries, Disturbance... disturbances) {
        return new StepPlan(
                single,
                Optional.of(Duration.ofMillis(150)),
                Optional.empty(),
                Duration.ofMillis(5),
                new Retries(retries, Duration.ofMillis(100)),
                List.of(disturbances),
                Optional.empty());
    }

    private static String query(String sql) throws SQLException {
        return TestServer.query(rehearsal.server(), rehearsal.database(), sql);
    }
}
