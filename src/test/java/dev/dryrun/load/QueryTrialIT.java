package dev.dryrun.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.dryrun.plan.BadInput;
import dev.dryrun.plan.LoadPlan;
import dev.dryrun.plan.NoVerdict;
import dev.dryrun.profile.Action;
import dev.dryrun.profile.LoadProfile;
import dev.dryrun.profile.LoadQuery;
import dev.dryrun.profile.ProfileReader;
import dev.dryrun.profile.ValueSource;
import dev.dryrun.script.SourceText;
import dev.dryrun.time.Phases;
import dev.dryrun.time.RunClock;
import java.sql.Connection;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What is found out about a profile's queries before the load begins, and what is left to the load. */
class QueryTrialIT {

    /** A unique column of every kind that new values are made for, and its value in the only row. */
    private static final Map<String, String> KINDS = new TreeMap<>(Map.ofEntries(
            Map.entry("int", "7"),
            Map.entry("bigint", "70000000000"),
            Map.entry("numeric(20,2)", "7.25"),
            Map.entry("float8", "7.5"),
            Map.entry("text", "seven"),
            Map.entry("varchar(12)", "SERIAL000007"),
            Map.entry("uuid", "6d6fbb06-6ccb-4d4b-94bc-7a2a3d8b4b7d"),
            Map.entry("inet", "10.0.0.7/8"),
            Map.entry("cidr", "10.0.0.0/8"),
            Map.entry("bytea", "\\x07"),
            Map.entry("date", "2024-02-28"),
            Map.entry("timestamp", "2024-02-28 23:59:59.5"),
            Map.entry("timestamptz", "2024-02-28 23:59:59.5+00"),
            Map.entry("int4range", "[1,7)"),
            Map.entry("int8range", "[1,7)"),
            Map.entry("numrange", "[1.5,7.5]"),
            Map.entry("daterange", "[2024-02-28,2024-03-01)"),
            Map.entry("tsrange", "[\"2024-02-28 23:59:59\",\"2024-03-01 00:00:00\")"),
            Map.entry("tstzrange", "[\"2024-02-28 23:59:59+00\",\"2024-03-01 00:00:00+00\")")));

    private static LocalPostgres server;

    @BeforeAll
    static void start() throws Exception {
        server = LocalPostgres.start();
    }

    @AfterAll
    static void stop() throws Exception {
        server.close();
    }

    @Test
    void a_profile_gets_new_values_of_every_kind_that_the_automatic_load_knows() throws Exception {
        server.execute("CREATE TABLE kinds ("
                + KINDS.keySet().stream()
                        .map(type -> name(type) + " " + type + " UNIQUE")
                        .collect(Collectors.joining(", "))
                + "); INSERT INTO kinds VALUES ("
                + KINDS.values().stream().map(value -> "'" + value + "'").collect(Collectors.joining(", ")) + ")");
        StringBuilder yaml = new StringBuilder("queries:\n- name: insert\n  sql: INSERT INTO kinds ("
                + KINDS.keySet().stream().map(QueryTrialIT::name).collect(Collectors.joining(", ")) + ") VALUES ("
                + KINDS.keySet().stream().map(type -> ":" + name(type)).collect(Collectors.joining(", "))
                + ")\n  parameters:\n");
        KINDS.keySet()
                .forEach(type -> yaml.append("    " + name(type) + ": {fresh: public.kinds." + name(type) + "}\n"));

        LoadQuery insert = bind(yaml.toString()).queries().get(0);

        try (Connection connection = server.connect()) {
            connection.setAutoCommit(false);
            for (int i = 0; i < 300; i++) {
                Statements.runOnce(connection, insert, i);
            }
            Statements.runOnce(connection, insert, 50_000_000);
            connection.rollback();
        }
    }

    @Test
    void a_column_without_new_values_is_refused_with_what_there_is_for_it() throws Exception {
        server.execute(
                "CREATE TABLE others (flag bool UNIQUE, n numeric UNIQUE); INSERT INTO others VALUES (true, 'NaN')");
        for (String column : new String[] {"flag", "n"}) {
            assertThatThrownBy(() -> bind("queries:\n- name: q\n  sql: SELECT :p\n  parameters:\n    p: {fresh: others."
                            + column + "}\n"))
                    .isInstanceOf(BadInput.class)
                    .hasMessage("load.yml:5: nobody can make new values for others." + column);
        }
    }

