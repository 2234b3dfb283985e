package dev.dryrun.observe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.dryrun.analysis.Finding;
import dev.dryrun.load.PhaseLoad;
import dev.dryrun.plan.BadInput;
import dev.dryrun.plan.LoadPlan;
import dev.dryrun.plan.LoadRate;
import dev.dryrun.plan.LoadSource;
import dev.dryrun.plan.PoolPlan;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * What a migration breaks of the application that is deployed, on a real server and under the derived load. Alone,
 * because requests must be made, and fail, within the tenths of a second that a step lasts.
 */
@Tag("quiet")
class DeployedCodeIT {

    private static final String TABLES = """
            CREATE TYPE state AS ENUM ('new', 'old');
            CREATE TABLE renamed (id int PRIMARY KEY, total int);
            CREATE TABLE shrunk (id int PRIMARY KEY, note text, name text);
            CREATE TABLE required (id int PRIMARY KEY, name text);
            CREATE TABLE retyped (id int PRIMARY KEY, state state, name text);
            CREATE TABLE checked (id int PRIMARY KEY, amount int);
            CREATE TABLE gone (id int PRIMARY KEY, name text);
            CREATE TABLE moved (id int PRIMARY KEY, name text);
            CREATE TABLE untouched (id int PRIMARY KEY, name text);
            INSERT INTO renamed SELECT i, i FROM generate_series(1, 200) i;
            INSERT INTO shrunk SELECT i, 'note', 'name' FROM generate_series(1, 200) i;
            INSERT INTO required SELECT i, 'name' FROM generate_series(1, 200) i;
            INSERT INTO retyped SELECT i, 'old', 'name' FROM generate_series(1, 200) i;
            INSERT INTO checked SELECT i, i % 2 FROM generate_series(1, 200) i;
            INSERT INTO gone SELECT i, 'name' FROM generate_series(1, 200) i;
            INSERT INTO moved SELECT i, 'name' FROM generate_series(1, 200) i;
            INSERT INTO untouched SELECT i, 'name' FROM generate_series(1, 200) i;
            """;

    private static Rehearsal rehearsal;

    @BeforeAll
    static void start() {
        rehearsal = new Rehearsal();
    }

    @AfterAll
    static void stop() {
        rehearsal.close();
    }

    @Test
    void each_step_that_breaks_code_is_found_with_its_queries_and_their_error() throws Exception {
        rehearsal.given(TABLES);

        Rehearsal.Performance run = rehearsal.performUnder(load(Set.of()), """
                SELECT pg_sleep(0.2) FROM untouched LIMIT 1;
                ALTER TABLE renamed RENAME COLUMN total TO amount;
                BEGIN;
                ALTER TABLE shrunk DROP COLUMN note;
                SELECT pg_sleep(0.2);
                COMMIT;
                ALTER TABLE required ADD COLUMN code text NOT NULL DEFAULT 'x';
                ALTER TABLE required ALTER COLUMN code DROP DEFAULT;
                SELECT pg_sleep(0.1);
                CREATE TYPE state_of_order AS ENUM ('new');
                ALTER TABLE retyped ALTER COLUMN state TYPE state_of_order USING 'new'::state_of_order;
                ALTER TABLE checked ADD CONSTRAINT odd CHECK (amount = 1) NOT VALID;
                DROP TABLE gone;
                ALTER TABLE moved RENAME TO elsewhere;
                SELECT pg_sleep(1);
                CREATE VIEW moved AS SELECT * FROM elsewhere;
                """);

        assertThat(run.seen().ran()).hasSize(16).allMatch(step -> step.error().isEmpty());
        assertBreaks(run, 2, "42703", "public.renamed: read by key");
        assertBreaks(run, 4, "42703", "public.shrunk: read by key");
        assertBreaks(run, 8, "23502", "public.required: insert");
        assertThat(broken(run, 11).message()).contains("public.retyped: insert");
        assertBreaks(run, 12, "23514", "public.checked: ");
        assertBreaks(run, 13, "42P01", "public.gone: read by key");
        assertThat(findings(run, "breaks-deployed-code"))
                .hasSize(6)
                .noneMatch(finding -> finding.message().contains("public.untouched"));
        assertThat(findings(run, "requests-failed"))
                .as("a view under the old name heals it")
                .hasSize(1)
                .allMatch(finding -> finding.step().equals(Optional.of(14))
                        && finding.message().contains("42P01 relation \"public.moved\" does not exist"));
        assertThat(run.seen().load().orElseThrow().queries())
                .flatExtracting(query -> query.failures())
                .allMatch(course -> !course.message().contains("old"));
    }

    @Test
    void what_is_retired_is_not_in_the_load_and_can_go() throws Exception {
        rehearsal.given(TABLES);

        Rehearsal.Performance run = rehearsal.performUnder(load(Set.of("shrunk.note", "public.gone")), """
                ALTER TABLE shrunk DROP COLUMN note;
                DROP TABLE gone;
                """);

        assertThat(run.seen().load().orElseThrow().phases())
                .extracting(PhaseLoad::counts)
                .allMatch(counts -> counts.errors() == 0 && counts.requests() > 0 || counts.requests() == 0);
        assertThat(run.seen().load().orElseThrow().queries())
                .extracting(query -> query.query().sql())
                .anyMatch(sql -> sql.equals("SELECT id, name FROM public.shrunk WHERE id = ?"))
                .noneMatch(sql -> sql.contains("gone"));
        assertThat(findings(run, "breaks-deployed-code")).isEmpty();
    }

    @Test
    void a_retired_name_that_is_not_there_is_bad_input_before_the_warm_up() throws Exception {
        rehearsal.given(TABLES);
        assertThatExceptionOfType(BadInput.class)
                .isThrownBy(() -> rehearsal.performUnder(load(Set.of("shrunk.nte")), "DROP TABLE gone"))
                .satisfies(refused -> assertThat(refused.hint()).contains("public.shrunk.note"));
    }

    private static LoadPlan load(Set<String> retired) {
        Duration second = Duration.ofSeconds(1);
        PoolPlan pool = new PoolPlan(4, PoolPlan.TIMEOUT, false);
        return new LoadPlan(
                LoadSource.AUTO, new LoadRate.PerSecond(500), pool, second, second.multipliedBy(2), retired);
    }

    private static void assertBreaks(Rehearsal.Performance run, int step, String sqlState, String query) {
        assertThat(broken(run, step).message()).contains(sqlState, query);
    }

    private static Finding broken(Rehearsal.Performance run, int step) {
        List<Finding> all = findings(run, "breaks-deployed-code");
        return all.stream()
                .filter(finding -> finding.step().stream().anyMatch(number -> number == step))
                .findFirst()
                .orElseThrow(() -> new AssertionError("nothing broken by step " + step + " in " + all));
    }

    private static List<Finding> findings(Rehearsal.Performance run, String code) {
        return run.analysis().findings().stream()
                .filter(finding -> finding.code().equals(code))
                .toList();
    }
}
