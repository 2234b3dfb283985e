package dev.dryrun.script;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a statement is called in reports, and which ones begin or end transactions. */
class StatementKindTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            alter table only t add a int                             | ALTER TABLE
            alter table p detach partition q concurrently            | ALTER TABLE
            alter /* table? */ index i rename to j                   | ALTER INDEX
            alter type e add value 'x'                               | ALTER TYPE
            alter default privileges grant select on tables to r     | ALTER DEFAULT PRIVILEGES
            alter system set work_mem = '1MB'                        | ALTER SYSTEM
            create index i on t (a)                                  | CREATE INDEX
            create unique index on t (a)                             | CREATE INDEX
            create unique index concurrently if not exists i on t(a) | CREATE INDEX CONCURRENTLY
            CREATE -- here /* too */ INDEX                           | CREATE
            create temp table t (a int)                              | CREATE TABLE
            create global temporary table t (a int)                  | CREATE TABLE
            create unlogged table if not exists t (a int)            | CREATE TABLE
            create or replace function f() returns int as ''         | CREATE FUNCTION
            create or replace procedure p() as ''                    | CREATE PROCEDURE
            create or replace temp recursive view v (a) as select 1  | CREATE VIEW
            create materialized view m as select 1                   | CREATE MATERIALIZED VIEW
            create constraint trigger g after insert on t            | CREATE TRIGGER
            create or replace trusted procedural language l          | CREATE LANGUAGE
            create foreign data wrapper w                            | CREATE FOREIGN DATA WRAPPER
            create text search configuration c (copy = english)      | CREATE TEXT SEARCH CONFIGURATION
            create default conversion c for 'a' to 'b' from f        | CREATE DEFAULT CONVERSION
            create table "index" (concurrently int)                  | CREATE TABLE
            drop index i                                             | DROP INDEX
            drop index concurrently if exists i                      | DROP INDEX CONCURRENTLY
            drop index "concurrently"                                | DROP INDEX
            drop owned by r                                          | DROP OWNED
            refresh materialized view m                              | REFRESH MATERIALIZED VIEW
            refresh materialized view concurrently m                 | REFRESH MATERIALIZED VIEW CONCURRENTLY
            reindex table t                                          | REINDEX TABLE
            reindex index concurrently i                             | REINDEX INDEX CONCURRENTLY
            reindex (verbose, concurrently) table t                  | REINDEX TABLE CONCURRENTLY
            reindex (concurrently off, verbose) index i              | REINDEX INDEX
            reindex (verbose) index concurrently i                   | REINDEX INDEX CONCURRENTLY
            start transaction isolation level serializable           | BEGIN
            begin work                                               | BEGIN
            end                                                      | COMMIT
            commit and chain                                         | COMMIT
            commit prepared 'x'                                      | COMMIT PREPARED
            abort                                                    | ROLLBACK
            rollback                                                 | ROLLBACK
            rollback to savepoint s                                  | ROLLBACK TO
            rollback work to s                                       | ROLLBACK TO
            rollback prepared 'x'                                    | ROLLBACK PREPARED
            savepoint s                                              | SAVEPOINT
            release savepoint s                                      | RELEASE
            prepare transaction 'x'                                  | PREPARE TRANSACTION
            prepare p as select 1                                    | PREPARE
            set lock_timeout = '3s'                                  | SET
            set local statement_timeout to 0                         | SET
            set transaction isolation level serializable             | SET TRANSACTION
            set session characteristics as transaction read only     | SET
            set constraints all deferred                             | SET CONSTRAINTS
            lock t in share mode                                     | LOCK TABLE
            lock table t                                             | LOCK TABLE
            analyse t                                                | ANALYZE
            vacuum (full) t                                          | VACUUM
            update t set a = 1                                       | UPDATE
            with x as (select 1) select * from x                     | WITH
            (select 1) union (select 2)                              | SELECT
            ((values (1)))                                           | VALUES
            do $$ begin end $$                                       | DO
            copy t to stdout                                         | COPY
            comment on table t is 'x'                                | COMMENT
            import foreign schema s from server f into p             | IMPORT FOREIGN SCHEMA
            security label on table t is 'x'                         | SECURITY LABEL
            crate table t                                            | CRATE
            'no statement'                                           | STATEMENT
            ) x                                                      | STATEMENT
            """)
    void a_statement_is_named_as_in_the_manual(String sql, String kind) {
        assertThat(StatementKind.of(sql)).isEqualTo(kind);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"create --x\nindex /* y */ concurrently i on t (a)", "CREATE\n\tINDEX\r\nCONCURRENTLY i on t(a)"
            })
    void comments_and_line_breaks_do_not_change_the_kind(String sql) {
        assertThat(StatementKind.of(sql)).isEqualTo("CREATE INDEX CONCURRENTLY");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "begin",
                "start transaction",
                "commit",
                "end",
                "rollback",
                "abort",
                "savepoint s",
                "release s",
                "rollback to s",
                "set transaction read only",
                "select 1\\; commit",
            })
    void these_control_a_transaction(String sql) {
        assertThat(only(sql).controlsTransaction()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "select 1",
                "set lock_timeout = 1",
                "set session characteristics as transaction read only",
                "set constraints all deferred",
                "prepare p as select 1",
                "do $$ begin commit; end $$",
                "select 1\\; select 2",
            })
    void these_do_not(String sql) {
        assertThat(only(sql).controlsTransaction()).isFalse();
    }

    @Test
    void the_kind_of_a_group_is_that_of_its_first_statement() {
        assertThat(only("update t set a = 1\\; delete from t").kind()).isEqualTo("UPDATE \\; 1 more");
    }

    private static Step only(String sql) {
        return Parsed.script(List.of(new SourceText("m.sql", sql)), false)
                .steps()
                .get(0);
    }
}
