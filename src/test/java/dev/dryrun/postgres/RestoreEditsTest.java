package dev.dryrun.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RestoreEditsTest {

    private static final Set<String> KNOWN = Set.of("statement_timeout", "default_tablespace");

    @ParameterizedTest
    @ValueSource(
            strings = {
                "CREATE DATABASE shop WITH TEMPLATE = template0;",
                "DROP DATABASE IF EXISTS shop;",
                "SET transaction_timeout = 0;",
                "DROP TABLE public.orders;",
                "ALTER TABLE IF EXISTS ONLY public.a DROP CONSTRAINT IF EXISTS a_pkey;",
                "ALTER TABLE ONLY public.a ALTER COLUMN id DROP DEFAULT;",
                "SELECT pg_catalog.lo_unlink('4711');",
                "\\restrict AbC",
                "\\unrestrict AbC",
            })
    void what_is_done_unknown_or_not_wanted_becomes_a_comment(String line) {
        assertThat(edits(false).edit(line, true)).isEqualTo("-- " + line);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SET statement_timeout = 0;",
                "SET app.user = 'x';",
                "\\connect shop",
                "-- DROP TABLE a;",
                "CREATE TABLE a ();",
                "SELECT pg_catalog.set_config('search_path', '', false);",
                "",
            })
    void everything_else_stays(String line) {
        assertThat(edits(false).edit(line, true)).isEqualTo(line);
    }

    @ParameterizedTest
    @CsvSource({"fast", "''", "\"Fast Disk\""})
    void every_tablespace_is_the_default_one(String name) {
        assertThat(edits(true).edit("SET default_tablespace = " + name + ";", true))
                .isEqualTo("SET default_tablespace = '';");
    }

    @Test
    void a_psql_that_knows_restrict_gets_it() {
        assertThat(edits(true).edit("\\restrict AbC", true)).isEqualTo("\\restrict AbC");
    }

    @Test
    void a_view_that_stands_in_while_clean_drops_is_left_out_and_cleaning_goes_on() {
        RestoreEdits edits = edits(true);
        assertThat(edits.edit("CREATE OR REPLACE VIEW public.v AS", true)).startsWith("-- ");
        assertThat(edits.edit("SELECT", true)).isEqualTo("-- SELECT");
        assertThat(edits.edit("    NULL::integer AS id;", true)).startsWith("-- ");
        assertThat(edits.edit("DROP TABLE public.t;", true)).isEqualTo("-- DROP TABLE public.t;");
        assertThat(edits.edit("CREATE TABLE public.t ();", true)).isEqualTo("CREATE TABLE public.t ();");
        assertThat(edits.edit("CREATE OR REPLACE VIEW public.v AS", true))
                .isEqualTo("CREATE OR REPLACE VIEW public.v AS");
        assertThat(edits.edit("SELECT id", true)).isEqualTo("SELECT id");
    }

    @Test
    void after_the_first_object_nothing_is_cleaning_any_more() {
        RestoreEdits edits = edits(true);
        edits.edit("CREATE DATABASE shop;", true);
        assertThat(edits.edit("DROP TABLE a;", true)).startsWith("--");
        edits.edit("CREATE TABLE a ();", true);
        assertThat(edits.edit("DROP TABLE a;", true)).isEqualTo("DROP TABLE a;");
    }

    @Test
    void a_line_inside_a_body_is_nobodys_to_edit() {
        assertThat(edits(false).edit("SET transaction_timeout = 0;", false)).isEqualTo("SET transaction_timeout = 0;");
    }

    @ParameterizedTest
    @CsvSource({
        "15.13, false",
        "15.14, true",
        "13.22 (Debian), true",
        "17.5, false",
        "17.6, true",
        "12.22, false",
        "18.0, true",
        "18beta1, true",
        "16devel, false"
    })
    void psql_knows_restrict_since_august_2025(String version, boolean known) {
        assertThat(Restricting.isKnown(version)).isEqualTo(known);
    }

    private static RestoreEdits edits(boolean restricts) {
        return new RestoreEdits(KNOWN, restricts);
    }
}
