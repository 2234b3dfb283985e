package dev.dryrun.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.aggregator.ArgumentsAccessor;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MaskedErrorTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "42703|column \"total\" does not exist|column \"total\" does not exist",
                "22P02|invalid input syntax for type integer: \"CANARY \"x\"\"|invalid input syntax for type integer: \"…\"",
                "22P02|invalid input syntax for type integer: \"own\"|invalid input syntax for type integer: \"own\"",
                "22P02|invalid input syntax for type json: \"cut off|invalid input syntax for type json: \"…\"",
                "42601|syntax error at or near \"CANARY\"|syntax error at or near \"…\"",
                "P0001|there is CANARY left, and CANARY|there is … left, and …",
                "X1234|CANARY CANARY CANARY|…",
                "01000|CANARY|…",
            })
    void only_words_of_the_statement_itself_and_of_the_server_are_told(String state, String message, String shown) {
        String sql = "DO $$ ... RAISE 'there is % left, and %', x, y; SELECT 'own'::int $$";
        assertThat(masked(state, message, Optional.empty(), sql).message()).isEqualTo(shown);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "23505|Key (email)=(CANARY) already exists.|Key (email)=(…) already exists.",
                "23P01|Key (a, b)=(1, [2,CANARY)) conflicts with existing key (a, b)=(1, [2,CANARY)).|Key (a, b)=(…).",
                "23502|Failing row contains (1, CANARY).|Failing row contains (…).",
                "23514|something with CANARY|…",
                "22P02|Token \"CANARY\" is invalid.|…",
                "P0001|CANARY|…",
                "2BP01|view v depends on table t|view v depends on table t",
                "40P01|Process 1 waits for ShareLock on transaction 5|Process 1 waits for ShareLock on transaction 5",
            })
    void a_detail_is_told_without_its_values(String state, String detail, String shown) {
        assertThat(masked(state, "", Optional.of(detail), "SELECT 1").detail()).contains(shown);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "psql:<stdin>:9: ERROR:  invalid input syntax for type integer: \"CANARY\"|psql:<stdin>:9: ERROR:  invalid input syntax for type integer: \"…\"",
                "psql:<stdin>:9: ERROR:  syntax error at or near \"TUBLE\"|psql:<stdin>:9: ERROR:  syntax error at or near \"TUBLE\"",
                "CONTEXT:  COPY orders, line 3, column id: \"CANARY\"|CONTEXT:  COPY orders, line 3",
                "DETAIL:  Key (id)=(CANARY) already exists.|DETAIL:  Key (id)=(…) already exists.",
                "  Detail: Key (id)=(CANARY) already exists.|  Detail: Key (id)=(…) already exists.",
                "Command was: INSERT INTO t VALUES ('CANARY');|Command was: INSERT INTO t VALUES ('…');",
                "pg_restore: error: COPY failed for table \"t\": ERROR:  value \"CANARY\" is out of range|pg_restore: error: COPY failed for table \"t\": ERROR:  value \"…\"",
            })
    void a_line_in_which_a_program_passes_it_on_holds_none(String line, String shown) {
        assertThat(MaskedLines.of(line)).isEqualTo(shown);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "  Detail: Failing row contains (1, first",
                "DETAIL:  Key (note)=(first",
                "CONTEXT:  COPY orders, line 3, column note: \"first",
                "LINE 1: INSERT INTO t VALUES ('first",
                "QUERY:  INSERT INTO t VALUES ('first",
                "Command was: INSERT INTO t VALUES ('first",
                "psql:m.sql:9: ERROR:  invalid input syntax for type integer: \"first",
            })
    void a_value_of_several_lines_is_masked_to_the_next_head(String first) {
        String shown = MaskedLines.of(first + "\nCANARY\n\nCANARY).\npsql:m.sql:10: ERROR:  done");

        assertThat(shown).doesNotContain("first").doesNotContain("CANARY").endsWith("ERROR:  done");
    }

    /** RAISE takes any SQLSTATE, and EXECUTE makes a name of any value; the protocol tells both. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "exec_stmt_raise|23505|email CANARY is taken|at RAISE|email … is taken",
                "exec_stmt_raise|42703|email CANARY is taken|at RAISE|email … is taken",
                "exec_stmt_raise|23505|pin 12, 1234 and 1|at RAISE|…",
                "errorMissingColumn|42703|column \"CANARY\" does not exist|at EXECUTE|column \"…\" does not exist",
                "parserOpenTable|42P01|relation \"audit\" does not exist|at EXECUTE|relation \"audit\" does not exist",
                "errorMissingColumn|42703|column \"total\" does not exist|at SQL statement|column \"total\" does not exist",
                "scanner_yyerror|42601|syntax error at or near \"CANARY\"|at EXECUTE|syntax error at or near \"…\"",
                "pg_strtoint32|22P02|invalid input syntax for type integer: \"mail\"|at assignment|invalid input syntax for type integer: \"…\"",
                "pg_strtoint32|22P02|invalid input syntax for type integer: \"4\"|at assignment|invalid input syntax for type integer: \"…\"",
                "DropErrorMsgNonExistent|00000|table \"gone\" does not exist, skipping|at SQL statement|table \"gone\" does not exist, skipping",
            })
    void whose_words_they_are_is_told_by_the_routine(ArgumentsAccessor row) {
        String routine = row.getString(0);
        String where = "PL/pgSQL function f() line 3 " + row.getString(3);
        String sql = "DO $$ ... SELECT mail::numeric(12,1234) FROM audit; RAISE 'email % is taken', mail $$";
        ServerError error = ServerError.of(
                Map.of('C', row.getString(1), 'M', row.getString(2), 'H', "CANARY", 'R', routine, 'W', where));
        ServerError masked = MaskedError.of(error, sql);

        assertThat(masked.message()).isEqualTo(row.getString(4));
        assertThat(masked.hint().orElseThrow().equals("CANARY")).isEqualTo(!routine.equals("exec_stmt_raise"));
    }

    private static ServerError masked(String state, String message, Optional<String> detail, String sql) {
        return MaskedError.of(
                new ServerError("ERROR", state, message, detail, Optional.empty(), Optional.empty(), Origin.UNKNOWN),
                sql);
    }
}
