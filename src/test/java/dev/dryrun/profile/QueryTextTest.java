package dev.dryrun.profile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dryrun.profile.QueryText.Purpose;
import dev.dryrun.profile.QueryText.TableName;
import dev.dryrun.profile.QueryText.Use;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class QueryTextTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    SELECT * FROM t WHERE a = $1                               | a =
                    SELECT * FROM t WHERE $1 < x.a                             | x.a >
                    SELECT * FROM t x WHERE x.a >= $1 AND b <> $2              | x.a >= ; b <>
                    SELECT * FROM t WHERE s.t.a = ($1)                         | t.a =
                    SELECT * FROM t WHERE "Odd a" = $1::uuid                   | Odd a =
                    SELECT * FROM t WHERE lower(a) = lower($1)                 | a =
                    SELECT * FROM t WHERE a::text = $1                         | a =
                    SELECT * FROM t WHERE a NOT IN ($1, $2, $3)                | a = ; a = ; a =
                    SELECT * FROM t WHERE a IN ($1 /*, ... */)                 | a =
                    SELECT * FROM t WHERE a = ANY ($1)                         | a = array
                    SELECT * FROM t WHERE a = ANY (ARRAY[$1, $2])              | a = ; a =
                    SELECT * FROM t WHERE (a, b) > ($1, $2)                    | a > ; b >
                    SELECT * FROM t WHERE (a, b) IN (($1, $2), ($3, $4))       | a = ; b = ; a = ; b =
                    SELECT * FROM t WHERE a BETWEEN $1 AND $2 AND b = $3       | a >= ; a <= ; b =
                    SELECT * FROM t WHERE a NOT LIKE $1 OR b ILIKE $2          | a ~~ ; b ~~
                    SELECT * FROM t ORDER BY a LIMIT $1 OFFSET $2              | LIMIT ; OFFSET
                    SELECT * FROM t FETCH FIRST $1 ROWS ONLY                   | LIMIT
                    SELECT date_trunc($1, a), to_char(a, $2) FROM t            | UNIT ; TEMPLATE
                    SELECT a AT TIME ZONE $1 FROM t WHERE b > now() - $2       | TIME_ZONE ; ADDED
                    SELECT $1 FROM t                                           | UNKNOWN
                    UPDATE t SET a = $1, b = b + $2 WHERE id = $3              | set a ; ADDED ; id =
                    UPDATE t SET (a, b) = ($1, $2) WHERE c = $3                | set a ; set b ; c =
                    INSERT INTO t (a, b) VALUES ($1, $2), ($3, lower($4))      | 0/0 ; 1/0 ; 0/1 ; 1/1
                    INSERT INTO t VALUES ($1) ON CONFLICT (a) DO UPDATE SET b = $2 | 0/0 ; set b
                    DELETE FROM t USING u WHERE t.id = u.id AND u.a = $1       | u.a =
                    """)
    void what_a_query_does_with_its_parameters_is_told_from_the_words_around_them(String sql, String expected) {
        String uses = QueryText.of(sql).uses().values().stream()
                .map(QueryTextTest::shown)
                .collect(Collectors.joining(" ; "));

        assertThat(uses).isEqualTo(expected);
    }

    @Test
    void tables_are_found_with_their_aliases() {
        QueryText text = QueryText.of(
                "SELECT * FROM a, s.b AS x JOIN ONLY \"C d\" y ON true"
                        + " LEFT JOIN (SELECT FROM inner_one) z USING (id) WHERE EXISTS (SELECT FROM e WHERE 1 = 1) FOR UPDATE");

        assertThat(text.tables())
                .containsExactly(
                        new TableName(Optional.empty(), "a", "a"),
                        new TableName(Optional.of("s"), "b", "x"),
                        new TableName(Optional.empty(), "C d", "y"),
                        new TableName(Optional.empty(), "inner_one", "inner_one"),
                        new TableName(Optional.empty(), "e", "e"));
        assertThat(QueryText.of("INSERT INTO s.t AS n (a, \"B\") VALUES ($1, $2)")
                        .insertColumns())
                .containsExactly("a", "B");
        assertThat(QueryText.of("INSERT INTO s.t SELECT 1").insertColumns()).isEmpty();
    }

    @Test
    void parameters_become_those_of_the_driver_and_operators_with_question_marks_survive() {
        QueryText text = QueryText.of("SELECT '?', a ? $2, \"?\" FROM t -- ?\nWHERE b = $1 OR $1 IS NULL;");

        assertThat(text.forDriver(number -> number == 1, number -> "int8"))
                .isEqualTo(
                        "SELECT '?', a ?? ?, \"?\" FROM t -- ?\nWHERE b = CAST(? AS int8) OR CAST(? AS int8) IS NULL");
        assertThat(text.order()).containsExactly(2, 1, 1);
    }

    @Test
    void constants_that_cannot_be_parameters_are_rewritten() {
        assertThat(QueryText.of("SELECT now() - interval $1, extract($2 FROM a), date $3")
                        .sql())
                .isEqualTo("SELECT now() - CAST($1 AS interval), extract('day' FROM a), CAST($3 AS date)");
    }

    @Test
    void texts_that_are_cut_off_or_hold_several_statements_are_known() {
        assertThat(QueryText.of("SELECT 'a").isCutOff()).isTrue();
        assertThat(QueryText.of("SELECT 1; DROP TABLE t").isSeveral()).isTrue();
        assertThat(QueryText.of("SELECT ';' ;").isSeveral()).isFalse();
    }

    private static String shown(Use use) {
        if (use instanceof Use.Compared compared) {
            String table = compared.column().table().map(name -> name + ".").orElse("");
            return table + compared.column().name() + " " + compared.operator() + (compared.inArray() ? " array" : "");
        }
        if (use instanceof Use.Assigned assigned) {
            return "set " + assigned.column().name();
        }
        if (use instanceof Use.Inserted inserted) {
            return inserted.position() + "/" + inserted.row();
        }
        Purpose purpose = ((Use.Plain) use).purpose();
        return purpose.name();
    }
}
