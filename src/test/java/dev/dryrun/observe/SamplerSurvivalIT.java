package dev.dryrun.observe;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dryrun.observe.Rehearsal.Performance;
import dev.dryrun.plan.LoadPlan;
import java.sql.SQLException;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Migrations that lock the catalogs which everybody else reads: the sampler must not wait for them. Alone, because it
 * measures the longest time without a sample.
 */
@Tag("quiet")
class SamplerSurvivalIT {

    /** On a busy machine a sample may come late, but not as late as one that has waited for the lock. */
    private static final Duration LATE = Duration.ofMillis(700);

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
        rehearsal.given("CREATE TABLE t (id int PRIMARY KEY, v text); INSERT INTO t VALUES (1, 'a')");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "LOCK TABLE pg_class, pg_attribute, pg_index, pg_type, pg_proc, pg_namespace",
                "LOCK TABLE pg_authid, pg_database, pg_auth_members, pg_db_role_setting, pg_tablespace",
                "REINDEX TABLE pg_class",
                "CLUSTER pg_class USING pg_class_oid_index",
                "ALTER ROLE postgres SET work_mem = '5MB'"
            })
    void a_catalog_locked_in_a_block_stops_no_sample(String statement) {
        Performance run = rehearsal.perform("BEGIN; " + statement + "; SELECT pg_sleep(1); COMMIT;");

        assertThat(run.analysis().steps())
                .hasSize(4)
                .allMatch(step -> step.step().error().isEmpty());
        assertThat(run.seen().incomplete()).isEmpty();
        Sampling sampling = run.seen().locks().sampling();
        assertThat(sampling.samples()).isGreaterThan(50);
        assertThat(sampling.gapMax()).isLessThan(LATE);
        assertThat(run.step(2).locks()).isNotEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"VACUUM FULL pg_attribute", "VACUUM FULL pg_class"})
    void a_catalog_that_is_written_anew_stops_no_sample(String statement) {
        Performance run = rehearsal.perform("SELECT 1; " + statement + "; SELECT 2;");

        assertThat(run.seen().incomplete()).isEmpty();
        assertThat(run.analysis().steps()).hasSize(3);
        assertThat(run.step(3).step().error()).isEmpty();
        assertThat(run.seen().locks().sampling().gapMax()).isLessThan(LATE);
    }

    /** What the load sends then waits, as the application's would; its sessions are open already. */
    @Test
    void a_locked_catalog_keeps_the_load_waiting_and_not_the_sampler() {
        LoadPlan load = LoadPlan.automatic(50, 4, Duration.ofSeconds(1), Duration.ofMillis(500));

        Performance run = rehearsal.performUnder(
                load,
                "BEGIN; LOCK TABLE pg_class, pg_attribute; ALTER TABLE t ADD COLUMN w int;"
                        + " SELECT pg_sleep(1); COMMIT;");

        assertThat(run.seen().incomplete()).isEmpty();
        assertThat(run.seen().locks().sampling().gapMax()).isLessThan(LATE);
        assertThat(run.analysis().steps()).anyMatch(step -> step.blocked().peakSessions() > 0);
        assertThat(run.seen()
                        .load()
                        .orElseThrow()
                        .baseline()
                        .orElseThrow()
                        .counts()
                        .requests())
                .isPositive();
    }
}
