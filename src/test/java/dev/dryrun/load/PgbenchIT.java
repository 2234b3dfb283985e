package dev.dryrun.load;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dryrun.profile.Action;
import dev.dryrun.profile.Course;
import dev.dryrun.profile.Draws;
import dev.dryrun.profile.LoadProfile;
import dev.dryrun.profile.LoadQuery;
import dev.dryrun.profile.PgbenchReader;
import dev.dryrun.script.SourceText;
import dev.dryrun.time.RunClock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** pgbench itself beside our reading of the same script. */
class PgbenchIT {

    private static final int DRAWS = 20_000;

    /** As many of each function in one request. */
    private static final int ROWS = 10;

    /** Of two samples of so many from one distribution the Kolmogorov-Smirnov distance is larger once in 10,000 times. */
    private static final double MOST_APART = 0.022;

    private static final List<String> FUNCTIONS = List.of(
            "random(1, 1000)",
            "random_gaussian(1, 1000, 3.0)",
            "random_exponential(1, 1000, 5.0)",
            "random_zipfian(1, 1000, 1.2)",
            "random_zipfian(1, 1000, 0.0 + 2)");

    private static final String TABLES = """
            CREATE SCHEMA %1$s;
            CREATE TABLE %1$s.drawn (a int, b int, c int, d int, e int);
            CREATE TABLE %1$s.accounts (id int PRIMARY KEY, balance int);
            INSERT INTO %1$s.accounts SELECT i, 0 FROM generate_series(1, 100) i;
            CREATE TABLE %1$s.history (id int, delta int);
            ANALYZE %1$s.accounts, %1$s.history
            """;

    private static final String TRANSACTIONS = """
            -- every request does the same, whatever it draws
            \\set id random(1, 100)
            \\set delta random(1, 5000)
            BEGIN;
            UPDATE accounts SET balance = balance + :delta
                WHERE id = :id;
            SELECT count(*) AS n FROM history \\gset
            \\if :n > 1000000
            DELETE FROM history;
            \\elif :delta is not null
            INSERT INTO history VALUES (:id, :delta); INSERT INTO history VALUES (:delta, :id);
            \\else
            DELETE FROM accounts;
            \\endif
            END;
            INSERT INTO history VALUES (1, 0) \\; DELETE FROM history WHERE delta = 0;
            """;

    private static LocalPostgres server;

    @TempDir
    Path directory;

    @BeforeAll
    static void start() throws Exception {
        server = LocalPostgres.start("-c synchronous_commit=off");
        for (String schema : List.of("theirs", "ours", "tried")) {
            server.execute(String.format(Locale.ROOT, TABLES, schema));
        }
    }

    @AfterAll
    static void stop() throws Exception {
        server.close();
    }

    @Test
    void random_functions_have_the_distributions_that_pgbench_draws_from() throws Exception {
        StringBuilder sets = new StringBuilder();
        List<String> rows = new ArrayList<>();
        for (int row = 0; row < ROWS; row++) {
            List<String> variables = new ArrayList<>();
            for (String function : FUNCTIONS) {
                String variable = "v" + row + "_" + variables.size();
                variables.add(":" + variable);
                sets.append("\\set ")
                        .append(variable)
                        .append(' ')
                        .append(function)
                        .append('\n');
            }
            rows.add("(" + String.join(", ", variables) + ")");
        }
        String script = sets + "INSERT INTO drawn VALUES " + String.join(", ", rows) + ";\n";

        pgbench(script, DRAWS / ROWS, "prepared");
        List<int[]> theirs = drawn();
        List<int[]> ours = draws(query(script));

        assertThat(theirs).hasSize(FUNCTIONS.size());
        for (int i = 0; i < FUNCTIONS.size(); i++) {
            assertThat(distance(theirs.get(i), ours.get(i)))
                    .as(FUNCTIONS.get(i))
                    .isLessThan(MOST_APART);
        }
        assertThat(distance(theirs.get(3), ours.get(4)))
                .as("another exponent is noticed")
                .isGreaterThan(5 * MOST_APART);
    }

