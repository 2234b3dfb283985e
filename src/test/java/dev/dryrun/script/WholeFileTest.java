package dev.dryrun.script;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.dryrun.plan.BadInput;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Files without parts: psql's, those sent as one query, and what overrides them. */
class WholeFileTest {

    private static final String TWO = "select 1;\nselect 2;\n";

    @Test
    void a_psql_file_is_run_as_written() {
        ToolScript script = Read.plain("begin;\nselect 1;\ncommit;\n\\echo done\nselect 2;\n");
        assertThat(script.format()).isEqualTo(MigrationFormat.PSQL);
        assertThat(script.transaction()).isEqualTo(TransactionMode.AS_WRITTEN);
        assertThat(Read.steps(script)).containsExactly("1 begin", "2 select 1", "3 commit", "5 select 2");
        assertThat(script.notes()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(names = {"GOLANG_MIGRATE", "PRISMA"})
    void a_query_of_several_statements_is_one_transaction(MigrationFormat format) {
        ToolScript script = Read.named(format, TWO);
        assertThat(script.format()).isEqualTo(format);
        assertThat(script.transaction()).isEqualTo(TransactionMode.ONE_QUERY);
        assertThat(Read.steps(script)).containsExactly("1 BEGIN", "1 select 1", "2 select 2", "2 COMMIT");
        assertThat(script.withoutTransaction()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            vacuum t;                                       | vacuum t
            -- alone~vacuum t~                              | vacuum t
            begin; select 1; commit;                        | begin, select 1, commit
            set a = 1; begin; select 1; commit;             | BEGIN, set a = 1, begin, select 1, commit
            begin; select 1; commit; select 2; select 3;    | begin, select 1, commit, BEGIN, select 2, select 3, COMMIT
            begin; select 1; commit; select 2;              | begin, select 1, commit, BEGIN, select 2, COMMIT
            select 1; commit; select 2;                     | BEGIN, select 1, commit, BEGIN, select 2, COMMIT
            begin; savepoint a; select 1; rollback to a; end | begin, savepoint a, select 1, rollback to a, end
            begin; select 1;                                | begin, select 1
            select 1; begin; select 2;                      | BEGIN, select 1, begin, select 2
            """)
    void the_transactions_of_one_query_are_those_of_postgres(String text, String sent) {
        ToolScript script = Read.named(MigrationFormat.GOLANG_MIGRATE, text.replace('~', '\n'));
        assertThat(String.join(
                        ", ",
                        Read.steps(script).stream()
                                .map(step -> step.split(" ", 2)[1])
                                .toList()))
                .isEqualTo(sent);
    }

    @Test
    void a_savepoint_outside_a_block_is_refused_as_postgres_refuses_it_in_a_query() {
        assertThat(Read.refusal(MigrationFormat.PRISMA, "select 1;\nsavepoint a;\nselect 2;"))
                .isEqualTo("m.sql:2: SAVEPOINT outside BEGIN and COMMIT");
    }

    @Test
    void sqlx_marks_a_file_in_its_first_words() {
        ToolScript script = Read.plain("-- no-transaction\ncreate index concurrently on t (a);\n");
        assertThat(script.format()).isEqualTo(MigrationFormat.SQLX);
        assertThat(Read.steps(script)).containsExactly("2 create index concurrently on t (a)");
        assertThat(script.withoutTransaction()).contains(new Marker("m.sql", 1, "-- no-transaction"));
        assertThat(Read.plain("\n-- no-transaction\nselect 1;").format()).isEqualTo(MigrationFormat.PSQL);
        assertThat(Read.named(MigrationFormat.GOLANG_MIGRATE, "-- no-transaction\nselect 1;")
                        .format())
                .isEqualTo(MigrationFormat.SQLX);
    }

    @Test
    void diesel_runs_a_transaction_unless_metadata_says_otherwise() {
        assertThat(Read.steps(Read.named(MigrationFormat.DIESEL, "select 1;")))
                .containsExactly("1 BEGIN", "1 select 1", "1 COMMIT");
        ToolScript without = Read.withSettings(
                MigrationFormat.DIESEL,
                "vacuum t;",
                new SourceText("metadata.toml", "# why\nrun_in_transaction = false\n"));
        assertThat(Read.steps(without)).containsExactly("1 vacuum t");
        assertThat(without.withoutTransaction()).contains(new Marker("metadata.toml", 2, "run_in_transaction = false"));
        SourceText strange = new SourceText("metadata.toml", "run_in_transaction = 0");
        assertThatThrownBy(() -> Read.withSettings(MigrationFormat.DIESEL, "select 1;", strange))
                .isInstanceOf(BadInput.class)
                .hasMessage("metadata.toml:1: 'run_in_transaction = 0' is not known");
    }

    @Test
    void dryruns_marker_makes_one_transaction_of_a_psql_file() {
        ToolScript script = Read.plain("-- a comment\n--dryrun:transaction\n" + TWO);
        assertThat(script.transaction()).isEqualTo(TransactionMode.ONE_TRANSACTION);
        assertThat(Read.steps(script)).containsExactly("3 BEGIN", "3 select 1", "4 select 2", "4 COMMIT");
    }

    @Test
    void dryruns_marker_separates_what_one_query_would_join() {
        ToolScript script = Read.named(MigrationFormat.PRISMA, "-- dryrun: no-transaction\r\n" + TWO);
        assertThat(script.transaction()).isEqualTo(TransactionMode.NO_TRANSACTION);
        assertThat(Read.steps(script)).containsExactly("2 select 1", "3 select 2");
    }

    @Test
    void a_marker_that_nobody_knows_or_that_comes_late_is_refused() {
        assertThat(Read.refusal(MigrationFormat.PSQL, "-- dryrun: notransaction\nselect 1;"))
                .isEqualTo("m.sql:1: '-- dryrun: notransaction' is not known");
        assertThat(Read.refusal(MigrationFormat.PSQL, "select 1;\n-- dryrun: transaction\n"))
                .isEqualTo("m.sql:2: '-- dryrun: transaction' after a statement");
        assertThat(Read.refusal(MigrationFormat.PSQL, "-- dryrun: transaction\n-- dryrun: transaction\nselect 1;"))
                .isEqualTo("m.sql:2: a second '-- dryrun:' in one file");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "-- dryrun: no-transaction\nselect 1;",
                "-- no-transaction\nselect 1;",
                "-- +goose NO TRANSACTION\n-- +goose Up\nselect 1;",
                "-- migrate:up transaction:false\nselect 1;",
                "--liquibase formatted sql\n--changeset a:1 runInTransaction:false\nselect 1;"
            })
    void a_single_transaction_contradicts_a_file_that_asks_for_none(String text) {
        ToolScript script = Read.plain(text);
        assertThatThrownBy(script::inSingleTransaction)
                .isInstanceOf(BadInput.class)
                .hasMessageMatching("m\\.sql:[12]: '.*' contradicts --single-transaction");
    }

    @Test
    void a_single_transaction_takes_all_other_files_in() {
        ToolScript script = Read.named(MigrationFormat.PRISMA, TWO).inSingleTransaction();
        assertThat(script.transaction()).isEqualTo(TransactionMode.SINGLE_TRANSACTION);
    }
}
