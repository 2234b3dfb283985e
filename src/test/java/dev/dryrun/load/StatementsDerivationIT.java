package dev.dryrun.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.dryrun.plan.BadInput;
import dev.dryrun.profile.Action;
import dev.dryrun.profile.Course;
import dev.dryrun.profile.Draws;
import dev.dryrun.profile.LoadInput;
import dev.dryrun.profile.LoadProfile;
import dev.dryrun.profile.LoadQuery;
import dev.dryrun.profile.StatementsFile;
import dev.dryrun.script.SourceText;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Types;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.postgresql.PGConnection;

class StatementsDerivationIT {

    private static final Path DOCUMENTATION = Path.of("docs/load-from-statements.md");
    private static LocalPostgres server;

    @BeforeAll
    static void start() throws Exception {
        server = LocalPostgres.start("-c shared_preload_libraries=pg_stat_statements");
        server.execute("""
                CREATE EXTENSION pg_stat_statements;
                CREATE TYPE state AS ENUM ('new', 'paid');
                CREATE TABLE customers (id serial PRIMARY KEY, email text NOT NULL UNIQUE, tags jsonb, code char(3));
                INSERT INTO customers (email, tags, code)
                    SELECT 'c' || i || '@example.com', '{"vip": true}', 'abc' FROM generate_series(1, 500) i;
                CREATE TABLE orders (tenant uuid, id bigint, customer_id int REFERENCES customers, status state NOT NULL,
                    total numeric(8, 2) CHECK (total < 1000), at timestamptz NOT NULL, PRIMARY KEY (tenant, id));
                INSERT INTO orders SELECT gen_random_uuid(), i, 1 + i % 500, 'new', 999, now() - i * interval '1 minute'
                    FROM generate_series(1, 2000) i;
                ANALYZE;
                """);
    }

    @AfterAll
    static void stop() throws Exception {
        server.close();
    }

    @Test
    void an_export_made_as_documented_becomes_a_load_that_runs() throws Exception {
        workAsAnApplication();
        for (String export : List.of(csv(), json())) {
            LoadProfile profile = derive(export);

            assertThat(profile.queries()).as("%s", profile.notes()).hasSize(13);
            assertThat(profile.queries().get(0).weight()).isEqualTo(40);
            assertThat(profile.queries().get(0).sql())
                    .isEqualTo("SELECT id, total FROM orders WHERE tenant = ? AND id = ?");
            assertThat(profile.notes())
                    .anyMatch(note -> note.contains("13 of 16 statements of the application are in the load, with 97"))
                    .anyMatch(note -> note.contains("times a second on average"))
                    .anyMatch(note -> note.contains("statements of drivers and monitors"))
                    .anyMatch(note -> note.contains("it is no query: CREATE TABLE"))
                    .anyMatch(note -> note.contains("relation \"extra\" does not exist"));
            assertThat(profile.queries().stream().filter(LoadQuery::writes))
                    .extracting(query -> query.sql().split(" ")[0])
                    .contains("INSERT", "UPDATE", "DELETE", "SELECT");
            runsManyTimes(profile);
        }
    }

    @Test
    void what_is_compared_together_comes_from_one_row() throws Exception {
        LoadProfile profile = derive("query,calls\n\"SELECT at FROM orders o WHERE o.tenant = $1 AND o.id = $2"
                + " AND o.customer_id IN ($3)\",1\n");

        try (Connection connection = server.connect()) {
            connection.setAutoCommit(false);
            assertThat(found(connection, profile.queries().get(0))).isEqualTo(1);
        }
    }

    @Test
    void statements_that_cannot_be_run_are_listed_with_line_and_reason_and_show_no_data() throws Exception {
        LoadProfile profile = derive("""
                query,calls
                SELECT id FROM customers WHERE id = $1,10
                <insufficient privilege>,5
                SELECT id FROM customers WHERE email = 'c,5
                SELECT pg_advisory_lock($1),5
                DELETE FROM customers WHERE id = $1,5
                VACUUM customers,5
                SELECT pg_stat_reset(),1
                SELECT 1 FROM nowhere WHERE a = $1,5
                SELECT $1::int / $2::int,5
                COMMIT,50
                SELECT * FROM pg_stat_activity WHERE pid = $1,50
                """);

        assertThat(profile.queries()).hasSizeBetween(2, 3);
        assertThat(profile.notes())
                .anyMatch(note -> note.contains("s.csv:3: left out (10.9 % of the calls): its text is missing"))
                .anyMatch(note -> note.contains("s.csv:4: ") && note.contains("its text is cut off"))
                .anyMatch(note -> note.contains("s.csv:5: ") && note.contains("it calls pg_advisory_lock"))
                .anyMatch(note -> note.contains("s.csv:6: ") && note.contains("violates foreign key"))
                .anyMatch(note -> note.contains("s.csv:7: ") && note.contains("it is no query"))
                .anyMatch(note -> note.contains("s.csv:9: ") && note.contains("\"nowhere\" does not exist"))
                .anyMatch(note -> note.contains("2 statements of drivers and monitors"))
                .noneMatch(note -> note.contains("example.com") || note.contains("Detail"));
    }