    @Test
    void a_script_sends_as_many_statements_of_each_kind_as_from_pgbench() throws Exception {
        int transactions = 200;
        // Prepared statements of pgbench's take no groups.
        pgbench(TRANSACTIONS, transactions, "simple");
        RequestSender sender = new RequestSender(RunClock.system());
        LoadQuery query = query(TRANSACTIONS);
        try (Connection connection = server.connect();
                Statement statement = connection.createStatement()) {
            statement.execute("SET search_path = ours");
            RunClock clock = RunClock.system();
            RequestConnection held = RequestConnection.held(connection);
            for (int i = 0; i < transactions; i++) {
                Answer answer = sender.send(new Request(i, clock.now(), false, query), held);
                assertThat(answer.outcome()).isEqualTo(new Answer.Outcome.Done());
            }
        }

        List<String> ours = work("ours");
        for (int i = 0; i < 50 && !ours.equals(work("theirs")); i++) {
            Thread.sleep(100);
            ours = work("ours");
        }
        assertThat(ours).isEqualTo(work("theirs"));
        assertThat(ours)
                .anyMatch(line -> line.startsWith("accounts: 100 inserted, 200 updated, 0 deleted"))
                .anyMatch(line -> line.startsWith("history: 600 inserted, 0 updated, "));
        assertThat(rows("SELECT count(*) FROM ours.history")).containsExactly(400);
    }

    private void pgbench(String script, int transactions, String protocol) throws IOException, InterruptedException {
        Path file = Files.writeString(directory.resolve("script.sql"), script);
        Path output = directory.resolve("pgbench.out");
        ProcessBuilder pgbench = new ProcessBuilder(
                        server.programPath("pgbench").toString(),
                        "--no-vacuum",
                        "--protocol=" + protocol,
                        "--random-seed=1",
                        "--client=1",
                        "--transactions=" + transactions,
                        "--file=" + file,
                        "--host=127.0.0.1",
                        "--port=" + server.port(),
                        "--username=postgres",
                        "postgres")
                .redirectErrorStream(true)
                .redirectOutput(output.toFile());
        pgbench.environment().put("PGOPTIONS", "-c search_path=theirs");
        Process process = pgbench.start();
        assertThat(process.waitFor(120, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).as(Files.readString(output)).isZero();
    }

    private static LoadQuery query(String script) throws SQLException {
        try (Connection connection = server.connect();
                Statement statement = connection.createStatement()) {
            statement.execute("SET search_path = tried");
            LoadProfile bound = ProfileBinding.bind(
                    connection, PgbenchReader.read(new SourceText("script.sql", script), Map.of()), 1);
            return bound.queries().get(0);
        }
    }

    /** What pgbench has inserted, by column. */
    private static List<int[]> drawn() throws SQLException {
        List<int[]> columns = new ArrayList<>();
        for (String column : List.of("a", "b", "c", "d", "e")) {
            columns.add(rows("SELECT " + column + " FROM theirs.drawn ORDER BY 1").stream()
                    .mapToInt(Integer::intValue)
                    .toArray());
        }
        return columns;
    }

    /** What so many requests would insert, by column. */
    private static List<int[]> draws(LoadQuery query) {
        List<int[]> columns = FUNCTIONS.stream().map(function -> new int[DRAWS]).toList();
        for (int i = 0; i < DRAWS / ROWS; i++) {
            Course course = query.begin(new Draws(i));
            Action.Execute insert = (Action.Execute) course.next().orElseThrow();
            List<Optional<String>> values = insert.values(course.draws());
            for (int j = 0; j < values.size(); j++) {
                int row = i * ROWS + j / FUNCTIONS.size();
                columns.get(j % FUNCTIONS.size())[row] =
                        Integer.parseInt(values.get(j).orElseThrow());
            }
        }
        columns.forEach(Arrays::sort);
        return columns;
    }

    /** The largest difference between the shares of two samples that lie at or below a value; both are sorted. */
    private static double distance(int[] one, int[] other) {
        double largest = 0;
        int i = 0;
        int j = 0;
        while (i < one.length && j < other.length) {
            int value = Math.min(one[i], other[j]);
            while (i < one.length && one[i] == value) {
                i++;
            }
            while (j < other.length && other[j] == value) {
                j++;
            }
            largest = Math.max(largest, Math.abs((double) i / one.length - (double) j / other.length));
        }
        return largest;
    }

    private static List<Integer> rows(String sql) throws SQLException {
        List<Integer> values = new ArrayList<>();
        try (Connection connection = server.connect();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            while (rows.next()) {
                values.add(rows.getInt(1));
            }
        }
        return values;
    }

    /** What the server has counted for the tables; sessions tell it when they have ended, a little later. */
    private static List<String> work(String schema) throws SQLException {
        List<String> lines = new ArrayList<>();
        try (Connection connection = server.connect();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(
                        "SELECT relname, n_tup_ins, n_tup_upd, n_tup_del, seq_scan + coalesce(idx_scan, 0)"
                                + " FROM pg_stat_user_tables WHERE schemaname = '" + schema
                                + "' AND relname <> 'drawn' ORDER BY 1")) {
            while (rows.next()) {
                lines.add(rows.getString(1) + ": " + rows.getLong(2) + " inserted, " + rows.getLong(3) + " updated, "
                        + rows.getLong(4) + " deleted, " + rows.getLong(5) + " scans");
            }
        }
        return lines;
    }
}
