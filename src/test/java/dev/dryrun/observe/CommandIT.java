package dev.dryrun.observe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.dryrun.analysis.Finding;
import dev.dryrun.observe.Rehearsal.Performance;
import dev.dryrun.plan.BadInput;
import dev.dryrun.plan.StepPlan;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A command that is run instead of a script: what it sends becomes steps, and its locks are those of the same script.
 * Alone, because it waits for what a sample sees within tenths of a second.
 */
@Tag("quiet")
class CommandIT {

    private static final StepPlan PLAN = new StepPlan(false, Optional.empty(), Optional.empty(), Duration.ofMillis(5));

    private static final String SCHEMA = """
            CREATE TABLE orders (id bigint PRIMARY KEY, total int, note text);
            INSERT INTO orders SELECT i, i % 100, repeat('x', 50) FROM generate_series(1, 20000) i;
            CREATE INDEX orders_total_idx ON orders (total);
            """;

    private static Rehearsal rehearsal;

    @TempDir
    Path directory;

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
        rehearsal.given(SCHEMA);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ALTER TABLE orders ADD COLUMN key uuid DEFAULT gen_random_uuid();",
                "CREATE INDEX ON orders (note); ALTER TABLE orders ALTER COLUMN note SET STATISTICS 10;",
                "BEGIN; ALTER TABLE orders ADD COLUMN a int; UPDATE orders SET a = 1; COMMIT; TRUNCATE orders;",
                "BEGIN; CREATE TABLE a (x int PRIMARY KEY); SAVEPOINT s; DROP TABLE a; ROLLBACK TO s; DROP TABLE a; COMMIT;",
                "REINDEX INDEX orders_total_idx; DROP INDEX orders_total_idx; SELECT count(*) FROM orders;",
                "SET search_path = pg_catalog; SELECT 1; CREATE VIEW public.v AS SELECT id FROM public.orders; ANALYZE public.orders;",
            })
    void psql_as_a_command_takes_the_locks_of_the_same_script(String sql) throws SQLException, IOException {
        Performance script = rehearsal.perform(sql);
        rehearsal.given(SCHEMA);
        Performance command = perform("psql -X -v ON_ERROR_STOP=1 -f " + file(sql));

        assertThat(command.seen().ran()).hasSameSizeAs(script.seen().ran());
        for (int step = 1; step <= script.seen().ran().size(); step++) {
            boolean exact = script.step(step).step().knowsAllLocks();
            assertThat(locks(command, step, exact)).as("step %d", step).isEqualTo(locks(script, step, exact));
            assertThat(files(command, step)).as("step %d", step).isEqualTo(files(script, step));
            assertThat(command.step(step).step().step().sql())
                    .isEqualTo(script.step(step).step().step().sql());
            assertThat(command.step(step).step().transaction())
                    .isEqualTo(script.step(step).step().transaction());
            assertThat(command.step(step).step().knowsAllLocks())
                    .isEqualTo(script.step(step).step().knowsAllLocks());
        }
    }

    @Test
    void psql_in_one_transaction_takes_the_locks_of_the_same_script_in_one() throws SQLException, IOException {
        String sql = "ALTER TABLE orders ADD COLUMN a int DEFAULT random(); CREATE INDEX ON orders (a);";
        Performance script = rehearsal.perform("BEGIN; " + sql + " COMMIT;");
        rehearsal.given(SCHEMA);
        Performance command = perform("psql -X -1 -f " + file(sql));

        assertThat(command.seen().ran()).hasSize(4);
        for (int step = 1; step <= 4; step++) {
            assertThat(locks(command, step, true)).as("step %d", step).isEqualTo(locks(script, step, true));
            assertThat(files(command, step)).as("step %d", step).isEqualTo(files(script, step));
        }
        assertThat(command.step(2).locks().get(0).releasedAfterStep()).isEqualTo(4);
    }

    @Test
    void two_sessions_at_once_have_steps_and_transactions_of_their_own() {
        Performance run = perform("PGAPPNAME=one psql -X -c 'BEGIN' -c 'LOCK TABLE orders' -c 'SELECT pg_sleep(1.5)'"
                + " -c 'COMMIT' & sleep 0.7; PGAPPNAME=two psql -X -c 'ALTER TABLE orders ADD COLUMN b int'; wait");

        CommandCourse command = run.seen().command().orElseThrow();
        assertThat(command.sessions())
                .extracting(CommandCourse.ToolSession::application)
                .containsExactly("one", "two");
        int alter = stepOf(run, "ALTER TABLE");
        assertThat(command.sessionOf(alter).application()).isEqualTo("two");
        assertThat(run.step(alter).step().transaction()).isEmpty();
        assertThat(run.step(alter).waitedFor())
                .anyMatch(wait -> wait.session().application().equals("one"));
        assertThat(run.step(alter).locks().get(0).waited().atLeast()).isGreaterThan(Duration.ofMillis(100));
        assertThat(run.analysis().steps()).allMatch(step -> step.blocked().sessions() == 0);
        assertThat(codes(run)).contains("waited-for-own-session");
        int lock = stepOf(run, "LOCK TABLE");
        assertThat(run.step(lock).locks().get(0).releasedAfterStep()).isEqualTo(stepOf(run, "COMMIT"));
    }

    @Test
    void a_statement_that_fails_and_ends_the_command_fails_the_migration() {
        Performance run = perform("psql -X -v ON_ERROR_STOP=1 -c 'SELECT 1' -c 'ALTER TABLE nowhere ADD x int'");
        CommandCourse command = run.seen().command().orElseThrow();
        assertThat(command.failure())
                .hasValueSatisfying(reason ->
                        assertThat(reason).contains("exit code 1").contains("relation \"nowhere\" does not exist"));
        assertThat(run.step(2).step().error().orElseThrow().sqlState()).isEqualTo("42P01");
        assertThat(codes(run)).doesNotContain("failure-handled", "failure-ignored");
    }

    @Test
    void a_change_that_fails_in_a_command_that_ends_with_success_is_a_danger() {
        Performance run = perform("psql -X -c 'ALTER TABLE nowhere ADD x int' -c 'SELECT 1'");
        assertThat(run.seen().command().orElseThrow().failed()).isFalse();
        assertThat(run.step(1).step().error()).isPresent();
        assertThat(run.step(2).step().error()).isEmpty();
        assertThat(codes(run)).contains("failure-ignored");
    }

    @ParameterizedTest
    @CsvSource({
        "true, never connected",
        "no-such-tool migrate, was not found",
        "psql -X -d postgres -c SELECT, other databases",
        "psql -X -f /dev/null, sent no statement",
    })
    void a_command_that_does_nothing_here_is_refused(String command, String words) {
        assertThatThrownBy(() -> perform(command)).isInstanceOf(BadInput.class).hasMessageContaining(words);
    }

    @Test
    void time_limits_hold_in_every_session() {
        StepPlan plan = new StepPlan(
                false, Optional.of(Duration.ofSeconds(3)), Optional.of(Duration.ofMillis(700)), Duration.ofMillis(5));
        Performance run = rehearsal.performCommand(
                "psql -X -At -c 'SHOW lock_timeout' -c 'SELECT pg_sleep(10)'", plan, directory.resolve("command.log"));
        assertThat(run.step(2).step().error().orElseThrow().sqlState()).isEqualTo("57014");
        assertThat(run.seen().command().orElseThrow().lastLines()).contains("3s");
    }

    @Test
    void a_session_that_ends_in_a_block_is_rolled_back_and_its_locks_count() {
        Performance run =
                perform("psql -X -c BEGIN -c 'ALTER TABLE orders ADD COLUMN x int' -c 'SELECT pg_sleep(0.3)'");
        assertThat(run.step(2).blocking().longestReads().atLeast()).isGreaterThan(Duration.ofMillis(300));
        assertThat(codes(run)).contains("block-not-ended");
    }

    @Test
    void nothing_of_the_environment_leads_elsewhere() {
        Performance run = perform("env | grep ^PG | cut -d= -f1 | sort | tr '\\n' ' '; psql -X -c 'SELECT 1'");
        assertThat(run.seen().command().orElseThrow().lastLines().get(0))
                .startsWith("PGDATABASE PGHOST PGPASSWORD PGPORT PGSSLMODE PGUSER");
    }

    @Test
    void an_interrupted_command_ends_with_all_that_it_started() throws Exception {
        AtomicReference<Performance> result = new AtomicReference<>();
        Thread runner = new Thread(
                () -> result.set(perform("psql -X -c 'SELECT 1' -c 'SELECT pg_sleep(60)' & sleep 3217 & wait")));
        runner.start();
        Path log = directory.resolve("command.log");
        await(() -> running("sleep 3217").isPresent() && Files.exists(log) && Files.size(log) > 0);
        runner.interrupt();
        runner.join(Duration.ofSeconds(30).toMillis());

        assertThat(result.get().seen().incomplete()).contains("interrupted");
        assertThat(result.get().step(2).step().error()).isPresent();
        assertThat(running("sleep 3217")).isEmpty();
    }

    private static Optional<ProcessHandle> running(String commandLine) {
        return ProcessHandle.allProcesses()
                .filter(process -> process.info()
                        .commandLine()
                        .filter(line -> line.endsWith(commandLine) && !line.contains("sh -c"))
                        .isPresent())
                .findFirst();
    }

    private static void await(Callable<Boolean> condition) throws Exception {
        for (int tries = 0; tries < 200 && !condition.call(); tries++) {
            Thread.sleep(100);
        }
        assertThat(condition.call()).isTrue();
    }

    private static int stepOf(Performance run, String kind) {
        return run.seen().ran().stream()
                .filter(step -> step.step().kind().equals(kind))
                .findFirst()
                .orElseThrow()
                .number();
    }

    private static List<String> codes(Performance run) {
        return run.analysis().findings().stream().map(Finding::code).toList();
    }

    private Performance perform(String command) {
        return rehearsal.performCommand(command, PLAN, directory.resolve("command.log"));
    }

    private String file(String sql) throws IOException {
        return Files.writeString(directory.resolve("m.sql"), sql).toString();
    }

    /** Mode and relation of every lock, or of those that no sample can miss; the numbers of TOAST tables differ. */
    private static List<String> locks(Performance run, int step, boolean all) {
        return run.step(step).locks().stream()
                .filter(lock -> all || lock.mode().compareTo(LockMode.ACCESS_SHARE) > 0)
                .map(lock -> withoutOid(lock.name()) + " " + lock.mode() + " " + lock.standing())
                .sorted()
                .toList();
    }

    private static List<String> files(Performance run, int step) {
        return run.step(step).files().stream()
                .map(file -> withoutOid(file.relation().name()) + " " + file.cause())
                .toList();
    }

    private static String withoutOid(String name) {
        return name.replaceAll("pg_toast_\\d+", "pg_toast_N");
    }
}
