package dev.dryrun.script;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.dryrun.plan.BadInput;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FlywayFileTest {

    @Test
    void a_migration_is_one_transaction() {
        ToolScript script = flyway("ALTER TABLE t ADD COLUMN c int;\nUPDATE t SET c = 1;\n");
        assertThat(script.format()).isEqualTo(MigrationFormat.FLYWAY);
        assertThat(script.transaction()).isEqualTo(TransactionMode.ONE_TRANSACTION);
        assertThat(Read.steps(script))
                .containsExactly("1 BEGIN", "1 ALTER TABLE t ADD COLUMN c int", "2 UPDATE t SET c = 1", "2 COMMIT");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "CREATE INDEX CONCURRENTLY i ON t (a);",
                "create unique index concurrently i on t (a)",
                "DROP INDEX CONCURRENTLY IF EXISTS i;",
                "VACUUM (ANALYZE) t;",
                "REINDEX SCHEMA public;",
                "ALTER SYSTEM SET work_mem = '1MB';",
                "DISCARD ALL;"
            })
    void statements_that_need_to_be_outside_are_run_outside(String text) {
        ToolScript script = flyway("-- why\n" + text);
        assertThat(script.transaction()).isEqualTo(TransactionMode.NO_TRANSACTION);
        assertThat(Read.steps(script)).hasSize(1);
        assertThat(script.withoutTransaction()).map(Marker::line).contains(2);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"REINDEX INDEX CONCURRENTLY i;", "REINDEX TABLE t;", "DISCARD PLANS;", "CREATE INDEX i ON t (a);"
            })
    void what_flyway_does_not_know_to_need_it_stays_in_the_transaction(String text) {
        assertThat(flyway(text).transaction()).isEqualTo(TransactionMode.ONE_TRANSACTION);
    }

    @Test
    void both_kinds_in_one_migration_are_refused_as_flyway_refuses_them() {
        assertThat(Read.refusal(
                        MigrationFormat.FLYWAY, "SET lock_timeout = '1s';\n\nCREATE INDEX CONCURRENTLY i ON t (a);"))
                .isEqualTo("m.sql:3: CREATE INDEX CONCURRENTLY cannot be in the transaction of SET on line 1");
    }

    @Test
    void the_configuration_beside_the_file_decides_over_mixtures() {
        ToolScript script = Read.withSettings(
                MigrationFormat.FLYWAY,
                "SET lock_timeout = '1s';\nCREATE INDEX CONCURRENTLY i ON t (a);",
                conf("# outside\nexecuteInTransaction=false\n"));
        assertThat(Read.steps(script))
                .containsExactly("1 SET lock_timeout = '1s'", "2 CREATE INDEX CONCURRENTLY i ON t (a)");
        assertThat(script.withoutTransaction()).contains(new Marker("m.sql.conf", 2, "executeInTransaction=false"));
        assertThat(Read.withSettings(MigrationFormat.FLYWAY, "VACUUM t;", conf("executeInTransaction = true"))
                        .transaction())
                .isEqualTo(TransactionMode.ONE_TRANSACTION);
    }

    @Test
    void should_execute_false_leaves_the_migration_out() {
        ToolScript script = Read.withSettings(MigrationFormat.FLYWAY, "VACUUM t;", conf("shouldExecute=false"));
        assertThat(script.parts()).isEmpty();
        assertThat(Read.notes(script))
                .containsExactly(
                        "left-out | m.sql.conf:1: the migration is left out, because of 'shouldExecute=false'");
    }

    @ParameterizedTest
    @CsvSource({
        "shouldExecute=${env}==prod",
        "encoding=ISO_8859_1",
        "executeInTransaction=maybe",
        "mixed=true",
        "nonsense"
    })
    void settings_that_dryrun_cannot_follow_are_refused(String line) {
        assertThatThrownBy(() -> Read.withSettings(MigrationFormat.FLYWAY, "VACUUM t;", conf("\n" + line)))
                .isInstanceOf(BadInput.class)
                .hasMessage("m.sql.conf:2: '" + line + "' is not supported");
    }

    @Test
    void a_comment_is_no_configuration_and_the_reader_is_told() {
        ToolScript script = flyway("-- flyway:executeInTransaction=false\nALTER TABLE t ADD COLUMN c int;\n");
        assertThat(script.transaction()).isEqualTo(TransactionMode.ONE_TRANSACTION);
        assertThat(Read.notes(script))
                .singleElement()
                .asString()
                .startsWith("comment-without-effect | m.sql:1: Flyway takes no settings from comments;");
    }

    @Test
    void an_index_built_concurrently_comes_with_a_word_on_flyways_own_transaction() {
        assertThat(flyway("-- why\nCREATE INDEX CONCURRENTLY i ON t (a);").notes())
                .extracting(FileNote::code)
                .containsExactly("flyway-lock");
        assertThat(flyway("VACUUM t;").notes()).isEmpty();
    }

    @Test
    void placeholders_are_replaced_everywhere_and_their_names_have_no_case() {
        ToolScript script = ToolScript.read(new MigrationSource(
                new SourceText("db/V1__x.sql", "-- for ${Owner}\nSELECT '${owner}', ${n}, '${flyway:filename}';"),
                MigrationFormat.FLYWAY,
                Optional.empty(),
                Map.of("owner", "a$1\\b", "N", "7")));
        assertThat(Read.steps(script)).contains("2 SELECT 'a$1\\b', 7, 'V1__x.sql'");
    }

    @Test
    void a_placeholder_without_a_value_is_refused_even_in_a_comment() {
        assertThat(Read.refusal(MigrationFormat.FLYWAY, "SELECT 1;\n-- ${schema}\n"))
                .isEqualTo("m.sql:2: the placeholder ${schema} has no value");
    }

    @Test
    void placeholders_stay_where_replacement_is_off_and_in_other_formats() {
        assertThat(Read.steps(Read.withSettings(
                        MigrationFormat.FLYWAY, "SELECT '${a}';", conf("placeholderReplacement=false"))))
                .contains("1 SELECT '${a}'");
        assertThat(Read.steps(Read.plain("SELECT '${a}';"))).containsExactly("1 SELECT '${a}'");
    }

    @Test
    void rows_of_a_copy_belong_to_it() {
        assertThat(Read.steps(flyway("COPY t FROM STDIN;\n1\t\\N;'\n\\.\nSELECT 1;\n")))
                .containsExactly("1 BEGIN", "1 COPY t FROM STDIN", "4 SELECT 1", "4 COMMIT");
    }

    @Test
    void dryruns_own_marker_wins() {
        assertThat(Read.steps(flyway("-- dryrun: no-transaction\nSET a = 1;\nVACUUM t;")))
                .containsExactly("2 SET a = 1", "3 VACUUM t");
        assertThat(Read.steps(flyway("-- dryrun: transaction\nVACUUM t;")))
                .containsExactly("2 BEGIN", "2 VACUUM t", "2 COMMIT");
    }

    private static ToolScript flyway(String text) {
        return Read.named(MigrationFormat.FLYWAY, text);
    }

    private static SourceText conf(String text) {
        return new SourceText("m.sql.conf", text);
    }
}
