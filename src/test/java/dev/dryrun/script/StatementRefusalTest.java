package dev.dryrun.script;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.dryrun.plan.BadInput;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Statements that must not be sent to a throwaway server. */
class StatementRefusalTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            create database d                              | CREATE DATABASE is not supported
            DROP /* it */ DATABASE IF EXISTS d             | DROP DATABASE is not supported
            alter database d rename to e                   | ALTER DATABASE … RENAME is not supported
            alter database d set tablespace t              | ALTER DATABASE … SET TABLESPACE is not supported
            create tablespace t location '/x'              | CREATE TABLESPACE is not supported
            drop tablespace t                              | DROP TABLESPACE is not supported
            alter tablespace t rename to u                 | ALTER TABLESPACE is not supported
            prepare transaction 'x'                        | PREPARE TRANSACTION is not supported
            commit prepared 'x'                            | COMMIT PREPARED is not supported
            rollback prepared 'x'                          | ROLLBACK PREPARED is not supported
            create subscription s connection 'c' publication p | CREATE SUBSCRIPTION would connect to another server
            alter subscription s enable                    | ALTER SUBSCRIPTION would connect to another server
            drop subscription if exists s                  | DROP SUBSCRIPTION would connect to another server
            import foreign schema a from server s into b   | IMPORT FOREIGN SCHEMA would connect to another server
            copy t from program 'ls'                       | COPY … PROGRAM is not supported
            copy (select 1 from t) to program 'cat'        | COPY … PROGRAM is not supported
            select 1\\; commit prepared 'x'                | COMMIT PREPARED is not supported
            \\set d x~drop database :d                     | DROP DATABASE is not supported
            select 1 as x \\gset~drop database :x          | DROP DATABASE is not supported
            """)
    void these_are_refused_with_line_and_reason(String statement, String message) {
        String script = "select 0;\n" + statement.replace('~', '\n') + ";\nselect 2;";
        BadInput refused = catchThrowableOfType(
                BadInput.class, () -> Parsed.script(List.of(new SourceText("m.sql", script)), false));
        assertThat(refused.getMessage()).startsWith("m.sql:" + (statement.contains("~") ? 3 : 2) + ": " + message);
        assertThat(refused.hint()).isNotBlank();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "alter database d owner to o",
                "alter database d set work_mem = '1MB'",
                "alter database d reset all",
                "alter database rename set search_path to x",
                "comment on database d is 'x'",
                "prepare p as select 1",
                "commit",
                "rollback",
                "create table database (a int)",
                "create foreign table f (a int) server s",
                "create server s foreign data wrapper w",
                "create publication p for all tables",
                "copy t to '/tmp/f'",
                "copy program from '/tmp/f'",
                "copy (select 1 as program) to stdout",
                "alter table t set tablespace pg_default",
                "do $$ begin execute 'drop database d'; end $$",
            })
    void these_are_not(String statement) {
        assertThat(Parsed.script(List.of(new SourceText("m.sql", statement + ";")), false)
                        .steps())
                .hasSize(1);
    }
}
