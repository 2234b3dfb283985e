package dev.dryrun.script;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MaskedSqlTest {

    private static final String CANARY = "CANARY";

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "SELECT 1|SELECT ?",
                "UPDATE orders SET note = 'CANARY', total = -12.5e3 WHERE id = $1|UPDATE orders SET note = '…', total = -?.? WHERE id = $1",
                "SELECT \"a 'b'\", t2.c3 FROM \"T\" t2|SELECT \"a 'b'\", t2.c3 FROM \"T\" t2",
                "SELECT E'it\\'s CANARY', 'it''s CANARY', B'01', U&'CANARY', N'CANARY'|SELECT '…', '…', '…', '…', '…'",
                "SELECT $$CANARY$$, $a$ CANARY $a$, 0xCAFE, 1_000|SELECT '…', '…', ?, ?",
                "/* CANARY */ SELECT a -- CANARY|SELECT a",
                "SELECT a/*CANARY*/b|SELECT a b",
                "SELECT a::text, b[1:2], c :: int|SELECT a::text, b[?:?], c :: int",
                "DO $$ BEGIN RAISE 'CANARY'; END $$|DO '…'",
                "COMMIT|COMMIT",
                "``|``",
            })
    void names_stay_and_values_and_comments_do_not(String sql, String masked) {
        assertThat(MaskedSql.of(sql)).isEqualTo(masked);
    }

    /** Whatever the session's settings make of it, and however it is cut. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "SELECT 'it\\'s CANARY' FROM t",
                "SELECT 'a\\' CANARY ' , 'b'",
                "SELECT 'a\\'' || 'CANARY'",
                "SELECT N'a\\'' || CANARY || '",
                "SELECT 'CANARY",
                "SELECT $$ CANARY",
                "SELECT $x$ CANARY $y$",
                "SELECT /* CANARY",
                "SELECT E'\\\\\\' CANARY",
                "SELECT \"CANARY",
                "SELECT x:'CANARY'",
                "SELECT \\ CANARY",
            })
    void in_doubt_the_rest_is_masked(String sql) {
        assertThat(MaskedSql.of(sql)).doesNotContain(CANARY).endsWith("…");
    }

    @Test
    void a_statement_that_is_cut_anywhere_shows_none_of_its_values() {
        for (String value :
                List.of("'CANARY'", "E'CA\\'NARY'", "$$CANARY$$", "$q$CANARY$q$", "/*CANARY*/", "'CA''NARY'")) {
            String sql = "INSERT INTO t (a, b) VALUES (1, " + value + ") ON CONFLICT DO NOTHING";
            for (int length = 0; length <= sql.length(); length++) {
                assertThat(MaskedSql.of(sql.substring(0, length)))
                        .doesNotContain("CA")
                        .doesNotContain("NARY");
            }
        }
    }
}