    @Test
    void of_what_is_left_out_no_value_is_shown() throws Exception {
        LoadProfile profile = derive("""
                query,calls
                SELECT id FROM customers WHERE id = $1,10
                ALTER ROLE app PASSWORD 'hunter2',9
                ALTER ROLE app PASSWORD 'hunter,8
                DO $$BEGIN PERFORM 'hunter2'; END$$,7
                SELECT 'hunter2' FROM nowhere,6
                SELECT 'hunter,5
                SELECT count(*) FROM customers WHERE email <> 'hunter2',4
                """);

        assertThat(profile.queries()).extracting(LoadQuery::name).noneMatch(name -> name.contains("hunter"));
        assertThat(profile.notes())
                .noneMatch(note -> note.contains("hunter"))
                .anyMatch(note -> note.endsWith("it is no query: ALTER ROLE"))
                .anyMatch(note -> note.endsWith("it is no query: DO"))
                .anyMatch(note -> note.endsWith("is cut off: ALTER ROLE"))
                .anyMatch(note -> note.endsWith("SELECT '…' FROM nowhere"))
                .anyMatch(note -> note.endsWith("is cut off: SELECT '…"));
    }

    @Test
    void an_export_of_another_database_is_bad_input() {
        assertThatThrownBy(() -> derive("query,calls\nSELECT 1 FROM nowhere,10\n"))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("none of its statements can be run on the restored database")
                .hasMessageContaining("s.csv:2: left out");
    }

    private static void workAsAnApplication() throws Exception {
        server.execute(
                "SELECT pg_stat_statements_reset(); CREATE TABLE extra (id int); SELECT * FROM extra WHERE id = 1;"
                        + " DROP TABLE extra; BEGIN; SET LOCAL work_mem = '5MB'; COMMIT");
        call(40, "SELECT id, total FROM orders WHERE tenant = '0f0e0d0c-0000-4000-8000-000000000000' AND id = %d");
        call(
                9,
                "SELECT o.id FROM orders o JOIN customers c ON c.id = o.customer_id WHERE lower(c.email) = lower('a%d')"
                        + " AND o.at > now() - interval '%d day' ORDER BY o.at LIMIT 10");
        call(8, "SELECT id FROM customers WHERE id = ANY ('{1,%d}') AND tags ? 'vip'");
        call(
                7,
                "SELECT date_trunc('day', at), count(*) FROM orders WHERE at BETWEEN '2026-01-0%d' AND now() GROUP BY 1");
        call(6, "SELECT id FROM customers WHERE code = 'ab%d' FOR UPDATE");
        call(5, "INSERT INTO customers (email, tags, code) VALUES ('n%d@x', '{}', 'abc')");
        call(
                5,
                "INSERT INTO orders VALUES (gen_random_uuid(), %d, 1, 'new', 5, now()), (gen_random_uuid(), %d, 1, 'new', 5, now())");
        call(
                4,
                "UPDATE orders SET status = 'paid', total = total + 1 WHERE id = %d AND status = 'new' AND total < 900");
        call(
                4,
                "INSERT INTO customers (id, email) VALUES (1, 'c%d@example.com') ON CONFLICT (id) DO UPDATE SET email = 'c1@example.com'");
        call(3, "DELETE FROM orders WHERE id = %d");
        call(3, "SELECT count(*) FROM customers WHERE email LIKE 'a%d%%'");
        call(3, "SELECT coalesce(max(id), %d) FROM orders WHERE status IN ('new', 'paid')");
    }

    private static void call(int times, String sql) throws SQLException {
        try (Connection connection = server.connect();
                Statement statement = connection.createStatement()) {
            for (int i = 1; i <= times; i++) {
                statement.execute(String.format(sql.replace("'{1,%d}'", "'{1,%1$d}'"), i, i));
            }
        }
    }

    /** The query inside the documented {@code \copy}, as the server runs it. */
    private static String csv() throws Exception {
        Matcher copy =
                Pattern.compile("\\\\copy (\\(.*\\)) TO '.*' CSV HEADER").matcher(Files.readString(DOCUMENTATION));
        assertThat(copy.find()).as("a \\copy in the documentation").isTrue();
        try (Connection connection = server.connect()) {
            StringWriter export = new StringWriter();
            connection
                    .unwrap(PGConnection.class)
                    .getCopyAPI()
                    .copyOut("COPY " + copy.group(1) + " TO STDOUT CSV HEADER", export);
            return export.toString();
        }
    }

    private static String json() throws Exception {
        Matcher select = Pattern.compile("psql -XAtc \"(.*)\" >").matcher(Files.readString(DOCUMENTATION));
        assertThat(select.find()).as("a SELECT in the documentation").isTrue();
        try (Connection connection = server.connect();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(select.group(1))) {
            row.next();
            return row.getString(1);
        }
    }

    private static LoadProfile derive(String export) throws Exception {
        LoadInput.Measured measured = StatementsFile.read(new SourceText("s.csv", export));
        try (Connection connection = server.connect()) {
            return StatementsDerivation.derive(connection, measured);
        }
    }

    private static void runsManyTimes(LoadProfile profile) throws SQLException {
        try (Connection connection = server.connect()) {
            connection.setAutoCommit(false);
            for (LoadQuery query : profile.queries()) {
                for (int i = 0; i < 100; i++) {
                    Statements.runOnce(connection, query, i);
                }
            }
            connection.rollback();
        }
    }

    private static int found(Connection connection, LoadQuery query) throws SQLException {
        Course course = query.begin(new Draws(1));
        for (var next = course.next(); next.isPresent(); next = course.next()) {
            if (next.get() instanceof Action.Execute execute) {
                try (PreparedStatement statement = connection.prepareStatement(execute.sql())) {
                    var values = execute.values(course.draws());
                    for (int i = 0; i < values.size(); i++) {
                        statement.setObject(i + 1, values.get(i).orElseThrow(), Types.OTHER);
                    }
                    int found = 0;
                    try (ResultSet rows = statement.executeQuery()) {
                        while (rows.next()) {
                            found++;
                        }
                    }
                    return found;
                }
            }
        }
        return 0;
    }
}
