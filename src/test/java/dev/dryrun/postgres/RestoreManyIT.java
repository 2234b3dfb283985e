package dev.dryrun.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dryrun.plan.ServerPlan;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Restores a database of a thousand tables, in tablespaces that the throwaway server does not have. */
class RestoreManyIT {

    private static final String FILL = """
            SET allow_in_place_tablespaces = on;
            CREATE TABLESPACE "Fast Disk" LOCATION '';
            SELECT lo_from_bytea(4711, 'a large object');
            CREATE TABLE public.there (id int, CONSTRAINT there_pkey PRIMARY KEY (id) USING INDEX TABLESPACE "Fast Disk") TABLESPACE "Fast Disk";
            DO $do$ BEGIN EXECUTE replace('CREATE FUNCTION public.keeps() RETURNS text LANGUAGE sql AS
                $$ SELECT ''@SET default_tablespace = nowhere;@COPY x FROM stdin;@''::text $$', '@', chr(10)); END $do$;
            DO $$ BEGIN FOR n IN 1..1000 LOOP
                EXECUTE format('CREATE TABLE public.t%s (id int PRIMARY KEY, note text)', n); EXECUTE
                format('INSERT INTO public.t%s VALUES (%s, ''x'')', n, n); END LOOP; END $$
            """;

    @TempDir
    Path directory;

    @Test
    void a_thousand_tables_and_their_tablespaces_go_into_the_default_one() throws Exception {
        Path custom = directory.resolve("many.dump");
        Path plain = directory.resolve("many.sql");
        try (PostgresServer server = TestDump.filled("CREATE DATABASE shop", FILL)) {
            TestDump.dump(server, custom, "--format=custom");
            TestDump.dump(server, plain);
        }
        assertThat(Files.readString(plain)).contains("SET default_tablespace = \"Fast Disk\";", "\\restrict ");

        Dump dump = Dump.read(custom);
        try (PostgresServer server = TestServer.start(ServerPlan.Choice.LOCAL, dump)) {
            check(server, dump);
            check(server, Dump.read(plain));
        }
    }

    private static void check(PostgresServer server, Dump dump) throws Exception {
        RestoredDatabase restored = Restore.restore(server, dump, new RestoreOptions(2, false), line -> {});

        String database = restored.database();
        assertThat(restored.errors()).isEmpty();
        assertThat(restored.warnings()).contains("tablespaces are folded into the default one: Fast Disk");
        assertThat(TestServer.query(
                        server,
                        database,
                        "SELECT count(*) FROM pg_class WHERE reltablespace <> 0" + " AND oid >= 16384"))
                .isEqualTo("0");
        assertThat(TestServer.query(server, database, "SELECT count(*) FROM pg_class WHERE relname ~ '^t[0-9]+$'"))
                .isEqualTo("1000");
        assertThat(TestServer.query(server, database, "SELECT id FROM public.t1000"))
                .isEqualTo("1000");
        assertThat(TestServer.query(server, database, "SELECT public.keeps()"))
                .contains("SET default_tablespace = nowhere;");
    }
}
