package dev.dryrun.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.dryrun.plan.BadInput;
import dev.dryrun.plan.NoVerdict;
import dev.dryrun.plan.ServerPlan;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Restores real dumps into real servers. */
class RestoreIT {

    private static final String CREATE = """
            CREATE ROLE app;
            CREATE ROLE "Tenant";
            CREATE DATABASE shop TEMPLATE template0 ENCODING 'LATIN1' LOCALE 'C'
            """;
    private static final String SCHEMA = """
            CREATE TABLE public.customers (id int PRIMARY KEY, name text);
            INSERT INTO public.customers SELECT n, 'größe ' || n FROM generate_series(1, 50000) n;
            ALTER TABLE public.customers OWNER TO app;
            GRANT SELECT ON public.customers TO "Tenant";
            CREATE POLICY mine ON public.customers TO "Tenant" USING (true);
            ALTER DATABASE shop SET work_mem TO '7MB'
            """;

    @TempDir
    static Path directory;

    private static Path custom;
    private static Path plain;
    private static Path created;

    @BeforeAll
    static void make_dumps() throws Exception {
        custom = TestDump.dumped(directory.resolve("a.dump"), CREATE, SCHEMA, "--format=custom");
        plain = TestDump.dumped(directory.resolve("b.sql"), CREATE, SCHEMA);
        created = TestDump.dumped(directory.resolve("c.sql"), CREATE, SCHEMA, "--create");
    }

    @AfterAll
    static void forget_dumps() throws Exception {
        for (Path each : new Path[] {custom, plain, created}) {
            Files.delete(each);
        }
    }

    @ParameterizedTest
    @CsvSource({"CONTAINER, a.dump", "LOCAL, a.dump", "CONTAINER, c.sql", "LOCAL, c.sql"})
    void name_encoding_roles_and_settings_are_the_dumped_ones(ServerPlan.Choice choice, String file) throws Exception {
        Dump dump = Dump.read(directory.resolve(file));
        try (PostgresServer server = TestServer.start(choice, dump)) {
            RestoredDatabase restored = restore(server, dump, false);

            assertThat(restored.database()).isEqualTo("shop");
            assertThat(restored.roles()).containsExactlyInAnyOrder("app", "Tenant");
            assertThat(restored.errors()).isEmpty();
            assertThat(restored.warnings()).isEmpty();
            assertThat(TestServer.query(server, "shop", "SELECT count(*) FROM customers WHERE name LIKE 'größe%'"))
                    .isEqualTo("50000");
            assertThat(TestServer.query(server, "shop", "SHOW server_encoding")).isEqualTo("LATIN1");
            assertThat(TestServer.query(server, "shop", "SHOW work_mem")).isEqualTo("7MB");
        }
    }

    @Test
    void a_plain_dump_goes_into_a_database_named_after_its_file() throws Exception {
        Dump dump = Dump.read(plain);
        try (PostgresServer server = TestServer.start(ServerPlan.Choice.LOCAL, dump)) {
            RestoredDatabase restored = restore(server, dump, false);

            assertThat(restored.database()).isEqualTo("b");
            assertThat(restored.warnings())
                    .singleElement()
                    .asString()
                    .contains("does not state its locale and the settings");
            assertThat(TestServer.query(server, "b", "SELECT count(*) FROM customers"))
                    .isEqualTo("50000");
        }
    }

    @Test
    void a_locale_that_the_server_lacks_is_replaced_with_a_warning() throws Exception {
        Path file = TestDump.plain(
                directory.resolve("x.sql"),
                "CREATE DATABASE x WITH TEMPLATE = template0 ENCODING = 'UTF8' LOCALE = 'xx_YY.UTF-8';\n"
                        + "\\connect x\nSET transaction_timeout = 0;\nCREATE TABLE public.a ();\n");
        Dump dump = Dump.read(file);
        try (PostgresServer server = TestServer.start(ServerPlan.Choice.LOCAL, dump)) {
            RestoredDatabase restored = restore(server, dump, false);

            assertThat(restored.warnings()).singleElement().asString().contains("xx_YY.UTF-8", "C.UTF-8");
            assertThat(TestServer.query(server, "x", "SELECT count(*) FROM public.a"))
                    .isEqualTo("0");
        }
    }

