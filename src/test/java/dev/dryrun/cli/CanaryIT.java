package dev.dryrun.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dryrun.observe.DeepestQueue;
import dev.dryrun.observe.Observations;
import dev.dryrun.observe.Rehearsal;
import dev.dryrun.observe.WithoutValues;
import dev.dryrun.postgres.TestServer;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every text value of the database holds a word that nothing which a run writes may hold. */
class CanaryIT {

    private static final String CANARY = "CANARY";

    /** Fails in the ways in which values get into errors, once the migration has armed it. */
    private static final String TROUBLE = """
            CREATE TABLE public.switch (armed boolean);
            INSERT INTO public.switch VALUES (false);
            CREATE FUNCTION public.trouble(kind int) RETURNS void LANGUAGE plpgsql AS $$
            DECLARE found text := (SELECT note FROM public.orders WHERE id = 1);
            BEGIN
                IF NOT (SELECT armed FROM public.switch) THEN RETURN; END IF;
                CASE kind
                    WHEN 1 THEN INSERT INTO public.orders SELECT * FROM public.orders;
                    WHEN 2 THEN PERFORM found::int;
                    WHEN 3 THEN INSERT INTO public.orders VALUES (NULL, found);
                    WHEN 4 THEN RAISE EXCEPTION 'found %', found USING DETAIL = found, HINT = found;
                    WHEN 5 THEN RAISE WARNING 'found %', found; RAISE LOG 'found %', found;
                    ELSE EXECUTE 'SELECT 1 FRM ' || quote_literal(found);
                END CASE;
            END $$;

            --
            -- PostgreSQL database dump complete""";

    @TempDir
    private Path directory;

    private final StringWriter printed = new StringWriter();

    @Test
    void no_value_gets_into_anything_that_is_written_or_printed() throws IOException {
        List<String> arguments = arguments("""
                UPDATE switch SET armed = true;
                BEGIN;
                LOCK TABLE orders;
                SELECT pg_sleep(0.5);
                DO $$ BEGIN RAISE WARNING 'warned of %', (SELECT note FROM orders WHERE id = 2); END $$;
                COMMIT;
                CREATE UNIQUE INDEX ON orders (left(note, 6));
                """);
        arguments.add("--load=" + Files.writeString(directory.resolve("load.yml"), profile()));
        arguments.add("--load-rate=60/s");
        arguments.add("--postgres-setting=log_statement=mod");

        assertThat(execute(arguments)).as(printed.toString()).isEqualTo(1);

        assertThat(written()).contains("23505").contains("warned of …").contains("=(…) is duplicated");
        assertThat(linesWithValues(written())).isEmpty();
        assertThat(printed.toString()).contains("23505");
        assertThat(linesWithValues(printed.toString())).isEmpty();
        assertThat(Files.readString(directory.resolve("results/latest/server.log")))
                .contains("22P02 ERROR:  invalid input syntax for type integer: \"…\"")
                .contains("Failing row contains (…)")
                .contains("P0001 ERROR:  …")
                .contains("42601 QUERY:  SELECT ? FRM '…'")
                .contains("STATEMENT:  CREATE UNIQUE INDEX ON orders (left(note, 6))");
    }

    @Test
    void with_show_values_they_are_shown_and_without_it_a_bad_cast_does_not_quote_them() throws IOException {
        String cast = "ALTER TABLE orders ALTER COLUMN note TYPE int USING note::int;\n";

        assertThat(execute(arguments(cast))).isEqualTo(1);
        assertThat(written() + printed)
                .contains("invalid input syntax for type integer")
                .doesNotContain(CANARY);

        List<String> arguments = arguments(cast);
        arguments.add("--show-values");
        assertThat(execute(arguments)).isEqualTo(1);
        assertThat(written()).contains("invalid input syntax for type integer: \\\"CANARY-1\\\"");
        assertThat(printed.toString()).contains(CANARY);
    }

    @Test
    void a_dump_that_cannot_be_restored_does_not_show_its_rows() throws IOException {
        Path dump =
                dump(text -> text.replace("2\tCANARY-2\n", "1\tCANARY-2\n").replace("3\tCANARY-3", "CANARY\tCANARY"));

        assertThat(execute(new ArrayList<>(new Ground(directory).dump(dump)))).isEqualTo(2);

        assertThat(printed.toString())
                .contains("invalid input syntax for type integer: \"…\"; CONTEXT:  COPY orders, line 3\nhint: ")
                .doesNotContain(CANARY);
    }

