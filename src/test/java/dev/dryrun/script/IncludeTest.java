package dev.dryrun.script;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.dryrun.plan.BadInput;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Files that a script includes. */
class IncludeTest {

    private final List<Include> asked = new ArrayList<>();

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            \\i a.sql                  | a.sql     | false
            \\include a.sql;           | a.sql     | false
            \\ir sub/a.sql             | sub/a.sql | true
            \\include_relative 'a b'   | a b       | true
            \\set f a~\\i :f.sql       | a.sql     | false
            """)
    void the_file_is_asked_for_as_the_script_has_it(String script, String path, boolean relative) {
        parse(script.replace('~', '\n') + "\nselect 2;", Map.of(path, "select 1"));
        Optional<String> from = relative ? Optional.of("m.sql") : Optional.empty();
        int line = script.contains("~") ? 2 : 1;
        assertThat(asked).containsExactly(new Include(path, from, "m.sql:" + line));
    }

    @Test
    void its_statements_stand_where_it_is_included_with_their_own_file_and_line() {
        Script script = parse("select 1;\n\\ir a\nselect 3;", Map.of("a", "\n\nselect 2"));
        assertThat(script.steps())
                .extracting(step -> step.file() + ":" + step.line() + " " + step.sql())
                .containsExactly("m.sql:1 select 1", "a:3 select 2", "m.sql:3 select 3");
    }

    @Test
    void variables_go_in_and_come_back() {
        Script script = parse("\\set v 1\n\\ir a\nselect :v;", Map.of("a", "select :v; \\set v 2"));
        assertThat(script.steps()).extracting(Step::sql).containsExactly("select 1", "select 2");
    }

    @Test
    void a_file_may_be_included_twice() {
        assertThat(parse("\\ir a\n\\ir a\n", Map.of("a", "select 1;")).steps()).hasSize(2);
    }

    @Test
    void q_ends_the_file_that_it_stands_in() {
        Script script =
                parse("\\ir a\nselect 2;\n\\q\nselect wrong;", Map.of("a", "select 1;\n\\if yes\n\\q\nselect x;"));
        assertThat(script.steps()).extracting(Step::sql).containsExactly("select 1", "select 2");
    }

    @Test
    void a_branch_that_may_end_a_file_leaves_what_follows_open() {
        String file = "select 1 as x \\gset\n\\if :x\n\\q\n\\endif\n\\set v 2\n";
        Script script = parse("\\set v 1\n\\ir a\nselect :v;", Map.of("a", file));
        assertThat(script.steps()).extracting(Step::sql).containsExactly("select 1 as x", "select :v");
        assertThat(valueAfter(script, "yes")).isEqualTo("select 1");
        assertThat(valueAfter(script, "no")).isEqualTo("select 2");
    }

    @Test
    void a_file_that_includes_itself_is_refused() {
        BadInput refused = catchThrowableOfType(
                BadInput.class, () -> parse("\\ir a", Map.of("a", "select 1;\n\\ir b", "b", "\\ir a")));
        assertThat(refused.getMessage()).isEqualTo("b:1: it includes a, which includes itself");
    }

    @Test
    void a_name_that_only_a_query_tells_is_refused() {
        BadInput refused = catchThrowableOfType(
                BadInput.class, () -> parse("select 'a' as f \\gset\n\\ir :f\n", Map.of("a", "select 1")));
        assertThat(refused.getMessage())
                .isEqualTo("m.sql:2: \\ir depends on a value that is known only when the migration runs");
    }

    @Test
    void a_known_name_stays_known_after_a_query_that_cannot_change_it() {
        String script = "\\set f a\nselect count(*) as n, 1::int as \"X\" from t where y = 'f' \\gset\n\\ir :f\n";
        assertThat(parse(script, Map.of("a", "select 1")).steps()).hasSize(2);
        BadInput refused = catchThrowableOfType(
                BadInput.class, () -> parse("\\set f a\nselect * from t \\gset\n\\ir :f\n", Map.of("a", "")));
        assertThat(refused.getMessage()).startsWith("m.sql:3: \\ir depends on a value");
    }

    @Test
    void a_branch_must_end_in_the_file_where_it_begins() {
        BadInput refused = catchThrowableOfType(
                BadInput.class, () -> parse("\\if true\n\\ir a\nselect 1;", Map.of("a", "\\endif")));
        assertThat(refused.getMessage()).isEqualTo("a:1: \\endif without \\if");
    }

    private static String valueAfter(Script script, String x) {
        ScriptRun run = script.begin(Map.of());
        run.next();
        run.answered(new Answer(Optional.of(1L), List.of("x"), List.of(List.of(Optional.of(x)))));
        return ((Step) run.next().orElseThrow()).sql();
    }

    private Script parse(String script, Map<String, String> files) {
        return Script.parse(
                List.of(Part.asWritten(new SourceText("m.sql", script))),
                new ScriptOptions(false, Map.of(), Optional.empty(), include -> {
                    asked.add(include);
                    return new SourceText(include.path(), files.get(include.path()));
                }));
    }
}
