package dev.dryrun.observe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

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
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A command that is run instead of a script: what it sends becomes steps, and its locks are those of the same script. */
class CommandIT {

    private static final StepPlan PLAN =
            new StepPlan(false, Optional.empty(), Optional.empty(), Duration.ofMillis(5));

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
            assertThat(locks(command, step)).as("step %d", step).isEqualTo(locks(script, step));
            assertThat(files(command, step)).as("step %d", step).isEqualTo(files(script, step));
            assertThat(command.step(step).step().step().sql())
                    .isEqualTo(script.step(step).step().step().sql());
            assertThat(command.step(step).step().transaction())
                    .isEqualTo(script.step(step).step().transaction());
            assertThat(command.step(step).step().knowsAllLocks())
                    .isEqualTo(script.step(step).step().knowsAllLocks());
        }
    }

    private Performance perform(String command) {
        return rehearsal.performCommand(command, PLAN, directory.resolve("command.log"));
    }

    private String file(String sql) throws IOException {
        return Files.writeString(directory.resolve("m.sql"), sql).toString();
    }

    /** Mode and relation of every lock; oids of what nobody can name differ from run to run. */
    private static List<String> locks(Performance run, int step) {
        return run.step(step).locks().stream()
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
