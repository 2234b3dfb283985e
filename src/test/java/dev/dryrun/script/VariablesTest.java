package dev.dryrun.script;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.dryrun.plan.BadInput;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The variables of psql, in SQL and in the arguments of commands. */
class VariablesTest {

    private static final String SET = "\\set v val\n\\set q 'it''s \"x\"'\n\\set b 'a\\\\b'\n\\set n 2\n\\set t :v\n";

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            select :v                       | select val
            select :t, :v_1, :V             | select val, :v_1, :V
            select a:v                      | select aval
            select :'v', :'q'               | select 'val', 'it''s "x"'
            select :'b'                     | select  E'a\\\\b'
            select :"v", :"q"               | select "val", "it's ""x\"""
            select :{?v}, :{?w}             | select TRUE, FALSE
            select :w, :'w', :"w"           | select :w, :'w', :"w"
            select a::v, a ::v, x := :n     | select a::v, a ::v, x := 2
            select a[1:n], a[:n:3], a[1 : n] | select a[12], a[2:3], a[1 : n]
            select ':v', ":v", $$:v$$       | select ':v', ":v", $$:v$$
            select $a$ :v $a$, E':v\\':v'   | select $a$ :v $a$, E':v\\':v'
            select 1 /* :v */               | select 1 /* :v */
            select \\:v                     | select :v
            select :{v}, :{?v, : v, :       | select :{v}, :{?v, : v, :
            """)
    void a_variable_is_replaced_where_psql_replaces_it(String sql, String sent) {
        assertThat(sqlOf(SET + sql + ";")).containsExactly(sent);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            \\set x a b 'c d' "e"           | abc d"e"
            \\set x 'a' :n'b':n             | a2b2
            \\set x :'q':"v":{?v}           | 'it''s "x"'"val"TRUE
            \\set x ':n' ":n"               | :n":n"
            \\set x                         |
            \\set x 1;                      | 1;
            \\set x :w                      | :w
            \\set x '\\x41\\102\\n'         | AB~
            """)
    void set_puts_its_values_one_behind_the_other(String set, String value) {
        String wanted = value == null ? "" : value.replace('~', '\n');
        Echo echo = (Echo) commands(SET + set + "\n\\echo :x\nselect 1;").get(0);
        assertThat(echo.text()).isEqualTo(wanted);
    }

    @Test
    void unset_makes_it_as_if_never_set() {
        assertThat(sqlOf(SET + "\\unset v\nselect :v;")).containsExactly("select :v");
    }

    @Test
    void variables_in_a_value_are_replaced_in_sql_and_a_variable_in_itself_is_not() {
        assertThat(sqlOf("\\set b 2\n\\set a 'x :b '':b'''\nselect :a;")).containsExactly("select x 2 ':b'");
        assertThat(sqlOf("\\set a ':a + 1'\nselect :a;")).containsExactly("select :a + 1");
    }

    @Test
    void a_value_may_hold_several_statements() {
        List<Step> steps = steps("\\set two 'select 1; select (2;'';'')'\n\nselect 0; :two, 3;\n:two");
        assertThat(steps)
                .extracting(Step::sql)
                .containsExactly("select 0", "select 1", "select (2;';'), 3", "select 1", "select (2;';')");
        assertThat(steps).extracting(Step::line).containsExactly(3, 3, 3, 4, 4);
    }

    @Test
    void statements_joined_by_the_script_stay_joined_around_a_value() {
        List<Step> steps = steps("\\set v 'a; select b'\nselect 1\\; select :v\\; select c;");
        assertThat(steps).extracting(Step::sql).containsExactly("select 1; select a", "select b; select c");
        assertThat(steps).extracting(Step::protocol).containsOnly(new Protocol.SimpleGroup(2));
    }

    @Test
    void an_empty_value_alone_sends_nothing() {
        assertThat(sqlOf("\\set nothing\n:nothing;\nselect 1;")).containsExactly("select 1");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            \\set v 'select ''open'         | the value of a variable in this statement opens a quote and does not close it
            \\set v 'select (1'             | the value of a variable in this statement opens a parenthesis and does not close it
            \\set v 'select 1 \\\\g'        | the value of a variable in this statement holds a command of psql
            \\set v 'copy t from stdin'     | the value of a variable makes this statement COPY FROM STDIN
            \\set v 'drop database d'       | DROP DATABASE is not supported: there is only the database of the dump
            """)
    void a_value_that_cannot_be_a_part_of_a_statement_is_refused(String set, String message) {
        assertThat(refused(set + "\nselect 0;\n:v;").getMessage()).isEqualTo("m.sql:3: " + message);
    }

    @Test
    void a_command_that_changes_a_variable_of_the_open_statement_is_refused() {
        assertThat(refused("\\set a 1\nselect :a,\n\\set a 2\n:a;").getMessage())
                .isEqualTo("m.sql:3: \\set inside a statement with variables is not supported");
        assertThat(sqlOf("select\n\\set a 2\n:a;")).containsExactly("select\n\n2");
    }

    @Test
    void variables_from_the_command_line_are_set_before_the_first_line() {
        Script script = parse("select :who, :{?empty};", Map.of("who", "me", "empty", ""));
        assertThat(script.steps()).extracting(Step::sql).containsExactly("select me, TRUE");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            a b        | 1   | --set a b=1: "a b" cannot name a variable
            AUTOCOMMIT | off | --set AUTOCOMMIT=off: AUTOCOMMIT off is not supported
            """)
    void variables_from_the_command_line_are_checked(String name, String value, String message) {
        BadInput refused = catchThrowableOfType(BadInput.class, () -> parse("select 1;", Map.of(name, value)));
        assertThat(refused.getMessage()).isEqualTo(message);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            ON_ERROR_STOP | 1
            AUTOCOMMIT | on
            ENCODING | UTF8
            DBNAME | shop
            LAST_ERROR_SQLSTATE | 00000
            """)
    void what_psql_sets_is_set(String name, String value) {
        Script script = Script.parse(
                List.of(Part.asWritten(new SourceText("m.sql", "select :'" + name + "';"))),
                new ScriptOptions(false, Map.of(), Optional.of("shop"), include -> new SourceText("none", "")));
        assertThat(script.steps()).extracting(Step::sql).containsExactly("select '" + value + "'");
    }

    @Test
    void other_tools_send_a_colon_and_a_name_as_they_are() {
        assertThat(Read.steps(Read.plain("select :ENCODING;"))).containsExactly("1 select UTF8");
        assertThat(Read.steps(Read.named(MigrationFormat.GOLANG_MIGRATE, "select a[1:ENCODING], :'v';")))
                .containsExactly("1 select a[1:ENCODING], :'v'");
    }

    private static BadInput refused(String text) {
        return catchThrowableOfType(BadInput.class, () -> parse(text, Map.of()));
    }

    private static List<Command> commands(String text) {
        return parse(text, Map.of()).commands();
    }

    private static List<Step> steps(String text) {
        return parse(text, Map.of()).steps();
    }

    private static List<String> sqlOf(String text) {
        return steps(text).stream().map(Step::sql).toList();
    }

    private static Script parse(String text, Map<String, String> variables) {
        return Script.parse(
                List.of(Part.asWritten(new SourceText("m.sql", text))), new ScriptOptions(false, variables));
    }
}
