package dev.dryrun.script;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class DbmateFileTest {

    private static final String USUAL = """
            -- a comment before
            -- migrate:up
            create table users (
              id integer
            );
            create index on users (id);

            -- migrate:down
            drop table users;
            """;

    @Test
    void the_up_part_is_one_transaction_on_the_lines_of_the_file() {
        ToolScript script = Read.plain(USUAL);
        assertThat(script.format()).isEqualTo(MigrationFormat.DBMATE);
        assertThat(script.transaction()).isEqualTo(TransactionMode.ONE_TRANSACTION);
        assertThat(Read.steps(script))
                .containsExactly(
                        "3 BEGIN",
                        "3 create table users (\n  id integer\n)",
                        "6 create index on users (id)",
                        "6 COMMIT");
        assertThat(Read.notes(script)).containsExactly("left-out | m.sql: the down part from line 8 on is left out");
        assertThat(script.withoutTransaction()).isEmpty();
    }

    @Test
    void transaction_false_leaves_a_lone_statement_to_itself() {
        ToolScript script = Read.plain("""
                -- migrate:up transaction:false
                create index concurrently on users (id);
                -- migrate:down transaction:false
                drop index users_id_idx;
                """);
        assertThat(script.transaction()).isEqualTo(TransactionMode.ONE_QUERY);
        assertThat(Read.steps(script)).containsExactly("2 create index concurrently on users (id)");
        assertThat(script.withoutTransaction()).contains(new Marker("m.sql", 1, "-- migrate:up transaction:false"));
    }

    @Test
    void several_statements_with_transaction_false_share_one_all_the_same_and_the_reader_is_told() {
        ToolScript script = Read.plain("-- migrate:up transaction:false\nselect 1;\nselect 2;\n-- migrate:down\n");
        assertThat(Read.steps(script)).containsExactly("2 BEGIN", "2 select 1", "3 select 2", "3 COMMIT");
        assertThat(Read.notes(script))
                .anySatisfy(note -> assertThat(note)
                        .startsWith(
                                "implicit-transaction | m.sql:1: '-- migrate:up transaction:false' does not separate"));
    }

    @Test
    void transaction_true_and_windows_line_ends_change_nothing() {
        ToolScript script =
                Read.plain("-- migrate:up transaction:true\r\nselect 1;\r\n-- migrate:down\r\nselect 2;\r\n");
        assertThat(Read.steps(script)).containsExactly("2 BEGIN", "2 select 1", "2 COMMIT");
    }

    @Test
    void dryruns_own_marker_wins() {
        ToolScript script = Read.plain("-- dryrun: no-transaction\n-- migrate:up\nselect 1;\nselect 2;\n");
        assertThat(Read.steps(script)).containsExactly("3 select 1", "4 select 2");
        assertThat(script.withoutTransaction()).contains(new Marker("m.sql", 1, "-- dryrun: no-transaction"));
    }

    @Test
    void what_dbmate_refuses_is_refused() {
        assertThat(Read.refusal(MigrationFormat.PSQL, "-- migrate:down\nselect 1;\n"))
                .isEqualTo("m.sql:1: no '-- migrate:up'");
        assertThat(Read.refusal(MigrationFormat.PSQL, "-- migrate:down\nselect 1;\n-- migrate:up\nselect 2;"))
                .isEqualTo("m.sql:1: '-- migrate:down' before '-- migrate:up'");
        assertThat(Read.refusal(MigrationFormat.PSQL, "select 0;\n-- migrate:up\nselect 2;"))
                .isEqualTo("m.sql:1: a statement before '-- migrate:up'");
    }

    @Test
    void what_only_psql_can_do_is_refused() {
        assertThat(Read.refusal(MigrationFormat.PSQL, "-- migrate:up\nselect 1;\n\\echo hello\n"))
                .isEqualTo("m.sql:3: a psql command in a file for dbmate");
        assertThat(Read.refusal(MigrationFormat.PSQL, "-- migrate:up\n\ncopy t from stdin;\n1\n\\.\n"))
                .isEqualTo("m.sql:3: COPY FROM STDIN in a file for dbmate");
    }

    @Test
    void backslashes_in_the_down_part_do_not_matter() {
        assertThat(Read.steps(Read.plain("-- migrate:up\nselect 1;\n-- migrate:down\n\\echo hello\n")))
                .hasSize(3);
    }
}
