package dev.dryrun.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dryrun.profile.ProfileDraft;
import dev.dryrun.profile.ProfileReader;
import dev.dryrun.script.SourceText;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code dryrun profile} as it is typed: exit codes, YAML and nothing else on stdout, progress on stderr. */
class ProfileCommandIT {

    private static final String DUMP = """
            --
            -- PostgreSQL database dump
            --

            -- Dumped from database version 15.4
            -- Dumped by pg_dump version 15.4

            SET statement_timeout = 0;
            SET client_encoding = 'UTF8';
            SET standard_conforming_strings = on;
            SELECT pg_catalog.set_config('search_path', '', false);

            CREATE TABLE public.orders (id bigint PRIMARY KEY, status text NOT NULL, total numeric(10,2), old_code text);
            INSERT INTO public.orders SELECT i, 'sent', i, 'secret-' || i FROM pg_catalog.generate_series(1, 100) AS i;
            CREATE TABLE public.old_orders (id bigint PRIMARY KEY);
            INSERT INTO public.old_orders SELECT i FROM pg_catalog.generate_series(1, 100) AS i;

            --
            -- PostgreSQL database dump complete
            --
            """;

    @TempDir
    Path directory;

    private final StringWriter out = new StringWriter();
    private final StringWriter errors = new StringWriter();
    private String dump;

    @BeforeEach
    void dump() throws IOException {
        dump = Files.writeString(directory.resolve("shop.sql"), DUMP).toString();
    }

    @Test
    void the_yaml_alone_goes_to_stdout_and_what_is_retired_is_not_in_it() {
        int exitCode = execute("--retired", "public.orders.old_code", "--retired", "old_orders");

        assertThat(exitCode).as("%s", errors).isZero();
        assertThat(errors.toString()).contains("restoring", "deriving the load from the schema");
        assertThat(out.toString())
                .startsWith("# The load that dryrun derives from the schema")
                .contains("queries:", "public.orders.id", "total")
                .doesNotContain("old_code", "secret", "FROM public.old_orders");
        ProfileDraft draft = ProfileReader.read(new SourceText("load.yml", out.toString()), (name, origin) -> {
            throw new AssertionError(name);
        });
        assertThat(draft.profile().queries())
                .extracting(query -> query.name())
                .hasSizeGreaterThan(2)
                .allMatch(name -> name.startsWith("public.orders: "));
    }

    @Test
    void a_retired_name_that_the_database_does_not_have_is_bad_input_and_writes_nothing() {
        assertThat(execute("--retired", "public.orders.code")).isEqualTo(2);
        assertThat(errors.toString()).contains("--retired public.orders.code is neither a table nor a column");
        assertThat(out.toString()).isEmpty();
    }

    /** No server is started for these. */
    @Test
    void what_is_wrong_with_the_options_or_files_is_told_before_the_restore() throws IOException {
        Path script = Files.writeString(directory.resolve("m.sql"), "SELECT 1;\n\\nonsense\n");

        assertThat(execute("--migration", script.toString())).isEqualTo(2);
        assertThat(execute("--migration", directory.resolve("none.sql").toString()))
                .isEqualTo(2);
        assertThat(execute("--retired", "a.b.c.d")).isEqualTo(2);
        assertThat(execute("--load", "none")).isEqualTo(2);
        assertThat(execute("--postgres-setting", "port=1")).isEqualTo(2);
        dump = directory.resolve("none.dump").toString();
        assertThat(execute()).isEqualTo(2);
        assertThat(out.toString()).isEmpty();
        assertThat(errors.toString())
                .contains("m.sql:2", "none.sql does not exist", "Unknown option", "none.dump does not exist")
                .doesNotContain("restoring", "\tat ");
    }

    private int execute(String... arguments) {
        List<String> all = new ArrayList<>(List.of("profile", "--dump", dump, "--server", "local"));
        all.addAll(Arrays.asList(arguments));
        Interruption none = new Interruption(Thread.currentThread());
        return new Main(new PrintWriter(out, true), new PrintWriter(errors, true), none, Map.of())
                .execute(all.toArray(String[]::new));
    }
}
