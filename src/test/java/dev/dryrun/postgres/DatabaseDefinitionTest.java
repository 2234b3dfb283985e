package dev.dryrun.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class DatabaseDefinitionTest {

    @Test
    void name_encoding_locale_and_settings_come_from_the_dump() {
        DatabaseDefinition database = read("""
                SET client_encoding = 'SQL_ASCII';
                CREATE DATABASE "The Shop" WITH TEMPLATE = template0 ENCODING = 'LATIN1' LOCALE_PROVIDER = libc LOCALE = 'de_DE';
                ALTER DATABASE "The Shop" OWNER TO app;
                \\connect -reuse-previous=on "dbname='The Shop'"
                ALTER DATABASE "The Shop" SET search_path TO 'sales', 'public';
                ALTER ROLE app IN DATABASE "The Shop" SET work_mem TO '1MB';
                \\connect -reuse-previous=on "dbname='The Shop'"
                ALTER DATABASE "The Shop" SET work_mem TO '1MB';
                """);

        assertThat(database.name()).isEqualTo("The Shop");
        assertThat(database.encoding()).contains("LATIN1");
        assertThat(database.settings()).hasSize(2);
        assertThat(database.createStatements())
                .containsExactly(
                        "CREATE DATABASE \"The Shop\" TEMPLATE template0 ENCODING 'LATIN1' LOCALE_PROVIDER = libc"
                                + " LOCALE = 'de_DE'",
                        "CREATE DATABASE \"The Shop\" TEMPLATE template0 ENCODING 'LATIN1' LOCALE 'C'");
    }

    @Test
    void without_a_stated_locale_an_utf8_database_sorts_by_code_point() {
        DatabaseDefinition database = read("SET client_encoding = 'UTF8';\n");

        assertThat(database.name()).isEqualTo("file");
        assertThat(database.createStatements().get(0)).endsWith("ENCODING 'UTF8' LOCALE 'C.UTF-8'");
    }

    @Test
    void old_and_new_spellings_of_the_locale_are_kept() {
        assertThat(read("CREATE DATABASE a WITH TEMPLATE = template0 ENCODING = 'UTF8' LC_COLLATE = 'en_US.utf8'"
                                + " LC_CTYPE = 'C' TABLESPACE = fast;")
                        .locale())
                .containsOnlyKeys("LC_COLLATE", "LC_CTYPE");
        assertThat(read("CREATE DATABASE a WITH TEMPLATE = template0 ENCODING = 'UTF8' LOCALE_PROVIDER = icu"
                                + " LOCALE = 'C' ICU_LOCALE = 'en-US';")
                        .createStatements()
                        .get(0))
                .endsWith("LOCALE_PROVIDER = icu LOCALE = 'C' ICU_LOCALE = 'en-US'");
    }

    private static DatabaseDefinition read(String sql) {
        DatabaseDefinition.Reader reader = new DatabaseDefinition.Reader();
        sql.lines().forEach(reader::accept);
        return reader.definition("file");
    }
}