    @Test
    void a_query_that_fails_with_some_values_only_is_told_and_its_failures_are_errors_of_the_warm_up()
            throws Exception {
        String yaml = """
                queries:
                  - name: fine
                    sql: SELECT 1
                  - name: by chance
                    sql: SELECT 1 / (:n::int % 3 - 1)
                    parameters:
                      n: {sequence: 0}
                  - name: of pgbench
                    sql: SELECT :q
                    parameters:
                      n: {sequence: 0}
                      q: {expression: '1 / (:n % 3 - 2)'}
                """;
        LoadProfile profile = bind(yaml);
        assertThat(profile.notes())
                .hasSize(2)
                .anyMatch(note -> note.startsWith("\"by chance\" does not work: division by zero (in 1 of 3 trials"))
                .anyMatch(note -> note.startsWith("\"of pgbench\": division by zero (in 1 of 3 trials"));

        RunClock clock = RunClock.system();
        Phases phases = new Phases();
        LoadPlan plan = LoadPlan.automatic(300, 2, Duration.ZERO, Duration.ZERO);
        try (LoadGenerator load = LoadGenerator.prepare(plan, profile, server.target(), clock)) {
            assertThat(load.notes())
                    .as("one for each query, not for each connection")
                    .containsExactly(
                            "by chance: failed when the connections were opened, as requests of it will, which count as"
                                    + " errors: division by zero",
                            "of pgbench: failed when the connections were opened, as requests of it will, which count"
                                    + " as errors: division by zero");
            phases.begin(Phases.Kind.WARM_UP, 0, clock.now());
            load.start(clock.now(), phases);
            clock.sleepUntil(clock.now().plus(Duration.ofSeconds(1)));
            PhaseLoad warmUp = load.stop(Duration.ofSeconds(20)).baseline().orElseThrow();
            assertThat(warmUp.counts().errors()).isBetween(20L, 120L);
            assertThat(warmUp.failures()).extracting(Failure::query).containsOnly("by chance", "of pgbench");
        }
    }

    @Test
    void a_query_that_fails_with_every_value_or_is_not_understood_ends_the_run_before_it_begins() {
        assertThatThrownBy(() -> bind("queries:\n- name: q\n  sql: SELECT 1 / 0\n"))
                .isInstanceOf(BadInput.class)
                .hasMessage("load.yml:3: \"q\" does not work: division by zero");
        assertThatThrownBy(() -> bind("queries:\n- name: q\n  sql: SELECT nothing\n"))
                .isInstanceOf(BadInput.class)
                .hasMessageStartingWith("load.yml:3: \"q\" does not work: column \"nothing\" does not exist");
    }

    @Test
    void a_server_that_ends_meanwhile_is_no_mistake_in_the_profile() {
        assertThatThrownBy(() -> bind("queries:\n- name: q\n  sql: SELECT pg_terminate_backend(pg_backend_pid())\n"))
                .isInstanceOf(NoVerdict.class);
    }

    @Test
    void the_clients_of_a_script_are_counted_up_to_the_connections_of_its_class() throws Exception {
        String yaml = "sessions:\n  one: {connections: 2}\n  two: {}\nqueries:\n"
                + "- {name: a, sql: 'SELECT :p', session: one, parameters: {p: {list: [1]}}}\n"
                + "- {pgbench: c.sql, session: one}\n- {pgbench: d.sql, session: two}\n";
        LoadProfile profile = bind(yaml);

        assertThat(clients(profile, "c.sql")).isEqualTo(2);
        assertThat(clients(profile, "d.sql")).as("as the command line says").isEqualTo(4);
    }

    private static int clients(LoadProfile profile, String query) {
        return profile.queries().stream()
                .filter(each -> each.name().equals(query))
                .flatMap(each -> each.actions().stream())
                .flatMap(
                        action -> action instanceof Action.Draw draw && draw.values() instanceof ValueSource.Turns turns
                                ? Stream.of(turns.size())
                                : Stream.empty())
                .findFirst()
                .orElseThrow();
    }

    private static String name(String type) {
        return "c_" + type.replaceAll("\\W.*", "");
    }

    private static LoadProfile bind(String yaml) throws Exception {
        try (Connection connection = server.connect()) {
            return ProfileBinding.bind(
                    connection,
                    ProfileReader.read(
                            new SourceText("load.yml", yaml),
                            (file, origin) -> new SourceText(file, "SELECT :client_id;")),
                    4);
        }
    }
}
