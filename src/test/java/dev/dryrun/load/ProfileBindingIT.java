package dev.dryrun.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.dryrun.plan.BadInput;
import dev.dryrun.plan.LoadPlan;
import dev.dryrun.plan.LoadRate;
import dev.dryrun.plan.LoadSource;
import dev.dryrun.plan.PoolPlan;
import dev.dryrun.profile.Action;
import dev.dryrun.profile.Course;
import dev.dryrun.profile.Draws;
import dev.dryrun.profile.LoadProfile;
import dev.dryrun.profile.LoadQuery;
import dev.dryrun.profile.PgbenchReader;
import dev.dryrun.profile.ProfileDraft;
import dev.dryrun.profile.ProfileReader;
import dev.dryrun.profile.ValueSource;
import dev.dryrun.script.SourceText;
import dev.dryrun.time.RunClock;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProfileBindingIT {

    private static final String SCHEMA = """
            CREATE TABLE orders (id bigint PRIMARY KEY, status text NOT NULL, "Note" text, tags jsonb);
            INSERT INTO orders SELECT i, 'new', 'n' || i, '{"a": 1}' FROM generate_series(1, 30000) i;
            CREATE TABLE items (order_id bigint REFERENCES orders, line int, PRIMARY KEY (order_id, line));
            INSERT INTO items SELECT i, l FROM generate_series(1, 1000) i, generate_series(1, 3) l;
            CREATE TABLE customers (id uuid PRIMARY KEY, email text UNIQUE);
            INSERT INTO customers VALUES (gen_random_uuid(), 'jo@example.org');
            CREATE TABLE nothing (id int);
            CREATE FUNCTION cancelled() RETURNS text LANGUAGE plpgsql AS 'BEGIN RAISE query_canceled; END';
            CREATE VIEW new_orders AS SELECT * FROM orders WHERE status = 'new';
            CREATE TABLE parted (id int) PARTITION BY RANGE (id);
            CREATE TABLE parted_1 PARTITION OF parted FOR VALUES FROM (0) TO (100);
            INSERT INTO parted SELECT i FROM generate_series(1, 50) i;
            CREATE TABLE pgbench_branches (bid int PRIMARY KEY, bbalance int, filler text);
            CREATE TABLE pgbench_tellers (tid int PRIMARY KEY, bid int, tbalance int);
            CREATE TABLE pgbench_accounts (aid int PRIMARY KEY, bid int, abalance int);
            CREATE TABLE pgbench_history (tid int, bid int, aid int, delta int, mtime timestamp, filler text);
            INSERT INTO pgbench_branches SELECT i, 0 FROM generate_series(1, 2) i;
            INSERT INTO pgbench_tellers SELECT i, 1, 0 FROM generate_series(1, 20) i;
            INSERT INTO pgbench_accounts SELECT i, 1, 0 FROM generate_series(1, 200000) i;
            VACUUM ANALYZE;
            """;

    private static final String PROFILE = """
            sessions:
              web: {connections: 2}
            queries:
              - name: read
                sql: SELECT * FROM public.orders WHERE id = :id AND tags ? :key AND "Note"::text IS NOT NULL
                parameters:
                  id: {column: public.orders.id, draw: zipf}
                  key: {list: [a, b, null]}
              - name: pair
                sql: SELECT 1 / count(*) FROM items WHERE order_id = :order AND line = :line
                parameters:
                  order, line: {columns: [public.items.order_id, public.items.line]}
              - name: newest
                sql: SELECT id FROM orders WHERE id = :id
                parameters:
                  id: {column: public.orders.id, draw: recent}
              - name: of a view, a partitioned table and a quoted column
                sql: SELECT :a::bigint, :b::int, :c
                parameters:
                  a: {column: new_orders.id}
                  b: {column: parted.id}
                  c: {column: 'orders."Note"'}
              - name: place
                parameters:
                  id: {fresh: public.orders.id}
                  email: {fresh: public.customers.email}
                  key: {fresh: public.customers.id}
                transaction:
                  - sql: INSERT INTO orders (id, status) VALUES (:id, 'new')
                  - think: 1ms
                  - sql: INSERT INTO customers VALUES (:key, :email)
            """;

    /** As {@code pgbench --show-script=tpcb-like} prints it. */
    private static final String TPCB = """
            -- tpcb-like: <builtin: TPC-B (sort of)>
            \\set aid random(1, 100000 * :scale)
            \\set bid random(1, 1 * :scale)
            \\set tid random(1, 10 * :scale)
            \\set delta random(-5000, 5000)
            BEGIN;
            UPDATE pgbench_accounts SET abalance = abalance + :delta WHERE aid = :aid;
            SELECT abalance FROM pgbench_accounts WHERE aid = :aid;
            UPDATE pgbench_tellers SET tbalance = tbalance + :delta WHERE tid = :tid;
            UPDATE pgbench_branches SET bbalance = bbalance + :delta WHERE bid = :bid;
            INSERT INTO pgbench_history (tid, bid, aid, delta, mtime) VALUES (:tid, :bid, :aid, :delta, CURRENT_TIMESTAMP);
            END;
            """;

    private static LocalPostgres server;

    @BeforeAll
    static void start() throws Exception {
        server = LocalPostgres.start();
        for (String statement : SCHEMA.split(";\n")) {
            server.execute(statement);
        }
    }

    @AfterAll
    static void stop() throws Exception {
        server.close();
    }

    @Test
    void a_profile_runs_with_values_of_its_columns_and_is_told_to_read_or_to_write() throws Exception {
        LoadProfile profile = bind(PROFILE);

        assertThat(profile.queries()).extracting(LoadQuery::writes).containsExactly(false, false, false, false, true);
        ValueSource.Rows ids = rows(profile.queries().get(0));
        assertThat(ids.rows()).hasSize(10_000).doesNotHaveDuplicates();
        ValueSource.Rows newest = rows(profile.queries().get(2));
        assertThat(newest.rows().get(0)).containsExactly(Optional.of("30000"));
        assertThat(newest.rows().get(9_999)).containsExactly(Optional.of("20001"));
        runOften(profile);
    }

    @Test
    void the_script_of_pgbench_itself_runs_as_it_is() throws Exception {
        LoadProfile profile = bindScript(TPCB);

        assertThat(profile.queries().get(0).writes()).isTrue();
        assertThat(profile.notes()).isEmpty();
        runOften(profile);
        for (int i = 0; i < 20; i++) {
            Course course = profile.queries().get(0).begin(new Draws(i));
            course.next();
            Action.Execute update = (Action.Execute) course.next().orElseThrow();
            assertThat(Integer.parseInt(update.values(course.draws()).get(1).orElseThrow()))
                    .isBetween(1, 200_000);
        }
    }

    @Test
    void rows_are_kept_branches_decided_and_names_written_into_the_text() throws Exception {
        LoadProfile profile = bindScript("""
                \\set n random(1, 1)
                SELECT id AS found, NULL AS none FROM orders ORDER BY id LIMIT :n \\gset my_
                \\if :my_found = 1 and :my_none is null
                SELECT 1 / count(*) FROM parted_:n WHERE now() > now() - interval ':n days';
                SELECT 4 AS four \\; SELECT 5 AS five \\aset
                SELECT 1 / (:five - :four);
                \\else
                SELECT 1 / 0;
                \\endif
                """);

        runOften(profile);
    }

    @Test
    void what_postgres_does_not_take_as_a_parameter_is_written_into_the_text() throws Exception {
        LoadProfile profile = bindScript("""
                \\set n random(1, 9)
                SELECT date '2020-01-01' + :n;
                BEGIN;
                CREATE TEMP TABLE IF NOT EXISTS t (a int DEFAULT :n) ON COMMIT DROP;
                ROLLBACK;
                """);

        assertThat(profile.notes())
                .hasSize(2)
                .anyMatch(note -> note.contains("a.sql:2"))
                .anyMatch(note -> note.contains("a.sql:4"));
        runOften(profile);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "SELECT * FROM orders WHERE idd = 1|{column: orders.id}|3: \"q\" does not work: column \"idd\" does not exist",
                "SELECT :p FROM ordrs|{column: orders.id}|3: \"q\" does not work: relation \"ordrs\" does not exist",
                "SELECT :p::int|{list: [secret]}|3: \"q\" does not work: invalid input syntax for type integer: \"…\"",
                "SELEC :p|{list: [1]}|3: \"q\" does not work: syntax error at or near \"SELEC\"",
                "SELECT :p|{column: public.ordrs.id}|5: there is no table public.ordrs; did you mean public.orders?",
                "SELECT :p|{column: public.orders.state}|5: there is no column public.orders.state; did you mean status?",
                "SELECT :p|{column: nothing.id}|5: nothing.id has no value to draw from",
                "SELECT :p|{column: orders.tags, draw: recent}|",
                "SELECT :p|{fresh: items.order_id}|5: nobody can make new values for items.order_id",
                "SELECT :p|{expression: 1 / 0}|2: \"q\": division by zero",
            })
    void a_query_that_does_not_work_is_told_before_the_run(String sql, String source, String message) throws Exception {
        String yaml = "queries:\n  - name: q\n    sql: '" + sql + "'\n    parameters:\n      p: " + source;
        String used = sql.contains(":p") ? yaml : yaml.replace("WHERE idd", "WHERE :p::int > 0 AND idd");
        if (message == null) {
            assertThat(bind(used).queries()).hasSize(1);
        } else {
            assertThatThrownBy(() -> bind(used))
                    .isInstanceOf(BadInput.class)
                    .hasMessageContaining("load.yml:" + message);
        }
    }

    @ParameterizedTest
    @org.junit.jupiter.params.provider.ValueSource(booleans = {false, true})
    void what_takes_long_or_wants_no_transaction_is_not_tried_and_the_load_opens_all_the_same(boolean held)
            throws Exception {
        LoadProfile profile = bind("""
                sessions:
                  batch: {connections: 2}
                queries:
                  - name: vacuum
                    sql: VACUUM nothing
                  - name: as one that is cancelled after its time
                    sql: UPDATE customers SET email = cancelled() WHERE email IS NOT NULL
                  - name: good
                    transaction:
                      - sql: SET TRANSACTION ISOLATION LEVEL SERIALIZABLE
                      - sql: SELECT count(*) FROM orders
                """);

        assertThat(profile.notes()).hasSize(2).allMatch(note -> note.contains("not tried, because Postgres said"));
        assertThat(profile.queries()).extracting(LoadQuery::writes).containsExactly(false, true, false);
        PoolPlan pool = new PoolPlan(2, Duration.ofSeconds(5), held);
        LoadPlan plan = new LoadPlan(LoadSource.AUTO, LoadRate.UNSTATED, pool, Duration.ZERO, Duration.ZERO, Set.of());
        try (LoadGenerator load = LoadGenerator.prepare(plan, profile, server.target(), RunClock.system())) {
            assertThat(load.offered().connections()).isEqualTo(2);
        }
    }

    @Test
    void a_group_is_tried_without_what_begins_and_ends_its_transaction() throws Exception {
        String good = "\\set id random(1, 100)\nBEGIN \\; UPDATE orders SET status = 'paid' WHERE id = :id \\; COMMIT;";

        assertThat(bindScript(good).queries()).extracting(LoadQuery::writes).containsExactly(true);
        assertThatThrownBy(() -> bindScript(good.replace("status", "state")))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("a.sql:2: \"a.sql\" does not work: column \"state\"");
        assertThat(bindScript("PREPARE p_dryrun AS SELECT 1;\nEXECUTE p_dryrun;\nDEALLOCATE p_dryrun;")
                        .queries())
                .hasSize(1);
    }

    @Test
    void nothing_of_the_trial_stays() throws Exception {
        bindScript("INSERT INTO nothing VALUES (1);");

        try (Connection connection = server.connect();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT count(*) FROM nothing")) {
            row.next();
            assertThat(row.getLong(1)).isZero();
        }
    }

    private static void runOften(LoadProfile profile) throws Exception {
        try (Connection connection = server.connect()) {
            connection.setAutoCommit(false);
            for (LoadQuery query : profile.queries()) {
                for (int i = 0; i < 100; i++) {
                    Statements.runOnce(connection, query, i);
                    if (!query.writes()) {
                        connection.rollback();
                    }
                }
            }
            connection.rollback();
        }
    }

    private static ValueSource.Rows rows(LoadQuery query) {
        return (ValueSource.Rows) ((Action.Draw) query.actions().get(0)).values();
    }

    private static LoadProfile bind(String yaml) throws Exception {
        return bind(ProfileReader.read(new SourceText("load.yml", yaml), (file, origin) -> new SourceText(file, "")));
    }

    private static LoadProfile bindScript(String script) throws Exception {
        return bind(PgbenchReader.read(new SourceText("a.sql", script), Map.of()));
    }

    private static LoadProfile bind(ProfileDraft draft) throws Exception {
        try (Connection connection = server.connect()) {
            return ProfileBinding.bind(connection, draft, 4);
        }
    }
}
