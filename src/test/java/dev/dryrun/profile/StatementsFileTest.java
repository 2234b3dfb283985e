package dev.dryrun.profile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.dryrun.plan.BadInput;
import dev.dryrun.script.SourceText;
import java.util.List;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

class StatementsFileTest {

    @Test
    void csv_is_read_by_the_names_of_its_columns_and_a_text_may_have_several_lines() {
        List<MeasuredStatement> read = read("""
                calls,queryid,query,rows,seconds
                12,-5,"SELECT a, ""B""
                FROM t WHERE a = $1",24,60.5
                3,7,DELETE FROM t,,
                """);

        assertThat(read)
                .containsExactly(
                        new MeasuredStatement(
                                2,
                                "SELECT a, \"B\"\nFROM t WHERE a = $1",
                                12,
                                OptionalDouble.of(24),
                                OptionalDouble.of(60.5)),
                        new MeasuredStatement(4, "DELETE FROM t", 3, OptionalDouble.empty(), OptionalDouble.empty()));
    }

    @Test
    void json_is_read_as_json_agg_writes_it() {
        List<MeasuredStatement> read = read("""
                [{"queryid":1,"query":"SELECT $1","calls":5,"rows":5,"seconds":null},\s
                 {"queryid":2,"query":"UPDATE t SET a = $1","calls":2.0}]
                """);

        assertThat(read)
                .containsExactly(
                        new MeasuredStatement(1, "SELECT $1", 5, OptionalDouble.of(5), OptionalDouble.empty()),
                        new MeasuredStatement(
                                2, "UPDATE t SET a = $1", 2, OptionalDouble.empty(), OptionalDouble.empty()));
    }

    @Test
    void what_was_never_called_is_left_out() {
        assertThat(read("query,calls\nSELECT 1,0\nSELECT 2,1\n")).hasSize(1);
    }

    @Test
    void bad_input_is_refused_with_file_and_line() {
        assertRefused("", "s.csv:1: ", "is empty");
        assertRefused("query,calls\n", "s.csv:1: ", "names no statement");
        assertRefused("query,total\nSELECT 1,2\n", "s.csv:2: ", "has no column calls; its columns are [query, total]");
        assertRefused("calls\n2\n", "s.csv:2: ", "has no column query");
        assertRefused("query,calls\nSELECT 1,2\nSELECT 2,many\n", "s.csv:3: ", "whose calls are no number: many");
        assertRefused("query,calls\nSELECT 1,-2\n", "s.csv:2: ", "whose calls are no positive number");
        assertRefused("query,calls\n\"SELECT 1,2\n", "s.csv:", "cannot be read");
        assertRefused("query,calls\nSELECT 1\n", "s.csv:2: ", "calls");
        assertRefused("[{\"query\": \"SELECT 1\",\n\"calls\": }]", "s.csv:2: ", "cannot be read");
        assertRefused("[{\"query\": [],\n\"calls\": 1}]", "s.csv:1: ", "has a query that is no plain value");
        assertRefused("[1]", "s.csv:1: ", "holds something else than statements");
    }

    private static List<MeasuredStatement> read(String text) {
        return StatementsFile.read(new SourceText("s.csv", text)).statements();
    }

    private static void assertRefused(String text, String place, String what) {
        assertThatThrownBy(() -> read(text))
                .isInstanceOf(BadInput.class)
                .hasMessageStartingWith(place)
                .hasMessageContaining(what);
    }
}
