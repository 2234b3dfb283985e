package dev.dryrun.script;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.dryrun.plan.BadInput;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a script may ask of psql, and what it may not. */
class PsqlCommandTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            \\echo half way                 | half way
            \\echo   many    blanks         | many blanks
            \\echo 'many    blanks'         | many    blanks
            \\echo -n no line feed          | no line feed
            \\echo it''s and 'it''s'        | its and it's
            \\echo 'a'b"c 'd"               | ab"c 'd"
            \\echo 'tab\\tbed' 'a\\\\b'     | tab~bed a\\b
            \\echo done; really             | done; really
            \\echo -- no comment            | -- no comment
            """)
    void echo_takes_its_words_as_psql_does(String line, String words) {
        assertThat(commands(line + "\r\nselect 1;").get(0)).isEqualTo(new Echo("m.sql", 1, words.replace('~', '\t')));
    }

    @Test
    void echo_without_words_is_an_empty_line() {
        assertThat(commands("\\echo\nselect 1;").get(0)).isEqualTo(new Echo("m.sql", 1, ""));
    }

    @Test
    void a_command_may_follow_a_statement_on_its_line() {
        assertThat(commands("select 1; \\echo one\nselect 2;"))
                .hasSize(3)
                .element(1)
                .isEqualTo(new Echo("m.sql", 1, "one"));
    }

    @Test
    void a_command_ends_before_the_next_one() {
        assertThat(commands("\\echo a \\echo b\nselect 1;"))
                .startsWith(new Echo("m.sql", 1, "a"), new Echo("m.sql", 1, "b"));
    }

    @Test
    void a_double_backslash_leads_back_to_sql() {
        assertThat(sqlOf("\\timing on \\\\ select 1;")).containsExactly("select 1");
    }

    @Test
    void a_command_in_the_middle_of_a_statement_is_taken_out_of_it() {
        List<Command> commands = commands("select 1,\n\\echo half way\n  2;");
        assertThat(commands.get(0)).isEqualTo(new Echo("m.sql", 2, "half way"));
        assertThat(((Step) commands.get(1)).sql()).isEqualTo("select 1,\n\n  2");
    }

    @Test
    void timing_and_restrict_are_passed_over() {
        assertThat(commands("\\restrict aB3\n\\timing\n\\timing on\nselect 1;\n\\timing off\n\\unrestrict aB3\n"))
                .hasSize(1);
    }

    @Test
    void g_ends_a_statement_as_a_semicolon_does() {
        assertThat(sqlOf("select 1 \\g\nselect (2 \\gx\nselect 3;"))
                .containsExactly("select 1", "select (2", "select 3");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            select 1 \\gexec                | \\gexec is not supported
            select 1 \\gset                 | \\gset is not supported
            \\set a 1                       | \\set is not supported
            \\i other.sql                   | \\i is not supported
            \\copy t from 'f'               | \\copy is not supported
            \\if true                       | \\if is not supported
            \\c other                       | \\c is not supported
            \\timing;                       | \\timing; is not supported
            \\!ls                           | \\!ls is not supported
            \\.                             | \\. is not supported
            \\                              | \\ is not supported
            select 1 \\g out.txt            | \\g with arguments is not supported
            select 1; \\g                   | \\g without a statement before it is not supported
            \\echo `date`                   | a command in backquotes is not supported
            \\echo 'open                    | unterminated quoted string
            \\echo "open                    | unterminated quoted string
            """)
    void other_commands_are_refused_with_their_line(String line, String message) {
        BadInput refused = catchThrowableOfType(BadInput.class, () -> commands("select 0;\n\n" + line + "\nselect 2;"));
        assertThat(refused.getMessage()).isEqualTo("m.sql:3: " + message);
        assertThat(refused.hint()).isNotBlank();
    }

    @Test
    void the_hint_names_the_commands_that_are_allowed() {
        BadInput refused = catchThrowableOfType(BadInput.class, () -> commands("select 1 \\gexec"));
        assertThat(refused.hint()).contains("\\echo", "\\timing", "\\g");
    }

    private static List<Command> commands(String text) {
        return Parsed.script(List.of(new SourceText("m.sql", text)), false).commands();
    }

    private static List<String> sqlOf(String text) {
        return commands(text).stream().map(command -> ((Step) command).sql()).toList();
    }
}
