package dev.dryrun.script;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Where one statement ends and the next begins. */
class SplitterTest {

    @Test
    void a_semicolon_ends_a_statement() {
        assertThat(sqlOf("select 1; select 2;")).containsExactly("select 1", "select 2");
    }

    @Test
    void the_last_statement_needs_no_semicolon() {
        assertThat(sqlOf("select 1;\nselect 2\n")).containsExactly("select 1", "select 2");
    }

    @Test
    void empty_statements_are_no_steps() {
        assertThat(sqlOf(";; select 1;;\n;")).containsExactly("select 1");
    }

    /** Each of these is one statement, although a semicolon or a quote stands in its middle. */
    static Stream<String> statementsThatStayWhole() {
        return Stream.of(
                "select ';'",
                "select 'it''s; fine'",
                "select 'a backslash is no escape\\'",
                "select E'\\';'",
                "select e'\\\\' || ';'",
                "select 'a;'\n  'b;'",
                "select E'a'\n'it\\'s; still escaped'",
                "select 'a' -- it's a remark; really\n  'b;'",
                "select E'a' -- one\n\n -- two\n '\\';'",
                "select E'a\\\n;'",
                "select U&'d\\0061t;'",
                "select U&\"d\\0061;t\" from t",
                "select \"a;\"\"b;\" from t",
                "select \"it's\" from \"o'clock;\"",
                "select B'01;', X'1F;', N'n;'",
                "select $$a;b$$",
                "select $tag$a; $$ ; $other$ $tag$",
                "select $a$ $b$a$",
                "select $täg$;$täg$",
                "select 1 /* ; */ + 2",
                "select 1 /* a /* nested; */ comment's; */ + 2",
                "select 1 /* \"quote' $$ */ + 2",
                "select 1 /***;***/ + 2",
                "select 1 -- it's; $$ /* \"\n + 2",
                "select 1 +-- ;\n 2",
                "select 2 */* ; */ 3",
                "create rule r as on insert to t do also (insert into a values (1); delete from b;)",
                "do $$ begin perform 1; raise notice 'x;'; end $$",
                "do language plpgsql $body$ begin execute $q$ select 1; $q$; end $body$",
                "select ':a;' :: text, a[1:2] from t where b ? 'x' and c @> '{}' and d ~ '\\d;'",
                "select a$b$c, d$$e from t");
    }

    @ParameterizedTest
    @MethodSource("statementsThatStayWhole")
    void quotes_comments_and_parentheses_keep_a_statement_whole(String statement) {
        assertThat(sqlOf(statement + ";\nselect 2;")).containsExactly(statement, "select 2");
    }

    @Test
    void a_dollar_behind_an_identifier_opens_no_string() {
        assertThat(sqlOf("select a$b$c; select d$b$e;")).containsExactly("select a$b$c", "select d$b$e");
    }

    @Test
    void parameters_open_no_dollar_quote() {
        assertThat(sqlOf("select $1,$2; select $1;")).containsExactly("select $1,$2", "select $1");
    }

    @Test
    void a_dollar_quote_may_follow_a_number() {
        assertThat(sqlOf("select 1$$;$$; select 2")).containsExactly("select 1$$;$$", "select 2");
        assertThat(sqlOf("select 1e5$a$; select $a$;$a$")).containsExactly("select 1e5$a$", "select $a$;$a$");
    }

    @Test
    void an_e_behind_an_identifier_gives_no_escapes() {
        assertThat(sqlOf("select date'\\'; select type'\\';")).containsExactly("select date'\\'", "select type'\\'");
    }

    @Test
    void strings_on_one_line_are_not_joined() {
        assertThat(sqlOf("select E'a' '\\'; select 2;")).containsExactly("select E'a' '\\'", "select 2");
    }

    @Test
    void strings_with_a_comment_in_stars_between_them_are_not_joined() {
        assertThat(sqlOf("select E'a' /*\n*/ '\\'; select 2;")).containsExactly("select E'a' /*\n*/ '\\'", "select 2");
    }

    @Test
    void a_closing_parenthesis_too_many_is_left_to_the_server() {
        assertThat(sqlOf("select 1); select (2);")).containsExactly("select 1)", "select (2)");
    }

    static Stream<String> routines() {
        return Stream.of(
                "create function f() returns int begin atomic select 1; select 2; end",
                "CREATE OR REPLACE FUNCTION f() RETURNS int\nBEGIN ATOMIC\n  SELECT 1;\nEND",
                "create procedure p() begin atomic insert into t values (1); insert into t values (2); end",
                "create or replace procedure p() language sql begin atomic delete from t; end",
                "create function f(x int) returns int begin atomic"
                        + " select case when x > 0 then case x when 1 then 2 end else 3 end; select 4; end",
                "create /* why */ function f() returns int -- begin\n begin atomic select 1; end",
                "create function f() returns text begin atomic select (case when true then 'end;' end); end",
                "create function f() returns int language sql return case when true then 1 else 2 end",
                "create function f() returns int language sql as 'begin; end'",
                "create function f() returns int language plpgsql as $$ begin return case when 1 then 2 end; end $$");
    }

