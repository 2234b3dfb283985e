package dev.dryrun.script;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** goose and sql-migrate. */
class AnnotatedFileTest {

    private static final String GOOSE = """
            -- +goose Up
            -- the table of posts
            CREATE TABLE post (
                id int NOT NULL -- its id;
            );

            -- +goose StatementBegin
            CREATE FUNCTION f() RETURNS void LANGUAGE plpgsql AS $$
            BEGIN
                PERFORM 1;
            END $$
            -- +goose StatementEnd
            SELECT f();

            -- +goose Down
            DROP TABLE post;
            """;

    @Test
    void a_goose_file_is_one_transaction_of_its_up_part() {
        ToolScript script = Read.plain(GOOSE);
        assertThat(script.format()).isEqualTo(MigrationFormat.GOOSE);
        assertThat(script.transaction()).isEqualTo(TransactionMode.ONE_TRANSACTION);
        assertThat(Read.steps(script))
                .containsExactly(
                        "3 BEGIN",
                        "3 CREATE TABLE post (\n    id int NOT NULL -- its id;\n)",
                        "8 CREATE FUNCTION f() RETURNS void LANGUAGE plpgsql AS $$\nBEGIN\n    PERFORM 1;\nEND $$",
                        "13 SELECT f()",
                        "13 COMMIT");
        assertThat(Read.notes(script)).containsExactly("left-out | m.sql: the down part from line 15 on is left out");
    }

    @Test
    void no_transaction_runs_each_query_by_itself_and_those_of_a_line_together() {
        ToolScript script = Read.plain("""
                -- +goose NO TRANSACTION
                -- +goose Up
                CREATE INDEX CONCURRENTLY i ON t (a);
                DROP INDEX CONCURRENTLY j;
                SELECT 1; SELECT 2;
                -- +goose Down
                DROP INDEX i;
                """);
        assertThat(script.transaction()).isEqualTo(TransactionMode.NO_TRANSACTION);
        assertThat(Read.steps(script))
                .containsExactly(
                        "3 CREATE INDEX CONCURRENTLY i ON t (a)",
                        "4 DROP INDEX CONCURRENTLY j",
                        "5 BEGIN",
                        "5 SELECT 1",
                        "5 SELECT 2",
                        "5 COMMIT");
        assertThat(script.withoutTransaction()).contains(new Marker("m.sql", 1, "-- +goose NO TRANSACTION"));
    }

    @Test
    void sql_migrate_says_it_behind_up_and_may_have_several_up_parts() {
        ToolScript script = Read.plain("""
                -- +migrate Up notransaction
                SELECT 1;
                -- +migrate Down
                SELECT 2;
                -- +migrate Up
                SELECT 3;
                """);
        assertThat(script.format()).isEqualTo(MigrationFormat.SQL_MIGRATE);
        assertThat(Read.steps(script)).containsExactly("2 SELECT 1", "6 SELECT 3");
        assertThat(script.withoutTransaction()).contains(new Marker("m.sql", 1, "-- +migrate Up notransaction"));
    }

    @Test
    void notransaction_of_the_down_part_says_nothing_of_the_up_part() {
        ToolScript script = Read.plain("-- +migrate Up\nSELECT 1;\n-- +migrate Down notransaction\nSELECT 2;\n");
        assertThat(script.transaction()).isEqualTo(TransactionMode.ONE_TRANSACTION);
        assertThat(script.withoutTransaction()).isEmpty();
    }

    @Test
    void dryruns_own_marker_wins() {
        String file = "-- dryrun: transaction\n-- +goose NO TRANSACTION\n-- +goose Up\nSELECT 1;\nSELECT 2;\n";
        assertThat(Read.steps(Read.plain(file))).containsExactly("4 BEGIN", "4 SELECT 1", "5 SELECT 2", "5 COMMIT");
        assertThat(Read.steps(Read.plain(file.replace("transaction\n-- +goose NO", "no-transaction\n-- +goose NO"))))
                .containsExactly("4 SELECT 1", "5 SELECT 2");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            -- +goose Down~SELECT 1;                                   | 1: no '-- +goose Up'
            SELECT 1;~-- +goose Up                                     | 1: SQL before '-- +goose Up'
            -- +goose Up~SELECT 1;~-- +goose Up~SELECT 2;              | 3: a second '-- +goose Up'
            -- +goose Up~SELECT 1                                      | 2: a statement without a semicolon at the end of its last line
            -- +goose Up~SELECT 1~-- +goose Down~SELECT 2;             | 2: a statement without a semicolon at the end of its last line
            -- +goose Up~-- +goose StatementBegin~SELECT 1;            | 3: StatementBegin without StatementEnd
            -- +goose Up~-- +goose StatementEnd~SELECT 1;              | 2: StatementEnd without StatementBegin
            -- +goose Up~-- +goose ENVSUB ON~SELECT 1;                 | 2: '-- +goose ENVSUB ON' is not supported
            -- +goose Up~\\\\echo a;                                   | 2: a psql command in a file for goose
            -- +migrate Up~-- +migrate Sideways~SELECT 1;              | 2: '-- +migrate Sideways' is not supported
            -- +migrate Up~-- +goose Up~SELECT 1;                      | 1: a comment for sql-migrate in a file for goose
            """)
    void what_the_tools_refuse_or_dryrun_cannot_do_is_refused(String text, String message) {
        assertThat(Read.refusal(MigrationFormat.PSQL, text.replace('~', '\n').replace("\\\\", "\\")))
                .isEqualTo("m.sql:" + message);
    }

    @Test
    void a_body_without_statement_begin_is_refused_where_the_tool_would_cut_it() {
        String file = "-- +goose Up\nDO $$\nBEGIN\n  PERFORM 1;\nEND $$;\n";
        assertThat(Read.refusal(MigrationFormat.PSQL, file))
                .isEqualTo("m.sql:4: the semicolon at the end of this line ends the query for goose, in the middle of a"
                        + " quoted text, a body or a parenthesis");
    }
}