    @Test
    void statements_of_other_sessions_that_wait_or_are_waited_for_are_shown_without_literals() throws Exception {
        try (Rehearsal rehearsal = new Rehearsal()) {
            rehearsal.given("CREATE TABLE t (id int, note text); INSERT INTO t VALUES (1, 'CANARY')");
            try (Connection before = rehearsal.connect();
                    Statement holding = before.createStatement()) {
                before.setAutoCommit(false);
                holding.execute("SELECT 'CANARY', * FROM t WHERE note = 'CANARY'");
                Thread behind = new Thread(() -> update(rehearsal), "behind");
                Thread letting = new Thread(() -> commit(rehearsal, before), "letting");
                letting.start();
                behind.start();
                Observations seen = rehearsal
                        .perform(
                                "BEGIN; ALTER TABLE t ADD COLUMN own text DEFAULT 'mine'; SELECT pg_sleep(0.2); COMMIT;")
                        .seen();
                behind.join();
                letting.join();

                assertThat(queries(seen)).anyMatch(sql -> sql.contains(CANARY));
                assertThat(queries(WithoutValues.of(seen)))
                        .noneMatch(sql -> sql.contains(CANARY))
                        .contains("UPDATE t SET note = '…' WHERE id = ?", "SELECT '…', * FROM t WHERE note = '…'")
                        .anyMatch(sql -> sql.contains("DEFAULT 'mine'") || sql.contains("pg_sleep(0.2)"));
            }
        }
    }

    private static void update(Rehearsal rehearsal) {
        try (Connection connection = rehearsal.connect();
                Statement statement = connection.createStatement()) {
            awaitWaiting(rehearsal, 1);
            statement.execute("UPDATE t SET note = 'CANARY-2' WHERE id = 1");
        } catch (SQLException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void awaitWaiting(Rehearsal rehearsal, int sessions) throws SQLException, InterruptedException {
        String waiting = "SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock'";
        while (Integer.parseInt(TestServer.query(rehearsal.server(), "postgres", waiting)) < sessions) {
            Thread.sleep(20);
        }
    }

    private static void commit(Rehearsal rehearsal, Connection connection) {
        try {
            awaitWaiting(rehearsal, 2);
            Thread.sleep(200);
            connection.commit();
        } catch (SQLException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static List<String> queries(Observations seen) {
        List<String> queries = new ArrayList<>();
        seen.locks().blocked().forEach(span -> queries.add(span.session().query()));
        seen.locks().waitedFor().forEach(span -> queries.add(span.session().query()));
        for (DeepestQueue queue : seen.locks().queues().values()) {
            queue.waiters().forEach(waiter -> queries.add(waiter.session().query()));
            queue.holders().forEach(holder -> queries.add(holder.session().query()));
        }
        return queries;
    }

    private static List<String> linesWithValues(String text) {
        return text.lines().filter(line -> line.contains(CANARY)).toList();
    }

    private static String profile() {
        StringBuilder yaml = new StringBuilder("queries:\n");
        for (int kind = 1; kind <= 6; kind++) {
            yaml.append("  - name: trouble ")
                    .append(kind)
                    .append("\n    sql: SELECT trouble(")
                    .append(kind)
                    .append(")\n");
        }
        return yaml
                + "  - name: read\n    sql: SELECT * FROM orders WHERE note = :note\n    parameters:\n      note: { column: orders.note }\n";
    }

    /** Every row of the dump holds the word. */
    private Path dump(java.util.function.UnaryOperator<String> changed) throws IOException {
        String dump = Files.readString(Ground.fixture("little.sql")).replace("\torder ", "\tCANARY-");
        return Files.writeString(directory.resolve("shop.sql"), changed.apply(dump));
    }

    private List<String> arguments(String migration) throws IOException {
        Path dump = dump(text -> text.replace("--\n-- PostgreSQL database dump complete", TROUBLE));
        List<String> arguments = new ArrayList<>(
                new Ground(directory).run(dump, Files.writeString(directory.resolve("m.sql"), migration), "--verbose"));
        arguments.removeIf(each -> each.equals("--quiet") || each.equals("--load=none"));
        arguments.addAll(List.of("--warm-up=300ms", "--cool-down=300ms", "--load-connections=4"));
        return arguments;
    }

    private int execute(List<String> arguments) {
        PrintWriter writer = new PrintWriter(printed, true);
        return new Main(writer, writer, new Interruption(Thread.currentThread()), Map.of("GITHUB_ACTIONS", "true"))
                .execute(arguments.toArray(String[]::new));
    }

    /** The text of every file of the last run. */
    private String written() throws IOException {
        StringBuilder all = new StringBuilder();
        try (Stream<Path> files = Files.list(directory.resolve("results/latest/"))) {
            for (Path file : files.toList()) {
                try (InputStream in = Files.newInputStream(file);
                        InputStream text = file.toString().endsWith(".gz") ? new GZIPInputStream(in) : in) {
                    all.append(new String(text.readAllBytes(), StandardCharsets.UTF_8));
                }
            }
        }
        return all.toString();
    }
}
