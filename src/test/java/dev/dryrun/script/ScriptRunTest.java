package dev.dryrun.script;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.dryrun.plan.BadInput;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A script followed with the answers of a server: branches, variables from results, and statements from results. */
class ScriptRunTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            \\if true~a;~\\else~b;~\\endif                                         | a
            \\if f~a;~\\elif off~b;~\\elif ye~c;~\\elif true~d;~\\else~e;~\\endif   | c
            \\if 0~a;~\\elif no~b;~\\else~c;~\\endif                               | c
            \\if o~a;~\\else~b;~\\endif                                            | b
            \\if :v~a;~\\else~b;~\\endif                                           | b
            \\set v 1~\\if :v~a;~\\endif~b;                                        | a b
            \\if :{?v}~a;~\\else~b;~\\endif                                        | b
            \\if 'tr'ue~a;~\\endif                                                 | a
            \\if true false~a;~\\else~b;~\\endif                                   | b
            \\if ON~\\if off~a;~\\else~b;~\\endif~c;~\\else~\\if on~d;~\\endif~\\endif | b c
            \\if no~\\set v 1~\\endif~:{?v};                                       | FALSE
            """)
    void the_branch_whose_condition_holds_is_taken(String text, String sent) {
        String script = text.replace('~', '\n') + "\nz;";
        assertThat(Parsed.script(List.of(new SourceText("m.sql", script)), false)
                        .steps())
                .extracting(Step::sql)
                .containsExactly((sent + " z").split(" "));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\\i none.sql",
                "\\! ls",
                "\\copy t from 'f'",
                "\\set AUTOCOMMIT off",
                "drop database d;",
                "\\c other",
                "\\o f",
                "\\echo `date`",
                "select 1 \\gset",
                "\\q",
                "\\endif\n\\if no"
            })
    void in_a_branch_that_is_certainly_not_taken_nothing_is_read_or_refused(String line) {
        String script = "\\if false\n" + line + "\n\\endif\nselect 1;";
        assertThat(Parsed.script(List.of(new SourceText("m.sql", script)), false)
                        .steps())
                .extracting(Step::sql)
                .containsExactly("select 1");
    }

    @ParameterizedTest
    @ValueSource(strings = {"\\i none.sql", "\\! ls", "\\set AUTOCOMMIT off", "drop database d;", "\\c other"})
    void in_a_branch_that_a_result_decides_everything_is_checked(String line) {
        String script = "select 1 as x \\gset\n\\if :x\n" + line + "\n\\endif\nselect 1;";
        BadInput refused = catchThrowableOfType(
                BadInput.class, () -> Parsed.script(List.of(new SourceText("m.sql", script)), false));
        assertThat(refused.getMessage()).startsWith("m.sql:3: ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"\\if true", "\\else", "\\endif"})
    void a_branch_inside_a_statement_is_refused(String line) {
        String script = "\\if true\nselect\n" + line + "\n1;\n\\endif\n";
        BadInput refused = catchThrowableOfType(
                BadInput.class, () -> Parsed.script(List.of(new SourceText("m.sql", script)), false));
        assertThat(refused.getMessage())
                .isEqualTo("m.sql:3: " + line.split(" ")[0] + " inside a statement is not supported");
    }

    @Test
    void a_second_else_is_refused() {
        String script = "\\if true\n\\else\n\\else\n\\endif\nselect 1;";
        BadInput refused = catchThrowableOfType(
                BadInput.class, () -> Parsed.script(List.of(new SourceText("m.sql", script)), false));
        assertThat(refused.getMessage()).isEqualTo("m.sql:3: \\else after \\else");
    }

    @Test
    void a_result_becomes_variables() {
        ScriptRun run = run("select 5 as n, null as gone, 'x' as s \\gset p_\nselect :p_n, :'p_s', :{?p_gone};\n");
        assertThat(sql(run)).isEqualTo("select 5 as n, null as gone, 'x' as s");
        assertThat(run.wantsRows()).isTrue();
        assertThat(run.answered(row("n", "5", "gone", null, "s", "x"))).isEmpty();
        assertThat(sql(run)).isEqualTo("select 5, 'x', FALSE");
        assertThat(run.wantsRows()).isFalse();
        assertThat(run.next()).isEmpty();
    }

    @Test
    void a_result_of_another_number_of_rows_ends_the_script() {
        assertThat(objection(List.of())).contains("no rows returned for \\gset");
        assertThat(objection(List.of(List.of(Optional.of("1")), List.of(Optional.of("2")))))
                .contains("more than one row returned for \\gset");
    }

    @Test
    void a_column_whose_name_cannot_be_a_variable_ends_the_script() {
        ScriptRun run = run("select 1 \\gset\n");
        run.next();
        assertThat(run.answered(row("?column?", "1")).orElseThrow()).startsWith("invalid variable name: \"?column?\"");
    }

    @Test
    void a_statement_without_a_result_gives_no_variables_and_is_no_error() {
        ScriptRun run = run("update t set a = 1 \\gset\nselect :ROW_COUNT;\n");
        run.next();
        assertThat(run.answered(Answer.counting(Optional.of(7L)))).isEmpty();
        assertThat(sql(run)).isEqualTo("select 7");
    }

    @Test
    void switches_of_psql_are_no_variables_for_results() {
        ScriptRun run = run("select 'off' as \"AUTOCOMMIT\" \\gset\nselect :'AUTOCOMMIT';\n");
        run.next();
        run.answered(row("AUTOCOMMIT", "off"));
        assertThat(sql(run)).isEqualTo("select 'on'");
    }

    @Test
    void a_branch_goes_by_the_result() {
        String text = "select x \\gset\n\\if :x\na;\n\\set v 1\n\\else\nb;\n\\set v 2\n\\endif\nselect :v;\n";
        assertThat(sentAfter(text, "x", "t")).containsExactly("a", "select 1");
        assertThat(sentAfter(text, "x", "f")).containsExactly("b", "select 2");
    }

    @Test
    void each_field_of_a_result_is_a_step_with_the_line_of_gexec() {
        ScriptRun run = run("select 1;\nselect q\n from qs\n \\gexec\nselect 2;\n");
        run.next();
        run.answered(Answer.counting(Optional.of(1L)));
        run.next();
        assertThat(run.wantsRows()).isTrue();
        List<List<Optional<String>>> rows = List.of(
                List.of(Optional.of("-- why\nselect :a "), Optional.empty()),
                List.of(Optional.of("select 'x;'; select 4;"), Optional.of(" ")));
        assertThat(run.answered(new Answer(Optional.of(2L), List.of("q", "r"), rows)))
                .isEmpty();
        List<Step> steps = run.rest();
        assertThat(steps).extracting(Step::sql).containsExactly("select :a", "select 'x;'; select 4;", "select 2");
        assertThat(steps).extracting(Step::line).containsExactly(4, 4, 5);
        assertThat(steps).extracting(Step::number).containsExactly(3, 4, 5);
        assertThat(steps.get(1).protocol()).isEqualTo(new Protocol.SimpleGroup(2));
    }

    @Test
    void a_field_that_must_not_be_sent_is_a_refusal() {
        ScriptRun run = run("select q \\gexec\n");
        run.next();
        run.answered(row("q", "create subscription s connection 'x' publication p"));
        assertThat(run.next().orElseThrow())
                .isInstanceOfSatisfying(
                        Refusal.class,
                        refusal -> assertThat(refusal.reason())
                                .startsWith("CREATE SUBSCRIPTION would connect to another server"));
    }

    @Test
    void what_is_left_after_a_failure_is_told_with_variables_as_they_are_written() {
        ScriptRun run = run("\\set k 1\nselect x \\gset\nselect :x, :k;\n\\if :x\na;\n\\else\nb;\n\\endif\n");
        run.next();
        assertThat(run.rest()).extracting(Step::sql).containsExactly("select :x, :k", "a", "b");
    }

    @Test
    void the_server_tells_what_psql_knows_of_it() {
        Script script = Parsed.script(
                List.of(new SourceText("m.sql", "\\if :SERVER_IS_NEW\n\\endif\nselect :SERVER_VERSION_NUM;")), false);
        assertThat(sql(script.begin(Map.of("SERVER_VERSION_NUM", "150018")))).isEqualTo("select 150018");
        assertThat(script.steps()).extracting(Step::sql).containsExactly("select :SERVER_VERSION_NUM");
    }

    @Test
    void copy_in_a_branch_that_turns_out_not_to_be_taken_is_a_refusal_as_psql_ends_there() {
        ScriptRun run = run("select x \\gset\n\\if :x\ncopy t from stdin;\n1\n\\.\n\\endif\n");
        run.next();
        run.answered(row("x", "no"));
        assertThat(run.next().orElseThrow()).isInstanceOf(Refusal.class);
    }

    private static List<String> sentAfter(String text, String column, String value) {
        ScriptRun run = run(text);
        run.next();
        run.answered(row(column, value));
        return run.rest().stream().map(Step::sql).toList();
    }

    private static Optional<String> objection(List<List<Optional<String>>> rows) {
        ScriptRun run = run("select n \\gset\n");
        run.next();
        return run.answered(new Answer(Optional.empty(), List.of("n"), rows));
    }

    private static Answer row(String... namesAndValues) {
        List<String> columns = new ArrayList<>();
        List<Optional<String>> row = new ArrayList<>();
        for (int at = 0; at < namesAndValues.length; at += 2) {
            columns.add(namesAndValues[at]);
            row.add(Optional.ofNullable(namesAndValues[at + 1]));
        }
        return new Answer(Optional.of(1L), columns, Arrays.asList(List.copyOf(row)));
    }

    private static String sql(ScriptRun run) {
        return ((Step) run.next().orElseThrow()).sql();
    }

    private static ScriptRun run(String text) {
        return Parsed.script(List.of(new SourceText("m.sql", text)), false).begin(Map.of());
    }
}
