package dev.dryrun.observe;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dryrun.analysis.Finding;
import dev.dryrun.observe.Rehearsal.Performance;
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
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What goes between a tool and the server: every way of asking is passed on as it is, and noted. Alone, because clients
 * give up after some tenths of a second.
 */
@Tag("quiet")
class RelayIT {

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

    @Test
    void rows_of_copy_go_both_ways() throws SQLException, IOException {
        StringBuilder sql = new StringBuilder("COPY orders (id, note) FROM STDIN;\n");
        for (int i = 100_001; i <= 150_000; i++) {
            sql.append(i).append("\tnote ").append(i).append('\n');
        }
        sql.append("\\.\nCOPY orders TO STDOUT;\nBEGIN;\nCOPY orders (id) FROM STDIN;\n7000000\n\\.\nCOMMIT;\n");
        Performance run = perform("psql -X -q -v ON_ERROR_STOP=1 -f " + file(sql.toString()) + " | wc -l");
        assertThat(run.seen().ran()).hasSize(5);
        assertThat(run.step(1).step().rows()).contains(50_000L);
        assertThat(run.modes(1, "public.orders")).contains(LockMode.ROW_EXCLUSIVE);
        assertThat(run.seen().command().orElseThrow().lastLines()).containsExactly("70000");
        assertThat(run.analysis().steps()).allMatch(step -> step.step().error().isEmpty());
    }

    /** A single statement goes by the extended protocol, whose commit comes after its answer. */
    @Test
    void a_statement_that_fails_at_its_own_commit_is_answered_once() throws IOException {
        String sql = """
                CREATE TABLE lines (id int REFERENCES orders DEFERRABLE INITIALLY DEFERRED);
                INSERT INTO lines VALUES (-1);
                SELECT 'the answer of the last';
                """;
        Performance run = perform("psql -X -At -f " + file(sql));
        assertThat(run.seen().command().orElseThrow().lastLines())
                .anyMatch(line -> line.contains("violates foreign key"))
                .contains("the answer of the last")
                .doesNotContain("INSERT 0 1");
        assertThat(run.step(2).step().error().orElseThrow().sqlState()).isEqualTo("23503");
        assertThat(run.step(2).step().rows()).isEmpty();
        assertThat(run.step(3).step().error()).isEmpty();
    }

    @Test
    void rows_that_the_server_refuses_end_the_copy_and_not_the_session() throws IOException {
        String sql =
                "COPY orders (id) FROM STDIN;\n900001\nnonsense\n" + "900002\n".repeat(50_000) + "\\.\nSELECT 1;\n";
        Performance run = perform("psql -X -f " + file(sql));
        assertThat(run.seen().ran()).hasSize(2);
        assertThat(run.step(1).step().error().orElseThrow().sqlState()).isEqualTo("22P02");
        assertThat(run.step(2).step().error()).isEmpty();
    }

    @Test
    void prepared_statements_and_pipelines_are_steps_in_their_order() throws IOException {
        String script = "\\startpipeline\nBEGIN;\nUPDATE orders SET total = 1 WHERE id = 1;\nCOMMIT;\n\\endpipeline\n"
                + "SELECT count(*) FROM orders;\n";
        Path file = Files.writeString(directory.resolve("bench.sql"), script);
        Performance run = perform(program("pgbench") + " -n -M prepared -t 3 -f " + file);
        assertThat(run.seen().ran())
                .extracting(step -> step.step().kind())
                .containsExactly(
                        "BEGIN", "UPDATE", "COMMIT", "SELECT", "BEGIN", "UPDATE", "COMMIT", "SELECT", "BEGIN", "UPDATE",
                        "COMMIT", "SELECT");
        assertThat(run.modes(6, "public.orders")).contains(LockMode.ROW_EXCLUSIVE);
        assertThat(run.step(6).step().transaction()).contains(2);
        assertThat(run.step(8).step().transaction()).isEmpty();
        assertThat(run.analysis().steps()).allMatch(step -> step.step().knowsAllLocks());
    }

    @Test
    void a_request_to_cancel_reaches_the_statement() {
        Performance run = perform("timeout -s INT 1.5 psql -X -c 'SELECT pg_sleep(60)'; true");
        assertThat(run.step(1).step().error().orElseThrow().sqlState()).isEqualTo("57014");
        assertThat(run.step(1).step().timing().duration()).isLessThan(Duration.ofSeconds(20));
    }

    @Test
    void an_error_of_syntax_is_that_which_the_tool_gets() {
        Performance run = perform("psql -X -c 'ALTER TABEL orders ADD x int' || psql -X -c 'SELECT 1'");
        assertThat(run.step(1).step().error().orElseThrow().sqlState()).isEqualTo("42601");
        assertThat(run.step(1).step().error().orElseThrow().position()).contains(7);
    }

    @Test
    void several_statements_in_one_text_are_one_step_whose_locks_are_only_sampled() {
        Performance run = perform(
                "psql -X -c 'ALTER TABLE orders ADD COLUMN a int; SELECT pg_sleep(0.3); ALTER TABLE orders DROP a'");
        assertThat(run.seen().ran()).hasSize(1);
        assertThat(run.step(1).step().step().kind()).isEqualTo("ALTER TABLE \\; 2 more");
        assertThat(run.modes(1, "public.orders")).contains(LockMode.ACCESS_EXCLUSIVE);
        assertThat(run.step(1).step().knowsAllLocks()).isFalse();
        assertThat(codes(run)).contains("locks-only-sampled");
    }

    private static List<String> codes(Performance run) {
        return run.analysis().findings().stream().map(Finding::code).toList();
    }

    private static String program(String name) {
        return "$(ls /usr/lib/postgresql/*/bin/" + name + " | tail -1)";
    }

    private Performance perform(String command) {
        return rehearsal.performCommand(command, PLAN, directory.resolve("command.log"));
    }

    private String file(String sql) throws IOException {
        return Files.writeString(directory.resolve("m.sql"), sql).toString();
    }
}
