package dev.dryrun.profile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.dryrun.plan.BadInput;
import dev.dryrun.script.SourceText;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProfileReaderTest {

    private static final String WHOLE = """
            rate: 200/s
            arrivals: poisson
            retired: [public.orders.total]
            sessions:
              web: {connections: 12, rate: 150/s, pool-timeout: 5s, statement-timeout: 2s}
              reporting: {connections: 2, arrivals: constant}
            queries:
              - name: order by id
                weight: 8
                sql: SELECT * FROM public.orders WHERE id = :id AND note ? 'x' AND at > '12:30'::time
                parameters:
                  id: {column: public.orders.id, draw: zipf}
              - name: item
                session: reporting
                sql: SELECT 1 FROM public.items WHERE order_id = :order AND line = :line
                parameters:
                  order, line: {columns: [public.items.order_id, public.items.line], draw: recent}
              - name: place
                rate: 10/s
                parameters:
                  n: {range: [1, 1000]}
                  price: {range: [0.50, 9.99], draw: gaussian}
                  status: {list: [new, null]}
                  code: {sequence: {start: 1000000}}
                  email: {fresh: public.customers.email}
                  double: {expression: ":n * 2"}
                transaction:
                  - sql: INSERT INTO a VALUES (:n, :price, :status, :code, :email)
                  - think: 20ms
                  - think: {exponential: 20ms}
                  - sql: UPDATE a SET n = :double
              - pgbench: tpcb.sql
                weight: 2
            """;

    @Test
    void a_whole_profile_is_read() {
        ProfileDraft draft = read(WHOLE);

        assertThat(draft.retired()).containsExactly("public.orders.total");
        assertThat(draft.profile().ratePerSecond()).hasValue(200);
        assertThat(draft.profile().sessions())
                .containsExactly(
                        new SessionClass(
                                "web",
                                OptionalInt.of(12),
                                OptionalDouble.of(150),
                                Optional.of(Arrivals.POISSON),
                                Optional.of(Duration.ofSeconds(5)),
                                Optional.of(Duration.ofSeconds(2))),
                        new SessionClass(
                                "reporting",
                                OptionalInt.of(2),
                                OptionalDouble.empty(),
                                Optional.of(Arrivals.CONSTANT),
                                Optional.empty(),
                                Optional.empty()));
        assertThat(draft.profile().queries())
                .extracting(LoadQuery::name, LoadQuery::session, LoadQuery::weight, LoadQuery::ratePerSecond)
                .containsExactly(
                        tuple("order by id", "web", 8.0, OptionalDouble.empty()),
                        tuple("item", "reporting", 1.0, OptionalDouble.empty()),
                        tuple("place", "web", 1.0, OptionalDouble.of(10)),
                        tuple("tpcb.sql", "web", 2.0, OptionalDouble.empty()));
    }

    @Test
    void named_parameters_become_those_of_the_driver_and_operators_survive() {
        LoadQuery query = read(WHOLE).profile().queries().get(0);

        assertThat(query.actions())
                .containsExactly(
                        new Action.Draw(
                                List.of("id"),
                                new ValueSource.OfColumns(
                                        List.of(new ColumnName("public.orders", "id")), Distribution.ZIPF)),
                        new Action.Execute(
                                "SELECT * FROM public.orders WHERE id = ? AND note ?? 'x' AND at > '12:30'::time",
                                List.of("id")));
    }

    @Test
    void a_transaction_draws_first_and_runs_from_begin_to_commit() {
        LoadQuery query = read(WHOLE).profile().queries().get(2);

        assertThat(query.sql()).isEqualTo("BEGIN;\nINSERT INTO a VALUES (?, ?, ?, ?, ?);\nUPDATE a SET n = ?;\nCOMMIT");
        assertThat(query.actions().subList(0, 6)).allMatch(Action.Draw.class::isInstance);
        assertThat(query.actions())
                .contains(new Action.Think(ValueSource.OneOf.constant("20000")))
                .contains(new Action.Think(new ValueSource.Around(20_000)));
    }

    @Test
    void values_of_ranges_lists_and_sequences_are_what_they_say() {
        Draws draws = new Draws(7);
        for (Action action : read(WHOLE).profile().queries().get(2).actions()) {
            if (action instanceof Action.Draw draw && !(draw.values() instanceof ValueSource.Unbound)) {
                draw.perform(draws);
            }
        }
        assertThat(Integer.parseInt(draws.get("n").orElseThrow())).isBetween(1, 1000);
        assertThat(draws.get("price").orElseThrow()).matches("\\d\\.\\d\\d");
        assertThat(draws.get("code")).contains("1000007");
        assertThat(draws.get("double"))
                .contains(String.valueOf(2 * Integer.parseInt(draws.get("n").orElseThrow())));
    }

    @Test
    void the_place_of_every_statement_is_known() {
        ProfileDraft draft = read(WHOLE);
        Action update = draft.profile().queries().get(2).actions().get(10);

        assertThat(draft.origin(update)).hasToString("load.yml:31");
        assertThat(draft.origin("item")).hasToString("load.yml:13");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "rat: 5/s|1: unknown key \"rat\" in the profile; did you mean rate?",
                "rate: 5|1: \"rate\" is no rate: 5",
                "rate: 0/s|1: \"rate\" is no rate: 0/s",
                "rate: 5/s|1: the profile has no queries",
                "rate: 5/s\\nqueries:\\n  - {name: a, sql: SELECT 1, rate: 1/s}|1: \"rate\" is used by no query",
                "sessions:\\n  web: {rate: 5/s}\\nrate: 6/s\\nqueries:\\n  - {name: a, sql: SELECT 1}|3: \"rate\" is used by no query",
                "sessions:\\n  web:\\n    rate: 5/s\\nqueries:\\n  - {name: a, sql: SELECT 1, rate: 1/s}|3: \"rate\" is used by no query",
                "rate: 5/s\\nrate: 6/s|2: \"rate\" is there twice",
                "queries: [|1: this is not YAML",
                "queries: []|1: \"queries\" are none",
                "queries: 5|1: \"queries\" has to be a list",
                "arrivals: regular|1: \"arrivals\" is \"regular\"",
                "sessions:\\n  web: {connection: 5}|2: unknown key \"connection\" in \"web\"; did you mean connections?",
                "sessions:\\n  web: {connections: 0}|2: \"connections\" has to be a whole number from 1",
                "sessions:\\n  web: {pool-timeout: 5}|2: \"pool-timeout\" is no duration: 5",
                "sessions:\\n  web: {statement-timeout: 0s}|2: \"statement-timeout\" is no timeout",
                "queries:\\n  - {name: a}|2: an entry of \"queries\" does nothing",
                "queries:\\n  - {sql: SELECT 1}|2: an entry of \"queries\" has no name",
                "queries:\\n  - {name: a, sql: SELECT 1, weight: 0}|2: \"weight\" has to be more than zero, and is 0",
                "queries:\\n  - {name: a, sql: SELECT 1, weight: -1}|2: \"weight\" has to be more than zero, and is -1",
                "queries:\\n  - {name: a, sql: SELECT 1, weight: x}|2: \"weight\" is no number: x",
                "queries:\\n  - {name: a, sql: SELECT 1, weight: 2, rate: 5/s}|2: \"weight\" does not go with \"rate\"",
                "queries:\\n  - {name: a, sql: SELECT 1, session: wep}|2: \"session\" names no session of this profile: wep",
                "queries:\\n  - {name: a, sql: SELECT 1}\\n  - {name: a, sql: SELECT 2}|3: an entry of \"queries\" has the name of",
                "queries:\\n  - name: a\\n    sql: SELECT :id|3: nothing says where the values of :id come from",
                "queries:\\n  - name: a\\n    sql: SELECT $1|3: \"sql\" cannot be sent: $1 is a parameter without a name",
                "queries:\\n  - name: a\\n    sql: SELECT :'id'|3: \"sql\" cannot be sent: :'id' is psql's",
                "queries:\\n  - name: a\\n    sql: SELECT 'x|3: \"sql\" cannot be sent: a quote or comment",
                "queries:\\n  - name: a\\n    sql: SELECT 1; SELECT 2|3: \"sql\" holds several statements",
                "queries:\\n  - name: a\\n    sql: BEGIN|3: \"sql\" begins or ends a transaction",
                "queries:\\n  - name: a\\n    transaction: []|3: \"transaction\" sends nothing",
                "queries:\\n  - name: a\\n    transaction:\\n      - wait: 5ms|4: unknown key \"wait\" in an entry of",
                "queries:\\n  - name: a\\n    pgbench: b.sql\\n    sql: SELECT 1|2: an entry of \"queries\" has sql and pgbench",
                "queries:\\n  - name: a\\n    pgbench: none.sql|3: no such file",
            })
    void what_is_wrong_is_told_with_its_line(String yaml, String message) {
        refused(yaml.replace("\\n", "\n"), "load.yml:" + message);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{}|\"p\" does not say where its values come from",
                "5|\"p\" does not say where its values come from",
                "{range: [1, 2], list: [a]}|\"p\" has several sources: range, list",
                "{rnage: [1, 2]}|unknown key \"rnage\" in \"p\"; did you mean range?",
                "{range: [2, 1]}|\"range\" begins above its end",
                "{range: [1]}|\"range\" has to be two numbers",
                "{range: [a, b]}|an entry of \"range\" is no number: a",
                "{range: [0, 99999999999999999999]}|\"range\" is too large",
                "{list: []}|\"list\" is empty",
                "{column: id}|\"column\" names no column: id",
                "{column: a.b.c.d}|\"column\" names no column: a.b.c.d",
                "{column: t.id, draw: zip}|\"draw\" is \"zip\"; did you mean zipf?",
                "{column: t.id, draw: {zipf: 1}}|\"zipf\" cannot be 1",
                "{range: [1, 5], draw: recent}|\"draw\" is \"recent\"",
                "{sequence: {start: 1.5}}|\"start\" is no integer: 1.5",
                "{sequence: 1, draw: zipf}|\"draw\" does not go with sequence",
                "{columns: [a.x, b.y]}|\"columns\" have to be of one table",
                "{columns: [a.x, a.y]}|\"p\" has 1 names for 2 values",
                "{expression: 1 +}|\"expression\" cannot be read",
                "{expression: ':q'}|nothing says where the values of :q come from",
            })
    void a_source_of_values_is_checked(String source, String message) {
        refused(
                "queries:\n  - name: a\n    sql: SELECT :p\n    parameters:\n      p: " + source,
                "load.yml:5: " + message);
    }

    @Test
    void a_parameter_that_nothing_uses_is_most_likely_a_mistake() {
        refused(
                "queries:\n  - name: a\n    sql: SELECT 1\n    parameters:\n      p: {list: [1]}",
                "the parameter p is not used");
    }

    @Test
    void names_in_quotes_are_told_apart_by_their_dots() {
        assertThat(ColumnName.of("\"a.b\".\"T\".\"c\"\"d\"")).contains(new ColumnName("\"a.b\".\"T\"", "\"c\"\"d\""));
        assertThat(ColumnName.of("orders.id")).contains(new ColumnName("orders", "id"));
        assertThat(ColumnName.of("orders.")).isEmpty();
        assertThat(ColumnName.of(".id")).isEmpty();
        assertThat(ColumnName.of("orders. id")).isEmpty();
    }

    private static void refused(String yaml, String message) {
        assertThatThrownBy(() -> read(yaml)).isInstanceOf(BadInput.class).hasMessageContaining(message);
    }

    private static ProfileDraft read(String yaml) {
        return ProfileReader.read(new SourceText("load.yml", yaml), (file, origin) -> {
            if (file.equals("none.sql")) {
                throw origin.refuse("no such file", "");
            }
            return new SourceText(file, "SELECT 1;");
        });
    }
}
