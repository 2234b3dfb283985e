package dev.dryrun.script;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.dryrun.plan.BadInput;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

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
            \\copy t from 'f' with 'open   | \\copy is not supported: it reads or writes a file of the client
            \\! ls 'it                     | \\! is not supported: it would run a program of the shell
            \\!ls                          | \\! is not supported: it would run a program of the shell
            \\o out.txt                    | \\o is not supported: it would write a file
            \\w f                          | \\w is not supported: it would write a file
            \\e                            | \\e is not supported: nobody is there to edit
            \\prompt 'name?' v             | \\prompt is not supported: nobody is there to answer
            \\password                     | \\password is not supported: nobody is there to answer
            select 1 \\watch 1             | \\watch is not supported: it would repeat the statement for ever
            \\lo_import f                  | \\lo_import is not supported: it reads or writes a file of the client
            \\cd /tmp                      | \\cd is not supported: it would change the directory of dryrun
            \\setenv A b                   | \\setenv is not supported: a dry run shares no environment with the script
            \\getenv v A                   | \\getenv is not supported: a dry run shares no environment with the script
            \\bind 1                       | \\bind is not supported: statements are sent without parameters
            \\frobnicate                   | \\frobnicate is not supported
            \\timing;                      | \\timing; is not supported
            \\.                            | \\. is not supported
            \\                             | \\ is not supported
            select 1 \\g out.txt            | \\g to a file or a program is not supported
            select 1 \\g (format=csv) f     | \\g to a file or a program is not supported
            select 1; \\g                   | \\g without a statement before it is not supported
            select 1; \\gset                | \\gset without a statement before it is not supported
            select 1\\; select 2 \\gset     | \\gset after statements joined with \\; is not supported
            \\echo `date`                   | a command in backquotes is not supported: a dry run runs no programs
            \\echo 'open                    | unterminated quoted string
            \\echo "open                    | unterminated quoted string
            \\set 'a b' 1                   | "a b" cannot name a variable
            \\set AUTOCOMMIT off            | AUTOCOMMIT off is not supported
            \\unset AUTOCOMMIT              | AUTOCOMMIT off is not supported
            \\set AUTOCOMMIT perhaps        | "perhaps" is no value for AUTOCOMMIT
            \\set SINGLELINE                | SINGLELINE on is not supported: a dry run ends statements at semicolons, not at the ends of lines
            \\set ON_ERROR_ROLLBACK on      | ON_ERROR_ROLLBACK on is not supported: a dry run does not put a savepoint before each statement
            \\unset                         | \\unset without a name
            \\i                             | \\i without a file
            \\i -                           | reading standard input is not supported
            \\connect other                 | \\connect other is not supported: there is only the database of the dump, and one user
            \\c - somebody                  | \\connect - somebody is not supported: there is only the database of the dump, and one user
            \\endif                         | \\endif without \\if
            \\else                          | \\else without \\if
            \\elif true                     | \\elif without \\if
            \\if true                       | \\if without \\endif
            """)
    void what_cannot_be_done_is_refused_with_line_and_reason(String line, String message) {
        BadInput refused = catchThrowableOfType(BadInput.class, () -> commands("select 0;\n\n" + line + "\nselect 2;"));
        assertThat(refused.getMessage()).isEqualTo("m.sql:3: " + message);
        assertThat(refused.hint()).isNotBlank();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\\pset format csv",
                "\\x on",
                "\\a",
                "\\t",
                "\\f ,",
                "\\H",
                "\\C 'a title'",
                "\\T border=1",
                "\\o",
                "\\d t",
                "\\dt+ *.*",
                "\\l",
                "\\sf f",
                "\\z",
                "\\conninfo",
                "\\help select",
                "\\?",
                "\\set",
                "\\encoding",
                "\\encoding latin1"
            })
    void what_only_prints_is_passed_over_with_a_note(String line) {
        List<Command> commands = commands("select 0;\n" + line + "\nselect 2;");
        assertThat(commands).hasSize(3);
        assertThat(commands.get(1))
                .isInstanceOf(Note.class)
                .extracting(Command::line)
                .isEqualTo(2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"\\o | cat 'open", "select 1 \\g | cat \"open", "select 1 \\gx |cat", "\\w |cat"})
    void a_program_of_the_shell_is_refused_whatever_its_arguments(String line) {
        assertThat(catchThrowableOfType(BadInput.class, () -> commands(line)).getMessage())
                .startsWith("m.sql:1: ")
                .doesNotContain("quoted");
    }

    @Test
    void another_encoding_is_refused_where_it_would_matter() {
        assertThat(catchThrowableOfType(BadInput.class, () -> commands("\\encoding latin1\nselect 'é';"))
                        .getMessage())
                .startsWith("m.sql:1: \\encoding latin1 is not supported");
        assertThat(sqlOf("\\encoding UTF8\nselect 'é';")).containsExactly("select 'é'");
    }

    @Test
    void switching_off_the_stop_at_errors_is_noted() {
        assertThat(commands("\\set ON_ERROR_STOP off\nselect 1;").get(0)).isInstanceOf(Note.class);
        assertThat(commands("\\set ON_ERROR_STOP on\nselect 1;").get(0)).isInstanceOf(Step.class);
    }

    @Test
    void connecting_anew_is_no_step() {
        assertThat(commands("select 1;\n\\c\nselect 2;").get(1)).isEqualTo(new Reconnect("m.sql", 2));
        assertThat(commands("\\connect -;\nselect 2;").get(0)).isEqualTo(new Reconnect("m.sql", 1));
    }

    private static List<Command> commands(String text) {
        return Parsed.script(List.of(new SourceText("m.sql", text)), false).commands();
    }

    private static List<String> sqlOf(String text) {
        return commands(text).stream().map(command -> ((Step) command).sql()).toList();
    }
}
