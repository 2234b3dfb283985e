package dev.dryrun.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dryrun.plan.ServerPlan;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Restores one database from each format and with each option that pg_dump may have been given. */
class RestoreFormatsIT {

    private static final String CREATE = """
            CREATE ROLE app;
            CREATE DATABASE shop TEMPLATE template0 ENCODING 'UTF8' LOCALE 'C'
            """;
    private static final String FILL = """
            CREATE SCHEMA app;
            CREATE TABLE app.orders (id int PRIMARY KEY, note text);
            CREATE TABLE app.lines (id int PRIMARY KEY, order_id int REFERENCES app.orders);
            CREATE UNLOGGED TABLE app.cache (key text);
            CREATE VIEW app.notes AS SELECT note FROM app.orders;
            INSERT INTO app.orders SELECT n, E'größe\\t\\\\ ''' || n FROM generate_series(1, 2000) n;
            INSERT INTO app.lines SELECT n, n FROM generate_series(1, 2000) n;
            INSERT INTO app.cache VALUES ('cached');
            SELECT lo_from_bytea(4711, 'a large object');
            ALTER TABLE app.orders OWNER TO app
            """;
    private static final String CONTENT = """
            SELECT (SELECT count(*) FROM app.orders WHERE note LIKE E'größe\\t\\\\\\\\ ''%') || ' orders, '
                || (SELECT count(*) FROM app.lines) || ' lines, ' || (SELECT count(*) FROM app.cache) || ' cached, '
                || (SELECT count(*) FROM pg_constraint WHERE conrelid = 'app.lines'::regclass) || ' constraints, '
                || (SELECT count(*) FROM pg_largeobject_metadata) || ' large object'
            """;
    private static final String ALL = "2000 orders, 2000 lines, 1 cached, 2 constraints, 1 large object";

    @TempDir
    static Path directory;

    @BeforeAll
    static void make_dumps() throws Exception {
        try (PostgresServer server = TestDump.filled(CREATE, FILL)) {
            TestDump.dump(server, directory.resolve("directory"), "--format=directory", "--jobs=2");
            TestDump.dump(server, directory.resolve("bare-directory"), "--format=directory", "--compress=0");
            TestDump.dump(server, directory.resolve("shop.tar"), "--format=tar");
            TestDump.dump(server, directory.resolve("custom"), "--format=custom");
            TestDump.dump(server, directory.resolve("plain.sql"));
            TestDump.dump(server, directory.resolve("create.sql"), "--create");
            TestDump.dump(server, directory.resolve("clean.sql"), "--clean");
            TestDump.dump(server, directory.resolve("if-exists.sql"), "--clean", "--if-exists", "--create");
            TestDump.dump(server, directory.resolve("inserts.sql"), "--inserts", "--rows-per-insert=50");
            TestDump.dump(server, directory.resolve("by-pg_dump.gz"), "--compress=6");
            TestDump.dump(server, directory.resolve("schema.sql"), "--schema-only");
        }
        gzip("plain.sql", "plain.sql.gz");
        gzip("custom", "custom.gz");
        gzip("shop.tar", "shop.tar.gz");
        try (OutputStream out =
                new com.github.luben.zstd.ZstdOutputStream(Files.newOutputStream(directory.resolve("plain.sql.zst")))) {
            Files.copy(directory.resolve("plain.sql"), out);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "LOCAL, directory, DIRECTORY, 2",
        "CONTAINER, directory, DIRECTORY, 2",
        "LOCAL, bare-directory, DIRECTORY, 2",
        "LOCAL, shop.tar, TAR, 1",
        "CONTAINER, shop.tar, TAR, 1"
    })
    void an_archive_on_disk_is_restored_whole(ServerPlan.Choice choice, String name, DumpFormat format, int jobs)
            throws Exception {
        Dump dump = Dump.read(directory.resolve(name));
        try (PostgresServer server = TestServer.start(choice, dump)) {
            RestoredDatabase restored = restore(server, dump);

            assertThat(dump.format()).isEqualTo(format);
            assertThat(restored.jobs()).isEqualTo(jobs);
            assertThat(restored.roles()).containsExactly("app");
            assertThat(TestServer.query(server, "shop", CONTENT)).isEqualTo(ALL);
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = ServerPlan.Choice.class,
            names = {"LOCAL", "CONTAINER"})
    void a_stream_is_restored_whole(ServerPlan.Choice choice) throws Exception {
        try (PostgresServer server = TestServer.start(choice, Dump.read(directory.resolve("plain.sql")))) {
            streamed(server, "plain.sql", "plain", DumpCompression.NONE);
            streamed(server, "plain.sql.gz", "plain", DumpCompression.GZIP);
            streamed(server, "plain.sql.zst", "plain", DumpCompression.ZSTD);
            streamed(server, "custom.gz", "shop", DumpCompression.GZIP);
            streamed(server, "create.sql", "shop", DumpCompression.NONE);
        }
    }

    @Test
    void what_pg_dump_was_told_does_not_matter() throws Exception {
        try (PostgresServer server =
                TestServer.start(ServerPlan.Choice.LOCAL, Dump.read(directory.resolve("plain.sql")))) {
            streamed(server, "clean.sql", "clean", DumpCompression.NONE);
            streamed(server, "if-exists.sql", "shop", DumpCompression.NONE);
            streamed(server, "inserts.sql", "inserts", DumpCompression.NONE);
            streamed(server, "by-pg_dump.gz", "by-pg_dump", DumpCompression.GZIP);
            streamed(server, "shop.tar.gz", "shop", DumpCompression.GZIP);

            restore(server, Dump.read(directory.resolve("schema.sql")));

            assertThat(TestServer.query(server, "schema", CONTENT))
                    .isEqualTo("0 orders, 0 lines, 0 cached, 2 constraints, 0 large object");
        }
    }

    private static void streamed(PostgresServer server, String name, String database, DumpCompression compression)
            throws Exception {
        Dump dump = Dump.read(directory.resolve(name));
        RestoredDatabase restored = restore(server, dump);

        assertThat(restored.database()).as(name).isEqualTo(database);
        assertThat(restored.errors()).as(name).isEmpty();
        assertThat(restored.jobs()).as(name).isEqualTo(1);
        assertThat(dump.compression()).as(name).isEqualTo(compression);
        assertThat(TestServer.query(server, database, CONTENT)).as(name).isEqualTo(ALL);
        TestDump.execute(server, "postgres", "DROP DATABASE \"" + database + "\"");
    }

    private static void gzip(String from, String to) throws IOException {
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(directory.resolve(to)))) {
            Files.copy(directory.resolve(from), out);
        }
    }

    private static RestoredDatabase restore(PostgresServer server, Dump dump) {
        return Restore.restore(server, dump, new RestoreOptions(2, false), line -> {});
    }
}