    @ParameterizedTest
    @CsvSource({"CONTAINER", "LOCAL"})
    void a_dump_that_was_cut_off_is_bad_input(ServerPlan.Choice choice) throws Exception {
        byte[] whole = Files.readAllBytes(custom);
        Path file = Files.write(directory.resolve("cut.dump"), Arrays.copyOf(whole, whole.length * 2 / 3));
        Dump dump = Dump.read(file);
        PostgresServer server = TestServer.start(choice, dump);
        try (server) {
            assertThatThrownBy(() -> restore(server, dump, true))
                    .isInstanceOf(BadInput.class)
                    .hasMessageContaining("damaged");
        }
        Leftovers.assertNone(server);
    }

    @Test
    void errors_end_the_restore_unless_they_are_allowed() throws Exception {
        Dump dump = Dump.read(TestDump.plain(
                directory.resolve("wrong.sql"), "CREATE TABLE public.a (b nothing);\nCREATE TABLE public.c ();\n"));
        try (PostgresServer server = TestServer.start(ServerPlan.Choice.LOCAL, dump)) {
            assertThatThrownBy(() -> restore(server, dump, false))
                    .isInstanceOf(BadInput.class)
                    .hasMessageContaining("type \"nothing\" does not exist");
            TestDump.execute(server, "postgres", "DROP DATABASE wrong");
            assertThat(restore(server, dump, true).errors()).hasSize(1);
            assertThat(TestServer.query(server, "wrong", "SELECT count(*) FROM public.c"))
                    .isEqualTo("0");
        }
    }

    @Test
    void all_missing_extensions_are_named_before_anything_is_restored() throws Exception {
        Dump dump = Dump.read(TestDump.plain(
                directory.resolve("ext.sql"),
                "CREATE EXTENSION IF NOT EXISTS nowhere WITH SCHEMA public;\n"
                        + "CREATE EXTENSION hstore VERSION '99.1';\nCREATE EXTENSION \"uuid-ossp\" WITH SCHEMA public;\n"
                        + "CREATE EXTENSION \"no-where\" WITH SCHEMA x VERSION \"2\";\nCREATE TABLE public.a ();\n"));
        try (PostgresServer server = TestServer.start(ServerPlan.Choice.LOCAL, dump)) {
            assertThatThrownBy(() -> restore(server, dump, false))
                    .isInstanceOf(NoVerdict.class)
                    .hasMessageContaining("nowhere, hstore 99.1 (there is 1.4")
                    .hasMessageContaining("no-where 2")
                    .hasMessageNotContaining("uuid-ossp");
            assertThat(TestServer.query(server, "postgres", "SELECT count(*) FROM pg_database WHERE datname = 'ext'"))
                    .isEqualTo("0");

            RestoredDatabase restored = restore(server, dump, true);

            assertThat(restored.errors()).hasSize(3);
            assertThat(restored.warnings()).anyMatch(each -> each.contains("without extensions"));
            assertThat(TestServer.query(server, "ext", "SELECT count(*) FROM public.a"))
                    .isEqualTo("0");
        }
    }

    @Test
    void an_error_names_the_line_of_the_dump() throws Exception {
        Path file = TestDump.plain(
                directory.resolve("lines.sql"),
                "CREATE TABLE public.a (b int);\nCOPY public.a (b) FROM stdin;\n1\nno number\n\\.\n");
        int line = Files.readAllLines(file).indexOf("\\.") + 1;
        Dump dump = Dump.read(file);
        try (PostgresServer server = TestServer.start(ServerPlan.Choice.LOCAL, dump)) {
            assertThatThrownBy(() -> restore(server, dump, false))
                    .isInstanceOf(BadInput.class)
                    .hasMessageContaining("lines.sql:" + line + ": ERROR:  invalid input syntax for type integer");
        }
    }

    private static RestoredDatabase restore(PostgresServer server, Dump dump, boolean allowErrors) {
        return Restore.restore(server, dump, new RestoreOptions(2, allowErrors), line -> {});
    }
}
