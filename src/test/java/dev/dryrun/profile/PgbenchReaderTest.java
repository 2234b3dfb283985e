package dev.dryrun.profile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.dryrun.plan.BadInput;
import dev.dryrun.script.SourceText;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PgbenchReaderTest {

    @Test
    void statements_run_over_lines_and_end_with_a_semicolon_a_command_or_the_file() {
        LoadQuery query = read("-- a comment\nSELECT 1,\n  2; SELECT ';' /* ; */\n\\set x 1\nSELECT 3");

        assertThat(query.sql()).isEqualTo("SELECT 1,\n  2;\nSELECT ';';\nSELECT 3");
    }

    @Test
    void variables_are_parameters_as_with_prepared_statements() {
        LoadQuery query = read("\\set aid random(1, 10)\nSELECT :aid::int, '::x', a ? 'b' FROM t WHERE b = :aid;");

        assertThat(query.actions().get(1))
                .isEqualTo(
                        new Action.Execute("SELECT ?::int, '::x', a ?? 'b' FROM t WHERE b = ?", List.of("aid", "aid")));
    }

    @Test
    void where_no_parameter_can_stand_the_value_is_written_into_the_text() {
        LoadQuery query = read("\\set n 3\nSELECT * FROM t_:n WHERE at > now() - interval ':n days' AND x::int = 1;");
        Course course = query.begin(new Draws(0));

        Action.Execute execute = (Action.Execute) course.next().orElseThrow();
        assertThat(execute.text(course.draws()))
                .isEqualTo("SELECT * FROM t_3 WHERE at > now() - interval '3 days' AND x::int = 1");
        assertThat(execute.parameters()).isEmpty();
    }

    @Test
    void a_time_in_a_string_names_no_variable() {
        assertThat(read("\\set n 1\nSELECT 'HH24:MI', :n;").actions().get(1))
                .isEqualTo(new Action.Execute("SELECT 'HH24:MI', ?", List.of("n")));
    }

    @Test
    void automatic_variables_are_drawn_only_where_they_are_used() {
        assertThat(read("\\set bid random(1, :scale)\nSELECT :bid, :client_id;").actions())
                .extracting(action -> action instanceof Action.Draw draw ? draw.variables() : List.of())
                .startsWith(List.of("scale"), List.of("client_id"), List.of("bid"));
        assertThat(read("SELECT 1;").actions()).hasSize(1);
    }

    @Test
    void commands_may_go_on_over_lines() {
        LoadQuery query = read("\\set x 1 \\\n + 2\nSELECT :x;");
        Course course = query.begin(new Draws(0));
        course.next();

        assertThat(course.draws().get("x")).contains("3");
    }

    @ParameterizedTest
    @CsvSource({"10 ms,10000", "10ms,10000", "2,2000000", "5 us,5", ":n ms,7000", ":n,7000000", "1 S,1000000"})
    void a_sleep_has_a_unit_or_is_in_seconds(String argument, long micros) {
        LoadQuery query = read("\\set n 7\n\\sleep " + argument + "\nSELECT 1;");
        Course course = query.begin(new Draws(0));

        Action.Think think = (Action.Think) course.next().orElseThrow();
        assertThat(think.duration(course.draws()).toNanos()).isEqualTo(micros * 1000);
    }

    @Test
    void a_sleep_of_more_than_a_day_is_a_mistake_and_no_crash() {
        Course course = read("\\sleep 10000000000 s\nSELECT 1;").begin(new Draws(0));
        Action.Think think = (Action.Think) course.next().orElseThrow();

        assertThatThrownBy(() -> think.duration(course.draws()))
                .isInstanceOf(DrawFailure.class)
                .hasMessageContaining("longer than a day");
    }

    @ParameterizedTest
    @CsvSource({"1,one", "2,two", "3,three"})
    void branches_are_decided_by_each_request(int x, String taken) {
        LoadQuery query = read("\\set x " + x + "\n\\if :x = 1\nSELECT 'one';\n\\elif :x = 2\nSELECT 'two';\n\\else\n"
                + "\\if true\nSELECT 'three';\n\\endif\n\\endif\nSELECT 'end';");
        Course course = query.begin(new Draws(0));

        assertThat(((Action.Execute) course.next().orElseThrow()).sql()).isEqualTo("SELECT '" + taken + "'");
        assertThat(((Action.Execute) course.next().orElseThrow()).sql()).isEqualTo("SELECT 'end'");
        assertThat(course.next()).isEmpty();
    }

    @Test
    void rows_may_be_kept_as_variables() {
        LoadQuery query =
                read("SELECT 1 AS one \\gset p_\nSELECT 2 AS two \\; SELECT 3 AS three \\aset\nSELECT :p_one, :two;");

        assertThat(query.actions())
                .containsExactly(
                        new Action.Execute("SELECT 1 AS one", List.of(), new Action.Keeping.OneRow("p_"), false),
                        new Action.Execute(
                                "SELECT 2 AS two ; SELECT 3 AS three",
                                List.of(),
                                new Action.Keeping.LastRows(""),
                                false),
                        new Action.Execute("SELECT ?, ?", List.of("p_one", "two")));
    }

    @Test
    void variables_may_be_given_on_the_command_line() {
        ProfileDraft draft = PgbenchReader.read(new SourceText("a.sql", "SELECT :tenant;"), Map.of("tenant", "5"));
        Course course = draft.profile().queries().get(0).begin(new Draws(0));

        assertThat(((Action.Execute) course.next().orElseThrow()).values(course.draws()))
                .containsExactly(Optional.of("5"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "SELECT 1;\\n\\shell ls|2: \\shell is not supported",
                "SELECT 1;\\n\\setshell a ls|2: \\setshell is not supported",
                "\\startpipeline\\nSELECT 1;|1: \\startpipeline is not supported",
                "SELECT 1;\\n\\endpipeline|2: \\endpipeline is not supported",
                "\\setrandom id 1 10\\nSELECT 1;|1: \\setrandom is no command of pgbench any more",
                "\\foo\\nSELECT 1;|1: pgbench has no command \\foo",
                "\\set x\\nSELECT 1;|1: \\set needs a name and an expression",
                "\\set x 1 +\\nSELECT 1;|1: the expression cannot be read",
                "\\set x foo(1)\\nSELECT 1;|1: the expression cannot be read: pgbench has no function foo",
                "\\set x :y\\nSELECT 1;|1: the script sets no variable y",
                "SELECT 1;\\n\\nSELECT :aid;|3: the script sets no variable aid",
                "\\set aid 1\\nSELECT :aod;|2: the script sets no variable aod; did you mean aid?",
                "\\sleep soon\\nSELECT 1;|1: \\sleep needs a number",
                "\\if 1\\nSELECT 1;|1: \\if without \\endif",
                "\\endif\\nSELECT 1;|1: \\endif without \\if",
                "\\if 1\\n\\else\\n\\else\\nSELECT 1;\\n\\endif|3: a second \\else",
                "\\gset\\nSELECT 1;|1: \\gset follows no statement",
                "SELECT 'a;\\n|1: a quote or comment is not closed",
                "SELECT (1;\\n|1: a parenthesis or BEGIN is not closed",
                "BEGIN;\\nSELECT 1;|2: the script leaves its transaction open",
                "BEGIN \\; SELECT 1;|1: the script leaves its transaction open",
                "BEGIN;\\nSELECT 1 \\; COMMIT \\; BEGIN;|2: the script leaves its transaction open",
                "BEGIN;\\nCOMMIT AND CHAIN;|2: the script leaves its transaction open",
                "BEGIN;\\nROLLBACK TRANSACTION TO SAVEPOINT a;|2: the script leaves its transaction open",
                "\\set x 1|1: the script sends no statement",
            })
    void what_cannot_be_done_is_told_with_its_line(String script, String message) {
        assertThatThrownBy(() -> read(script.replace("\\n", "\n").replace("\\\n", "\n\\")))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("a.sql:" + message);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "BEGIN \\; SELECT 1 \\; COMMIT;",
                "BEGIN;\nSELECT 1 \\; END;",
                "/* a */ BEGIN;\nSELECT 1;\n-- done\nCOMMIT;",
                "BEGIN;\nSELECT 1;\nCOMMIT AND NO CHAIN;",
                "BEGIN;\nSAVEPOINT a;\nROLLBACK TO a;\nPREPARE TRANSACTION 'x';\nROLLBACK PREPARED 'x';",
            })
    void a_transaction_may_end_wherever_a_statement_can_stand(String script) {
        assertThat(read(script).actions()).isNotEmpty();
    }

    @Test
    void several_files_share_the_requests_by_their_weights() {
        ProfileDraft one = PgbenchReader.read(new SourceText("a.sql", "SELECT 1;"), Map.of());
        ProfileDraft yaml = ProfileReader.read(
                new SourceText(
                        "b.yml",
                        "rate: 5/s\nqueries:\n  - {name: x, sql: SELECT 1, weight: 8}\n  - {name: y, sql: SELECT 2, weight: 2}"),
                (file, origin) -> new SourceText(file, ""));

        LoadProfile mixed = DraftMix.of(List.of(one, yaml), List.of(3, 1)).profile();

        assertThat(mixed.name()).isEqualTo("a.sql, b.yml");
        assertThat(mixed.ratePerSecond()).hasValue(5);
        assertThat(mixed.queries()).extracting(LoadQuery::weight).containsExactly(3.0, 0.8, 0.2);
        assertThatThrownBy(() -> DraftMix.of(List.of(yaml, yaml), List.of(1, 1)))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("b.yml states a rate, and so does another file");
    }

    private static LoadQuery read(String script) {
        return PgbenchReader.read(new SourceText("a.sql", script), Map.of())
                .profile()
                .queries()
                .get(0);
    }
}
