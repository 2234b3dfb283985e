package dev.dryrun.script;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.dryrun.plan.BadInput;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The whole migration: several files, the single transaction, and what is refused. */
class ScriptTest {

    private static final SourceText ONE = new SourceText("one.sql", "-- first\nselect 1;\nselect 2");
    private static final SourceText TWO = new SourceText("two.sql", "\\echo two\n\n\nselect 3;");

    @Test
    void steps_are_numbered_over_all_files() {
        Script script = Parsed.script(List.of(ONE, TWO), false);
        assertThat(script.steps()).extracting(Step::number).containsExactly(1, 2, 3);
        assertThat(script.steps()).extracting(Step::file).containsExactly("one.sql", "one.sql", "two.sql");
        assertThat(script.steps()).extracting(Step::line).containsExactly(2, 3, 4);
    }

    @Test
    void echoes_keep_their_place_among_the_steps() {
        Script script = Parsed.script(List.of(ONE, TWO), false);
        assertThat(script.commands()).hasSize(4);
        assertThat(script.commands().get(2)).isEqualTo(new Echo("two.sql", 1, "two"));
    }

    @Test
    void a_statement_does_not_go_on_in_the_next_file() {
        List<SourceText> sources = List.of(new SourceText("a", "select"), new SourceText("b", "1;"));
        assertThat(Parsed.script(sources, false).steps()).extracting(Step::sql).containsExactly("select", "1");
    }

    @Test
    void a_single_transaction_surrounds_all_files() {
        List<Step> steps = Parsed.script(List.of(ONE, TWO), true).steps();
        assertThat(steps).extracting(Step::number).containsExactly(1, 2, 3, 4, 5);
        assertThat(steps.get(0)).isEqualTo(new Step(1, "one.sql", 2, "BEGIN", "BEGIN", new Protocol.Extended()));
        assertThat(steps.get(4)).isEqualTo(new Step(5, "two.sql", 4, "COMMIT", "COMMIT", new Protocol.Extended()));
    }

    @Test
    void a_part_in_a_transaction_has_a_begin_and_a_commit_of_its_own() {
        List<Part> parts = List.of(Part.inTransaction(ONE), Part.asWritten(TWO));
        assertThat(Script.parse(parts, ScriptOptions.plain()).steps())
                .extracting(Step::sql)
                .containsExactly("BEGIN", "select 1", "select 2", "COMMIT", "select 3");
    }

    @Test
    void a_part_that_ends_its_transaction_itself_has_a_begin_alone() {
        List<Part> parts = List.of(new Part(ONE, Part.Frame.BEGIN), Part.asWritten(TWO));
        assertThat(Script.parse(parts, ScriptOptions.plain()).steps())
                .extracting(Step::sql)
                .containsExactly("BEGIN", "select 1", "select 2", "select 3");
    }

    @Test
    void a_single_transaction_takes_the_place_of_those_of_the_parts() {
        List<Part> parts = List.of(Part.inTransaction(ONE), new Part(TWO, Part.Frame.BEGIN));
        assertThat(Script.parse(parts, new ScriptOptions(true, Map.of())).steps())
                .extracting(Step::sql)
                .containsExactly("BEGIN", "select 1", "select 2", "select 3", "COMMIT");
    }

    @Test
    void a_single_transaction_begins_before_a_leading_echo() {
        Script script = Parsed.script(List.of(TWO), true);
        assertThat(script.commands().get(0)).isInstanceOf(Step.class);
        assertThat(script.commands().get(1)).isInstanceOf(Echo.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " \n\t", "-- nothing\n/* at all */", ";;\n;", "\\timing on\n\\echo hello", "\uFEFF"})
    void a_migration_without_a_statement_is_refused(String text) {
        assertThatThrownBy(() -> Parsed.script(List.of(new SourceText("empty.sql", text)), true))
                .isInstanceOf(BadInput.class)
                .hasMessage("no statement in empty.sql");
    }

    @Test
    void one_empty_file_among_others_is_fine() {
        List<SourceText> sources = List.of(new SourceText("empty.sql", "-- later"), ONE);
        assertThat(Parsed.script(sources, false).steps()).hasSize(2);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            select 'open                                  | unterminated quoted string
            select E'it\\'                                | unterminated quoted string
            select E'a'~'it\\'                            | unterminated quoted string
            select U&'a                                   | unterminated quoted string
            select "open                                  | unterminated quoted identifier
            select U&"open                                | unterminated quoted identifier
            do $$ begin                                   | unterminated dollar-quoted string
            do $a$ begin end $b$                          | unterminated dollar-quoted string
            do $a$ begin end $A$                          | unterminated dollar-quoted string
            select 1 /* a                                 | unterminated comment
            /* a /* b */                                  | unterminated comment
            create table t (a int; select 2;              | unterminated parenthesis
            create function f() begin atomic select 1;    | BEGIN without END in a function body
            """)
    void what_never_ends_is_refused_with_the_line_where_it_began(String text, String message) {
        String script = "select 1;\n\n" + text.replace('~', '\n') + "\n-- more\nselect 2;\n";
        assertThat(refused(script).getMessage()).isEqualTo("m.sql:3: " + message);
        assertThat(refused(script).hint()).startsWith("close ");
    }

    @Test
    void the_line_is_that_of_the_quote_and_not_of_the_statement() {
        assertThat(refused("select 1,\n 2,\n 'open\n").getMessage()).isEqualTo("m.sql:3: unterminated quoted string");
    }

    @Test
    void the_outermost_parenthesis_is_the_one_reported() {
        assertThat(refused("create table t\n(\n a numeric(3,\n b int;\n").getMessage())
                .isEqualTo("m.sql:2: unterminated parenthesis");
    }

    @Test
    void three_megabytes_are_no_trouble() {
        String row = "insert into t (a, b, c) values (1, 'it''s; a string', $$and; a body$$); -- and a comment\n";
        assertThat(Parsed.script(List.of(new SourceText("m.sql", row.repeat(35_000))), false)
                        .steps())
                .hasSize(35_000);
    }

    private static BadInput refused(String text) {
        return catchThrowableOfType(BadInput.class, () -> Parsed.script(List.of(new SourceText("m.sql", text)), false));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SET standard_conforming_strings = off",
                "set local standard_conforming_strings to 'off'",
                "SET SESSION \"standard_conforming_strings\" TO false"
            })
    void strings_are_read_with_standard_conforming_strings_on_and_it_cannot_be_turned_off(String set) {
        assertThatThrownBy(() -> Parsed.script(List.of(new SourceText("m.sql", "select 1;\n" + set + ";")), false))
                .isInstanceOf(BadInput.class)
                .hasMessageStartingWith("m.sql:2: SET standard_conforming_strings to off is not supported");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SET standard_conforming_strings = on",
                "SET standard_conforming_strings TO DEFAULT",
                "SET app.note = 'standard_conforming_strings'"
            })
    void other_settings_are_no_matter_of_strings(String set) {
        assertThat(Parsed.script(List.of(new SourceText("m.sql", set)), false).steps())
                .hasSize(1);
    }
}
