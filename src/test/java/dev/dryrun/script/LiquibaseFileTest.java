package dev.dryrun.script;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LiquibaseFileTest {

    private static final String HEAD = "--liquibase formatted sql\n";

    @Test
    void each_changeset_has_a_transaction_of_its_own() {
        ToolScript script = Read.plain("""
                -- liquibase formatted sql

                -- changeset alice:1 labels:v1 context:"prod or test"
                -- comment: the table
                create table person (id int primary key);
                insert into person values (1);
                -- rollback drop table person;

                --changeset bob:"add index" runInTransaction:false
                create index concurrently on person (id);
                vacuum person;
                """);
        assertThat(script.format()).isEqualTo(MigrationFormat.LIQUIBASE);
        assertThat(script.transaction()).isEqualTo(TransactionMode.PER_CHANGESET);
        assertThat(Read.steps(script))
                .containsExactly(
                        "5 BEGIN",
                        "5 create table person (id int primary key)",
                        "6 insert into person values (1)",
                        "6 COMMIT",
                        "10 create index concurrently on person (id)",
                        "11 vacuum person");
        assertThat(script.withoutTransaction()).contains(new Marker("m.sql", 9, "runInTransaction:false"));
        assertThat(Read.notes(script))
                .containsExactly(
                        "changeset-filter | m.sql:3: the changeset alice:1 is run whatever its context:prod or test says,"
                                + " as by Liquibase without a filter",
                        "changeset-filter | m.sql:3: the changeset alice:1 is run whatever its labels:v1 says, as by"
                                + " Liquibase without a filter");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', nullValues = "-", textBlock = """
            dbms:postgresql        | true
            dbms:oracle,postgresql | true
            dbms:!oracle           | true
            dbms:all               | true
            dbms:oracle            | false
            dbms:!postgresql       | false
            dbms:none              | false
            ignore:true            | false
            """)
    void changesets_for_other_databases_are_left_out_and_named(String attribute, boolean run) {
        ToolScript script = Read.plain(HEAD + "--changeset a:1 " + attribute + "\nselect 1;\n");
        assertThat(script.parts()).hasSize(run ? 1 : 0);
        assertThat(script.notes()).hasSize(run ? 0 : 1);
    }

    @Test
    void a_whole_changeset_outside_a_transaction_is_one_query() {
        String changeset = "--changeset a:1 runInTransaction:false splitStatements:false endDelimiter:/\n";
        assertThat(Read.steps(Read.plain(HEAD + changeset + "select 1;\nselect 2;\n")))
                .containsExactly("3 BEGIN", "3 select 1", "4 select 2", "4 COMMIT");
        assertThat(Read.steps(Read.plain(HEAD + changeset + "vacuum t;\n"))).containsExactly("3 vacuum t");
    }

    @Test
    void preconditions_and_fail_on_error_are_not_followed_and_the_reader_is_told() {
        ToolScript script = Read.plain(HEAD + "--changeset a:1 failOnError:false\n"
                + "--preconditions onFail:MARK_RAN\n--precondition-sql-check expectedResult:0 select 1\nselect 1;\n");
        assertThat(script.notes())
                .extracting(FileNote::code)
                .containsExactly("precondition-not-checked", "fail-on-error");
        assertThat(script.notes()).extracting(FileNote::weight).containsOnly(FileNote.Weight.WARNING);
    }

    @Test
    void ignored_lines_are_left_out() {
        ToolScript script = Read.plain(HEAD + "--changeset a:1\nselect 1;\n--ignoreLines:1\nselect 2;\nselect 3;\n"
                + "--ignoreLines:start\n--changeset a:2\nselect 4;\n--ignoreLines:end\nselect 5;\n");
        assertThat(Read.steps(script))
                .containsExactly("3 BEGIN", "3 select 1", "6 select 3", "11 select 5", "11 COMMIT");
        assertThat(Read.notes(script)).hasSize(2);
    }

    @Test
    void dryruns_own_marker_wins_over_each_changeset() {
        String file = HEAD + "--changeset a:1\nselect 1;\n--changeset a:2 runInTransaction:false\nselect 2;\n";
        assertThat(Read.steps(Read.plain("-- dryrun: transaction\n" + file)))
                .containsExactly("4 BEGIN", "4 select 1", "4 COMMIT", "6 BEGIN", "6 select 2", "6 COMMIT");
        assertThat(Read.steps(Read.plain("-- dryrun: no-transaction\n" + file)))
                .containsExactly("4 select 1", "6 select 2");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            --changeset a:1 endDelimiter:/~select 1~/        | 2: endDelimiter:/ is not supported
            --changeset a:1 runWith:sqlplus~select 1;        | 2: runWith:sqlplus is not supported
            --changeset a~select 1;                          | 2: a changeset without author:id
            select 0;~--changeset a:1~select 1;              | 2: a statement outside of any changeset
            select 0;                                        | 2: a statement outside of any changeset
            --property name:a value:b~--changeset a:1~select 1; | 2: a property is not supported
            --changeset a:1~--ignoreLines:start~select 1;    | 3: ignoreLines without its end
            --changeset a:1~--ignoreLines:many~select 1;     | 3: ignoreLines:many is not known
            --changeset a:1~copy t from stdin;               | 3: COPY FROM STDIN in a file for liquibase
            """)
    void what_dryrun_cannot_do_is_refused(String text, String message) {
        assertThat(Read.refusal(MigrationFormat.PSQL, HEAD + text.replace('~', '\n')))
                .isEqualTo("m.sql:" + message);
    }
}
