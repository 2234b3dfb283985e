package dev.dryrun.script;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.dryrun.plan.BadInput;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** COPY … FROM STDIN with its rows in the script. */
class InlineRowsTest {

    @Test
    void rows_are_taken_as_they_are_up_to_the_end_mark() {
        List<Step> steps = steps("""
                select 1;
                COPY t (a, b) FROM stdin;
                1\tit's; "open" $$ /*
                \\N\t\\.x

                \\.

                select 2;
                """);
        assertThat(steps).extracting(Step::sql).containsExactly("select 1", "COPY t (a, b) FROM stdin", "select 2");
        assertThat(steps).extracting(Step::line).containsExactly(1, 2, 8);
        assertThat(steps.get(1).protocol())
                .isEqualTo(new Protocol.CopyIn(CopyRows.of("1\tit's; \"open\" $$ /*\n\\N\t\\.x\n\n")));
        assertThat(steps.get(1).kind()).isEqualTo("COPY");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "copy t from stdin",
                "COPY public.\"T\" (a,\n b) FROM STDIN WITH (FORMAT csv, HEADER)",
                "copy t /* from 'file' */ from -- here\n stdin where a > 0",
                "copy binary t from stdin",
                "copy t from stdout",
            })
    void every_spelling_of_copy_from_stdin_is_followed_by_rows(String copy) {
        List<Step> steps = steps(copy + "; -- rows\nrow\n\\.\nselect 1;");
        assertThat(steps).hasSize(2);
        assertThat(steps.get(0).protocol()).isEqualTo(new Protocol.CopyIn(CopyRows.of("row\n")));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "copy t to stdout",
                "copy t from '/tmp/stdin'",
                "copy program from 'stdin'",
                "copy (select a from stdin) to stdout",
                "copy t from \"stdin\"",
                "select * from stdin",
                "copy stdin from '/tmp/f'",
            })
    void other_statements_are_not(String statement) {
        List<Step> steps = steps(statement + ";\nselect 1;");
        assertThat(steps).hasSize(2);
        assertThat(steps.get(0).protocol()).isEqualTo(new Protocol.Extended());
    }

    @Test
    void no_rows_are_no_data() {
        assertThat(steps("copy t from stdin;\n\\.\n").get(0).protocol())
                .isEqualTo(new Protocol.CopyIn(CopyRows.of("")));
    }

    @Test
    void carriage_returns_stay_in_the_rows() {
        List<Step> steps = steps("copy t from stdin;\r\na\r\n\\.\r\nselect 1;\r\n");
        assertThat(steps.get(0).protocol()).isEqualTo(new Protocol.CopyIn(CopyRows.of("a\r\n")));
        assertThat(steps.get(1).line()).isEqualTo(4);
    }

    @ParameterizedTest
    @ValueSource(strings = {"a", "a\n", "a\n\\.", "a\n\\. \nselect 1;\n"})
    void the_end_of_the_file_ends_the_rows_and_psql_knows_no_other_end_mark_than_a_whole_line(String rows) {
        assertThat(steps("copy t from stdin;\n" + rows))
                .extracting(Step::protocol)
                .containsExactly(new Protocol.CopyIn(CopyRows.of(rows)));
    }

    @Test
    void g_may_end_the_copy_statement() {
        assertThat(steps("copy t from stdin \\g\na\n\\.\nselect 1;")).hasSize(2);
    }

    @Test
    void two_copies_each_take_their_rows() {
        assertThat(steps("copy a from stdin;\n1\n\\.\ncopy b from stdin;\n2\n\\.\n"))
                .extracting(Step::protocol)
                .containsExactly(new Protocol.CopyIn(CopyRows.of("1\n")), new Protocol.CopyIn(CopyRows.of("2\n")));
    }

    @Test
    void text_behind_copy_on_its_line_is_refused() {
        assertThat(refused("select 1;\ncopy t from stdin; select 2;\na\n\\.\n"))
                .isEqualTo("m.sql:2: more text follows COPY FROM STDIN on its line");
    }

    @Test
    void copy_among_joined_statements_is_refused() {
        assertThat(refused("select 1\\; copy t from stdin;\na\n\\.\n"))
                .isEqualTo("m.sql:1: COPY FROM STDIN among statements joined with \\; is not supported");
    }

    private static String refused(String text) {
        return catchThrowableOfType(BadInput.class, () -> steps(text)).getMessage();
    }

    private static List<Step> steps(String text) {
        return Parsed.script(List.of(new SourceText("m.sql", text)), false).steps();
    }
}
