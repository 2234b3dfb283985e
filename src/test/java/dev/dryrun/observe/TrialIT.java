package dev.dryrun.observe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.dryrun.analysis.FileChange;
import dev.dryrun.analysis.Finding;
import dev.dryrun.analysis.RelationLock;
import dev.dryrun.observe.LockSpan.Evidence;
import dev.dryrun.observe.Rehearsal.Performance;
import dev.dryrun.plan.StepPlan;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Alone, because what is held for some hundredths of a second is to be seen by a sample. */
@Tag("quiet")
class TrialIT {

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
        rehearsal.given("""
                CREATE TABLE orders (id bigint PRIMARY KEY, total int, note text);
                INSERT INTO orders SELECT i, i % 100, repeat('x', 50) FROM generate_series(1, 20000) i;
                CREATE INDEX orders_total_idx ON orders (total);
                """);
    }

    @Test
    void a_volatile_default_rewrites_the_table_under_access_exclusive() {
        Performance run = rehearsal.perform("ALTER TABLE orders ADD COLUMN key uuid DEFAULT gen_random_uuid();");
        assertThat(run.modes(1, "public.orders")).contains(LockMode.ACCESS_EXCLUSIVE);
        assertThat(run.step(1).files())
                .extracting(file -> file.relation().name(), FileChange::cause)
                .contains(tuple("public.orders", FileChange.Cause.REWRITE));
        assertThat(walBytes(run, 1)).isGreaterThan(20_000 * 70);
        assertThat(run.step(1).step().facts().sizeDelta())
                .hasValueSatisfying(delta -> assertThat(delta).isPositive());
    }

    @Test
    void nobody_waits_for_a_table_that_the_migration_has_made_until_it_takes_the_place_of_another() {
        Performance run = rehearsal.perform("""
                CREATE TABLE orders_new (LIKE orders);
                BEGIN; LOCK TABLE orders_new; SELECT pg_sleep(0.05); COMMIT;
                BEGIN; DROP TABLE orders; ALTER TABLE orders_new RENAME TO orders; COMMIT;
                BEGIN; LOCK TABLE orders; SELECT pg_sleep(0.05); COMMIT;
                """);
        assertThat(run.step(3).locks().get(0).created()).isTrue();
        assertThat(run.step(3).blocking().reads()).isEmpty();
        assertThat(run.step(11).locks().get(0).created()).isFalse();
        assertThat(run.step(11).blocking().reads()).containsOnlyKeys("public.orders");
    }

    @Test
    void a_table_that_the_migration_has_made_counts_once_something_may_lead_to_it() {
        Performance run = rehearsal.perform("""
                CREATE TABLE audit (id bigint);
                CREATE FUNCTION note() RETURNS trigger LANGUAGE plpgsql AS $$
                    BEGIN INSERT INTO audit VALUES (NEW.id); RETURN NEW; END $$;
                CREATE TRIGGER noted AFTER INSERT ON orders FOR EACH ROW EXECUTE FUNCTION note();
                BEGIN; LOCK TABLE audit IN SHARE MODE; SELECT pg_sleep(0.05); COMMIT;
                """);
        assertThat(run.step(5).blocking().writes()).containsOnlyKeys("public.audit");
        assertThat(run.step(5).locks().get(0).created()).isFalse();
    }

    @Test
    void a_table_swapped_in_one_statement_keeps_those_waiting_who_know_its_name() {
        Performance run = rehearsal.perform("""
                DO $$ BEGIN
                    CREATE TABLE fresh (LIKE orders);
                    ALTER TABLE orders RENAME TO outdated;
                    ALTER TABLE fresh RENAME TO orders;
                END $$;
                BEGIN; LOCK TABLE orders; SELECT pg_sleep(0.05); COMMIT;
                """);
        assertThat(run.step(3).blocking().reads()).containsOnlyKeys("public.orders");
    }

    @Test
    void an_index_on_a_table_of_the_migration_itself_is_no_danger_and_one_on_another_is() {
        Performance run = rehearsal.perform(
                "CREATE TABLE fresh (id int); CREATE INDEX ON fresh (id); CREATE INDEX ON orders (note);");
        assertThat(run.analysis().findings())
                .filteredOn(finding -> finding.code().equals("index-blocks-writes"))
                .extracting(finding -> finding.step().orElseThrow())
                .containsExactly(3);
    }

    @Test
    void a_table_locked_for_a_moment_over_several_steps_is_no_finding_and_one_locked_for_long_is() {
        String script = "BEGIN; ALTER TABLE orders ADD COLUMN a int; SELECT pg_sleep(%s); SELECT 1; COMMIT;";
        assertThat(codes(script.formatted("0.3"))).contains("held-over-later-steps");
        assertThat(codes("BEGIN; SELECT 1; SELECT 2; COMMIT;")).doesNotContain("held-over-later-steps");
    }

    private static List<String> codes(String script) {
        return rehearsal.perform(script).analysis().findings().stream()
                .map(Finding::code)
                .toList();
    }

    @Test
    void a_constant_default_rewrites_nothing() {
        Performance run = rehearsal.perform("ALTER TABLE orders ADD COLUMN kind text DEFAULT 'web';");
        assertThat(run.modes(1, "public.orders")).containsExactly(LockMode.ACCESS_EXCLUSIVE);
        assertThat(run.step(1).files()).isEmpty();
        assertThat(walBytes(run, 1)).isBetween(1L, 200_000L);
    }

    @Test
    void the_cause_of_a_new_file_is_told_apart() {
        Performance run = rehearsal.perform("TRUNCATE orders; REINDEX INDEX orders_total_idx; VACUUM FULL orders;");
        assertThat(run.step(1).files()).extracting(FileChange::cause).containsOnly(FileChange.Cause.TRUNCATE);
        assertThat(run.step(2).files())
                .extracting(file -> file.relation().name(), FileChange::cause)
                .containsExactly(tuple("public.orders_total_idx", FileChange.Cause.REINDEX));
        assertThat(run.step(3).files())
                .extracting(file -> file.relation().name(), FileChange::cause)
                .contains(tuple("public.orders", FileChange.Cause.REWRITE));
    }

    @Test
    void a_lock_in_a_block_is_held_to_the_end_of_the_block_and_belongs_to_the_step_that_took_it() {
        Performance run = rehearsal.perform(
                "BEGIN; ALTER TABLE orders ADD COLUMN a int; SELECT pg_sleep(0.2); UPDATE orders SET a = 1 WHERE id = 1; COMMIT;");
        RelationLock lock = run.step(2).locks().get(0);
        assertThat(lock.mode()).isEqualTo(LockMode.ACCESS_EXCLUSIVE);
        assertThat(lock.releasedAfterStep()).isEqualTo(5);
        assertThat(lock.held().atLeast()).isGreaterThan(Duration.ofMillis(200));
        assertThat(run.step(2).blocking().longestReads().atLeast()).isGreaterThan(Duration.ofMillis(200));
        assertThat(run.step(3).locks()).isEmpty();
        assertThat(run.step(4).blocking().longestReads().atMost()).isZero();
        assertThat(run.analysis().transactions()).hasSize(1);
        assertThat(run.analysis().transactions().get(0).lastStep()).isEqualTo(5);
    }

    @Test
    void the_snapshot_finds_a_lock_that_is_far_shorter_than_the_sample_interval() {
        StepPlan rarely = new StepPlan(false, Optional.empty(), Optional.empty(), Duration.ofSeconds(10));
        Performance run = rehearsal.perform("ALTER TABLE orders ALTER COLUMN note SET STATISTICS 10;", rarely);
        assertThat(run.modes(1, "public.orders")).containsExactly(LockMode.SHARE_UPDATE_EXCLUSIVE);
        assertThat(run.step(1).locks().get(0).evidence()).containsExactly(Evidence.SNAPSHOT);
    }

    @Test
    void our_own_questions_in_a_block_leave_no_locks_in_the_report() {
        Performance run = rehearsal.perform("BEGIN; CREATE TABLE a (x int); CREATE TABLE b (x int); COMMIT;");
        assertThat(run.step(2).locks()).allMatch(RelationLock::created);
        assertThat(run.step(3).locks()).allMatch(RelationLock::created).isNotEmpty();
    }

    @Test
    void what_a_block_creates_and_drops_again_has_a_name_and_blocks_nobody() {
        Performance run = rehearsal.perform("BEGIN; CREATE TABLE a (x int); DROP TABLE a; COMMIT;");
        assertThat(run.step(2).step().facts().created())
                .extracting(Relation::name)
                .contains("public.a");
        assertThat(run.step(3).step().facts().dropped())
                .extracting(Relation::name)
                .contains("public.a");
        assertThat(run.step(3).blocking().longestReads().atMost()).isZero();
    }

    @Test
    void a_concurrent_index_build_is_seen_by_the_sampler() throws SQLException {
        rehearsal.given("CREATE TABLE big AS SELECT i, md5(i::text) v FROM generate_series(1, 400000) i");
        Performance run = rehearsal.perform("CREATE INDEX CONCURRENTLY big_v_idx ON big (v);");
        assertThat(run.modes(1, "public.big")).contains(LockMode.SHARE_UPDATE_EXCLUSIVE);
        assertThat(run.step(1).blocking().writes()).isEmpty();
        assertThat(run.step(1).blocking().longestWrites().atLeast()).isZero();
        assertThat(run.step(1).step().facts().created())
                .extracting(Relation::name)
                .contains("public.big_v_idx");
        assertThat(run.analysis().findings())
                .extracting(finding -> finding.code())
                .contains("locks-only-sampled");
    }

    @Test
    void temporary_files_count_for_the_step_that_wrote_them() {
        Performance run = rehearsal.perform(
                "SET work_mem = '64kB'; CREATE TABLE c AS SELECT note, id FROM orders ORDER BY note, id DESC; SELECT 1;");
        assertThat(tempBytes(run, 2)).isGreaterThan(500_000);
        assertThat(tempBytes(run, 3)).isZero();
    }

    @Test
    void the_session_has_the_settings_that_psql_would_have() throws SQLException {
        try (var connection = rehearsal.connect();
                var statement = connection.createStatement()) {
            statement.execute(
                    "DO $$ BEGIN EXECUTE format('ALTER DATABASE %I SET timezone = ''Asia/Tokyo''', current_database()); END $$");
        }
        rehearsal.perform("CREATE TABLE seen AS SELECT current_setting('TimeZone') AS zone;");
        try (var connection = rehearsal.connect();
                var statement = connection.createStatement();
                var row = statement.executeQuery("SELECT zone FROM seen")) {
            row.next();
            assertThat(row.getString(1)).isEqualTo("Asia/Tokyo");
        }
    }

    @Test
    void a_style_of_dates_that_the_driver_refuses_is_the_sessions_all_the_same() throws SQLException {
        try (var connection = rehearsal.connect();
                var statement = connection.createStatement()) {
            statement.execute("DO $$ BEGIN EXECUTE format('ALTER DATABASE %I SET datestyle = ''German''',"
                    + " current_database()); END $$");
        }
        Performance run = rehearsal.perform("SELECT 1 / (date '2020-02-01'::text = '01.02.2020')::int;");
        assertThat(run.step(1).step().error()).isEmpty();
    }

    private static long walBytes(Performance run, int step) {
        return run.seen().walBytes(run.step(step).step()).orElseThrow();
    }

    private static long tempBytes(Performance run, int step) {
        return run.seen().tempBytes(run.step(step).step()).orElseThrow();
    }
}