    @ParameterizedTest
    @MethodSource("routines")
    void the_body_of_a_routine_stays_in_its_statement(String routine) {
        assertThat(sqlOf(routine + "; select 2;")).containsExactly(routine, "select 2");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "begin",
                "select case when true then 1 end",
                "create table begin_work (a int)",
                "create table t (\"begin\" int)",
                "create trigger g before insert on t execute function begin_it()",
                "create view v as select 1 as begin",
                "drop function begin",
            })
    void begin_counts_only_where_a_routine_is_created(String statement) {
        assertThat(sqlOf(statement + "; select 2;")).containsExactly(statement, "select 2");
    }

    @Test
    void statements_after_a_routine_with_a_body_split_again() {
        assertThat(sqlOf("create function f() returns int begin atomic select 1; end; begin; select 1; end;"))
                .containsExactly(
                        "create function f() returns int begin atomic select 1; end", "begin", "select 1", "end");
    }

    static Stream<Arguments> sqlTexts() {
        return Stream.of(
                Arguments.of("-- why\n\n/* and how */ select 1 ;", "select 1"),
                Arguments.of("select 1 -- kept\n;", "select 1 -- kept"),
                Arguments.of("select /* kept */ 1;", "select /* kept */ 1"),
                Arguments.of("  \t\f select\n\n 1  \n\t ;", "select\n\n 1"),
                Arguments.of("select 1 -- at the end", "select 1 -- at the end"),
                Arguments.of("select {fn now()}, a ?? b, ?;", "select {fn now()}, a ?? b, ?"));
    }

    @ParameterizedTest
    @MethodSource("sqlTexts")
    void the_text_is_verbatim_without_leading_comments_and_the_semicolon(String script, String sql) {
        assertThat(sqlOf(script)).containsExactly(sql);
    }

    @Test
    void files_with_carriage_returns_split_alike() {
        List<Step> steps = steps("-- one\r\nselect 1;\r\nselect E'a'\r\n'\\';';\r\nselect 3 -- x\r\n;\r\n");
        assertThat(steps).extracting(Step::sql).containsExactly("select 1", "select E'a'\r\n'\\';'", "select 3 -- x");
        assertThat(steps).extracting(Step::line).containsExactly(2, 3, 5);
    }

    @Test
    void a_byte_order_mark_is_no_part_of_the_first_statement() {
        assertThat(sqlOf("\uFEFFselect 1;")).containsExactly("select 1");
    }

    @Test
    void letters_outside_ascii_belong_to_identifiers() {
        assertThat(sqlOf("select größe$$ from t; select 'é;', \"ß;\";"))
                .containsExactly("select größe$$ from t", "select 'é;', \"ß;\"");
    }

    @Test
    void the_line_is_that_of_the_first_token() {
        String script = """
                -- a comment
                /* another
                   one */ alter table t
                  add column a int; select 'two
                lines'; select 3;

                select
                  4
                """;
        assertThat(steps(script)).extracting(Step::line).containsExactly(3, 4, 5, 7);
    }

    @Test
    void statements_joined_with_an_escaped_semicolon_are_one_step() {
        Step step = steps("begin\\; insert into t values (1)\\;\n commit; select 2;")
                .get(0);
        assertThat(step.sql()).isEqualTo("begin; insert into t values (1);\n commit");
        assertThat(step.protocol()).isEqualTo(new Protocol.SimpleGroup(3));
        assertThat(step.kind()).isEqualTo("BEGIN \\; 2 more");
    }

    @Test
    void a_group_with_one_statement_is_a_statement() {
        Step step = steps("\\; select 1\\; /* nothing */ ;").get(0);
        assertThat(step.sql()).isEqualTo("select 1; /* nothing */");
        assertThat(step.protocol()).isEqualTo(new Protocol.Extended());
    }

    @Test
    void a_group_counts_a_routine_with_a_body_once() {
        Step step = steps("create function f() returns int begin atomic select 1; select 2; end\\; select 3;")
                .get(0);
        assertThat(step.protocol()).isEqualTo(new Protocol.SimpleGroup(2));
    }

    @Test
    void an_escaped_colon_is_a_colon() {
        assertThat(sqlOf("select a\\:\\:text from t; \\:x;")).containsExactly("select a::text from t", ":x");
    }

    @Test
    void backslashes_in_quotes_are_no_commands() {
        assertThat(sqlOf("select '\\d', \"\\e\", $$\\f$$; -- \\g\n/* \\h */ select 2;"))
                .containsExactly("select '\\d', \"\\e\", $$\\f$$", "select 2");
    }

    private static List<Step> steps(String text) {
        return Parsed.script(List.of(new SourceText("m.sql", text)), false).steps();
    }

    private static List<String> sqlOf(String text) {
        return steps(text).stream().map(Step::sql).toList();
    }
}
